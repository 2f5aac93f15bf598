"""一件事 on the phone: what belongs to one event in a life, and every paper for it named once (CT-18, CT-20)."""

from collections.abc import Collection

from flask import Blueprint, Response

from portal.booking_facts import booking_facts
from portal.catalog.catalogue import catalogue_of
from portal.catalog.packages import Package, in_turn, offered_packages, shared_materials, spared
from portal.web.applicant.hall_choice import chosen_hall, remember_hall
from portal.web.context import hub, now
from portal.web.door import Pass, may
from portal.web.fragments import page
from shared.refusals import NotFound

bp = Blueprint("packages", __name__)
bp.after_request(remember_hall)


@bp.get("/packages")
@may(Pass.PUBLIC)
def packages() -> Response:
    """The packages this hall takes in."""
    with hub().store.read() as unit:
        facts = booking_facts(unit, chosen_hall(unit), now())
    return page("applicant/packages", facts=facts, packages=offered_packages(facts.offered), tab="items")


@bp.get("/packages/<code>")
@may(Pass.PUBLIC)
def package(code: str) -> Response:
    """One package: its items in the order they are decided, and what to bring for all of them."""
    with hub().store.read() as unit:
        facts = booking_facts(unit, chosen_hall(unit), now())
    found = _package(code, facts.offered)
    catalogue = catalogue_of(facts.item(member) for member in found.items)
    return page(
        "applicant/package",
        facts=facts,
        package=found,
        waves=[[catalogue.item(member) for member in wave] for wave in in_turn(found)],
        materials=shared_materials(found, catalogue),
        spared=spared(found, catalogue),
        area=facts.areas.get(found.area),
    )


def _package(code: str, offered: Collection[str]) -> Package:
    found = next((one for one in offered_packages(offered) if one.code == code), None)
    if found is None:
        raise NotFound(field="package")
    return found
