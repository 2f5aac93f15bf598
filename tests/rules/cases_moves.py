"""Who takes part in the moves of a case, and facts that satisfy every need of one step."""

from dataclasses import replace
from datetime import date

from portal.cases.needs import Facts, Stop
from portal.cases.states import State
from portal.catalog.item import DeliveryWay
from portal.roles import Role

PEOPLE = {
    "W": {Role.WINDOW_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK, Role.STATION_CLERK},
    "D": {Role.REVIEWER, Role.LEAD_DEPARTMENT, Role.EXTERNAL_SYSTEM},
    "A": {Role.APPLICANT, Role.ENTERPRISE, Role.AGENT},
    "I": {Role.ISSUING_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK, Role.STATION_CLERK},
}
# Everything any move may need, so that a refusal below is about the table and the role alone.
GOOD = Facts(
    actor="D2",
    actor_department="410400-housing",
    department="410400-housing",
    took_in_by="W1",
    accepted_by="D1",
    authorised=True,
    told=1,
    statute="《行政许可法》第三十二条",
    reason="不属于本机关职权",
    remedies=True,
    tolerable=True,
    promise_due=date(2026, 12, 1),
    stop=Stop("publicity", "操作规程附件", 5),
    other_department="410411-housing",
    on_the_spot=True,
    signed_by_department="D2",
    signed_by_issuer="I1",
    identity_checked=True,
    tracking="EMS-1",
    printable=True,
    deemed=True,
)


def good_for(start: State, end: State) -> Facts:
    """Facts that satisfy every need of this one step."""
    facts = replace(GOOD, seen=start)
    if start is State.SUSPENDED:
        facts = replace(facts, origin=end)
    if start is State.SUPPLEMENTED:
        facts = replace(facts, origin=State.PRE_CHECK if end is State.PRE_CHECK else State.SIGNED_FOR)
    if end is State.ACCEPTED_TOLERANT and start is not State.SUSPENDED:
        facts = replace(facts, missing=1)
    ways = {State.MAILED: DeliveryWay.MAIL, State.KIOSK_PRINTABLE: DeliveryWay.KIOSK}
    return replace(facts, way=ways.get(end, DeliveryWay.APPLICATION_WINDOW))
