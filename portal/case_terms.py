"""The item and situation a case is handled under, read once per version of the catalogue."""

from portal.cases.limits import Terms
from portal.cases.materials import Checklist, checklist_with
from portal.catalog.catalogue import item_of
from portal.catalog.item import AcceptanceMode, Item, Need
from portal.catalog.needed import materials_for
from portal.store.cases import Case
from portal.store.items import StoredItem
from portal.store.unit import Unit
from shared.refusals import NotFound

_KNOWN: dict[tuple[str, int, str], Item] = {}


def item(unit: Unit, code: str) -> Item:
    """A published item as the rules read it; NotFound when there is none (CT-22)."""
    stored = unit.items.get(code)
    if stored is None:
        raise NotFound(field="item")
    return read(stored)


def read(stored: StoredItem) -> Item:
    """The guide of a stored item; reading it costs only the first time."""
    key = (stored.code, stored.version, stored.changed_at.isoformat())
    if key not in _KNOWN:
        _KNOWN[key] = item_of(stored.body)
    return _KNOWN[key]


def terms(unit: Unit, case: Case) -> Terms:
    """What decides the lengths of a case's clocks."""
    found = item(unit, case.item)
    return Terms(found, found.situation(case.situation), AcceptanceMode(case.mode))


def checklist(unit: Unit, case: Case) -> Checklist:
    """The case's list with everything found so far."""
    under = terms(unit, case)
    findings, held = unit.cases.findings(case.id)
    known = _never_needed(under)
    return checklist_with(
        under.item, under.situation, {no: one for no, one in findings.items() if no not in known}, held
    )


def _never_needed(under: Terms) -> frozenset[str]:
    return frozenset(one.no for one in materials_for(under.item, under.situation) if one.need is Need.NO)
