"""The intake pane of the window console."""

from portal.store.tickets import Ticket
from portal.store.unit import Unit


def pane(unit: Unit, ticket: Ticket | None) -> dict[str, object]:
    """What the middle pane shows for the visitor at the window."""
    del unit, ticket
    return {}
