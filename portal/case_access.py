"""Which cases a member of staff may open: the own hall's, the own department's, and those decided where the hall is."""

from portal.people import Actor
from portal.store.cases import Case
from portal.store.unit import Unit
from shared.refusals import NotFound


def may_see(unit: Unit, clerk: Actor, case: Case) -> bool:
    """A hall sees what it took in and what its own region decides; a department sees what lies with it."""
    if clerk.department:
        return case.department == clerk.department
    return bool(clerk.hall) and (case.hall == clerk.hall or _decided_here(unit, clerk, case))


def visible(unit: Unit, clerk: Actor, number: str) -> Case:
    """The case with this number; NotFound for one that is nobody's business here."""
    found = unit.cases.by_number(number)
    if found is None or not may_see(unit, clerk, found):
        raise NotFound(field="number")
    return found


def taken_in_here(unit: Unit, clerk: Actor, number: str) -> Case:
    """A case of the clerk's own hall; NotFound otherwise."""
    found = unit.cases.by_number(number)
    if found is None or found.hall != clerk.hall:
        raise NotFound(field="number")
    return found


def _decided_here(unit: Unit, clerk: Actor, case: Case) -> bool:
    hall, department = unit.halls.get(clerk.hall), unit.halls.department(case.department)
    return bool(hall and department and hall.region == department.region)
