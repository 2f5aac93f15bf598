"""The catalogue as it stands in the store, as the rules read it."""

from portal.catalog.catalogue import item_of
from portal.catalog.item import Item
from portal.store.unit import Unit


def stored_items(unit: Unit) -> list[Item]:
    """Every item, unpublished ones included."""
    return [item_of(stored.body) for stored in unit.items.everything()]
