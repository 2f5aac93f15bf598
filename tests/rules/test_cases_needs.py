"""What each step of a case needs, and the refusal that comes without it."""

from dataclasses import replace

import pytest

from portal.cases import refusals as no
from portal.cases.flow import check_move
from portal.cases.moves import MOVES, Need
from portal.cases.needs import STOP_REASONS, Facts, Stop
from portal.cases.states import State
from portal.catalog.item import DeliveryWay
from portal.roles import Role
from shared.refusals import Refusal, wordings
from tests.rules.cases_moves import GOOD, PEOPLE, good_for


def lacking(need: Need) -> Facts:
    """Good facts with this one need unmet."""
    bad: dict[Need, dict[str, object]] = {
        Need.OWN_DEPARTMENT: {"actor_department": "410400-market"},
        Need.AUTHORISED: {"authorised": False},
        Need.MATERIALS_CHECKED: {"unchecked": 1},
        Need.TOLD_EVERYTHING: {"told": 0},
        Need.ONCE: {"supplements_sent": 1},
        Need.STATUTE: {"statute": " "},
        Need.REASON: {"reason": " "},
        Need.REMEDIES: {"remedies": False},
        Need.PROMISE: {"promise_due": None},
        Need.STOP_NAMED: {"stop": None},
        Need.ORIGIN: {"origin": State.DRAFT},
        Need.OTHER_DEPARTMENT: {"other_department": ""},
        Need.ON_THE_SPOT: {"on_the_spot": False},
        Need.PREREQUISITE_CLOSED: {"prerequisite_open": True},
        Need.MISSING_SUPPLIED: {"missing": 1},
        Need.SEPARATION: {"accepted_by": "D2"},
        Need.BOTH_SIGNATURES: {"signed_by_issuer": ""},
        Need.IDENTITY: {"identity_checked": False},
        Need.TRACKING: {"tracking": ""},
        Need.WAY_PICKUP: {"way": None},
        Need.WAY_MAIL: {"way": DeliveryWay.KIOSK},
        Need.WAY_KIOSK: {"printable": False},
    }
    return replace(GOOD, **bad[need])  # type: ignore[arg-type]


REFUSED = {
    Need.OWN_DEPARTMENT: no.NotYourDepartment,
    Need.AUTHORISED: no.NotAuthorised,
    Need.MATERIALS_CHECKED: no.MaterialsUnchecked,
    Need.TOLD_EVERYTHING: no.NothingMissing,
    Need.ONCE: no.SecondSupplementNeedsReason,
    Need.STATUTE: no.MissingStatute,
    Need.REASON: no.MissingReason,
    Need.REMEDIES: no.MissingRemedies,
    Need.PROMISE: no.MissingPromise,
    Need.STOP_NAMED: no.StopUnnamed,
    Need.ORIGIN: no.NotThisWay,
    Need.OTHER_DEPARTMENT: no.SameDepartment,
    Need.ON_THE_SPOT: no.NotOnTheSpot,
    Need.PREREQUISITE_CLOSED: no.PrerequisiteOpen,
    Need.MISSING_SUPPLIED: no.PapersToFollow,
    Need.SEPARATION: no.SeparationOfDuties,
    Need.BOTH_SIGNATURES: no.SignaturesMissing,
    Need.IDENTITY: no.IdentityUnchecked,
    Need.TRACKING: no.TrackingMissing,
    Need.WAY_PICKUP: no.WrongWay,
    Need.WAY_MAIL: no.WrongWay,
    Need.WAY_KIOSK: no.WrongWay,
}


def someone(start: State, end: State, need: Need) -> Role:
    """Who may take the step and is asked for the need: a window is asked for its authorisation."""
    group = PEOPLE["W"] if need is Need.AUTHORISED else MOVES[start, end].roles
    if need is Need.OWN_DEPARTMENT:
        group = PEOPLE["D"]
    return next(role for role in Role if role in group and role in MOVES[start, end].roles)


def with_need(need: Need) -> list[tuple[State, State]]:
    way = [way for way, move in MOVES.items() if need in move.needs]
    return [one for one in way if need is not Need.AUTHORISED or MOVES[one].roles & PEOPLE["W"]]


@pytest.mark.parametrize(
    ("need", "start", "end"),
    [pytest.param(need, *way, id=f"{need}-{way[0]}-{way[1]}") for need in REFUSED for way in with_need(need)],
)
def test_a_step_is_refused_without_what_it_needs(need: Need, start: State, end: State) -> None:
    good, bad = good_for(start, end), lacking(need)
    changed = {name: getattr(bad, name) for name in vars(bad) if getattr(bad, name) != getattr(GOOD, name)}
    if need in (Need.WAY_PICKUP, Need.ORIGIN):
        changed = {"way": None} if need is Need.WAY_PICKUP else {"origin": wrong_origin(start, end)}
    with pytest.raises(REFUSED[need]):
        check_move(start, end, {someone(start, end, need)}, replace(good, **changed))


def wrong_origin(start: State, end: State) -> State:
    if start is State.SUSPENDED:
        return State.DRAFT
    return State.SIGNED_FOR if end is State.PRE_CHECK else State.PRE_CHECK


def test_every_need_of_the_table_is_tried_above_or_below() -> None:
    assert set(REFUSED) | {Need.DEEMED} == {need for move in MOVES.values() for need in move.needs} == set(Need)


KINDS = [kind for kind in vars(no).values() if isinstance(kind, type) and issubclass(kind, Refusal)]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_refusal_says_its_sentence(kind: type[Refusal]) -> None:
    assert kind.code in wordings()


def refusal_of(start: State, end: State, role: Role, **changed: object) -> type[Refusal] | None:
    try:
        check_move(start, end, {role}, replace(good_for(start, end), **changed))  # type: ignore[arg-type]
    except Refusal as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize(
    ("start", "end", "changed", "values"),
    [
        (State.INTAKE_CHECKING, State.RECEIVED, {"unchecked": 3}, {"count": 3}),
        (State.INTAKE_CHECKING, State.RECEIVED, {"missing": 2, "tolerable": False}, {"count": 2}),
        (State.IN_REVIEW, State.DECIDED_GRANT, {"missing": 2}, {"count": 2}),
        (State.SIGNED_FOR, State.SUPPLEMENT_REQUIRED, {"supplements_sent": 2}, {"sent": 2}),
        (State.SIGNED_FOR, State.DELIVERED, {}, {"state": "部门已签收", "to": "已送达"}),
        (State.SIGNED_FOR, State.ACCEPTED, {"seen": State.RECEIVED}, {"state": "部门已签收"}),
        (State.RECEIVED, State.SIGNED_FOR, {"actor_department": "x"}, {"department": "410400-housing"}),
    ],
)
def test_a_refusal_carries_what_its_sentence_says(
    start: State, end: State, changed: dict[str, object], values: dict[str, object]
) -> None:
    facts = replace(good_for(start, end), **changed)  # type: ignore[arg-type]
    with pytest.raises(Refusal) as refused:
        check_move(start, end, set(Role) - {Role.GUIDE} if end is State.DELIVERED else PEOPLE_OF[start], facts)
    assert refused.value.values == values


def test_a_step_that_is_not_mine_says_where_it_leads() -> None:
    with pytest.raises(no.NotYourMove) as refused:
        check_move(State.RECEIVED, State.SIGNED_FOR, {Role.GUIDE}, good_for(State.RECEIVED, State.SIGNED_FOR))
    assert refused.value.values == {"to": "部门已签收"}


PEOPLE_OF = {
    State.INTAKE_CHECKING: {Role.WINDOW_CLERK},
    **dict.fromkeys((State.RECEIVED, State.SIGNED_FOR), {Role.REVIEWER}),
}
PEOPLE_OF[State.IN_REVIEW] = {Role.REVIEWER}


def test_CS_33_whoever_holds_every_role_of_a_department_still_acts_only_in_their_own() -> None:
    facts = replace(good_for(State.RECEIVED, State.SIGNED_FOR), actor_department="410400-market")
    with pytest.raises(no.NotYourDepartment):
        check_move(State.RECEIVED, State.SIGNED_FOR, PEOPLE["D"], facts)


def test_the_system_is_of_no_department_even_with_a_departments_roles() -> None:
    facts = replace(good_for(State.DECIDED_GRANT, State.CERTIFICATE_MADE), by_system=True, actor_department="")
    assert check_move(State.DECIDED_GRANT, State.CERTIFICATE_MADE, {Role.REVIEWER}, facts).id == "T23"


def test_someone_else_was_first_is_told_before_anything_else() -> None:
    assert refusal_of(State.ACCEPTED, State.DELIVERED, Role.GUIDE, seen=State.RECEIVED) is no.AlreadyMoved


def test_WD_02_who_took_the_case_in_does_not_decide_it() -> None:
    assert refusal_of(State.IN_REVIEW, State.DECIDED_GRANT, Role.REVIEWER, actor="W1") is no.SeparationOfDuties
    assert refusal_of(State.IN_REVIEW, State.DECIDED_REFUSE, Role.REVIEWER, actor="D1") is no.SeparationOfDuties


def test_WD_08_a_window_accepts_only_as_authorised_and_a_department_always() -> None:
    assert refusal_of(State.RECEIVED, State.ACCEPTED, Role.WINDOW_CLERK, authorised=False) is no.NotAuthorised
    assert refusal_of(State.RECEIVED, State.ACCEPTED, Role.REVIEWER, authorised=False) is None


def test_CS_33_a_case_of_another_department_is_not_mine_and_no_department_is_none() -> None:
    assert refusal_of(State.RECEIVED, State.SIGNED_FOR, Role.REVIEWER, actor_department="") is no.NotYourDepartment


def test_CS_33_forwarding_to_the_same_department_is_refused() -> None:
    same = GOOD.department
    assert refusal_of(State.RECEIVED, State.RECEIVED, Role.REVIEWER, other_department=same) is no.SameDepartment


def test_CS_15_a_second_supplement_needs_a_reason_and_then_goes_out() -> None:
    way = (State.SIGNED_FOR, State.SUPPLEMENT_REQUIRED, Role.REVIEWER)
    assert refusal_of(*way, supplements_sent=1, second_reason="  ") is no.SecondSupplementNeedsReason
    assert refusal_of(*way, supplements_sent=1, second_reason="新交的合同有新问题") is None


def test_CS_08_refusing_intake_needs_a_statute_and_every_basis() -> None:
    way = (State.INTAKE_CHECKING, State.INTAKE_REFUSED, Role.WINDOW_CLERK)
    assert refusal_of(*way, statute="") is no.MissingStatute
    assert refusal_of(*way, told_with_basis=False) is no.MissingBasis


def test_CS_02_intake_needs_every_tick_and_CS_03_nothing_missing_but_the_tolerable() -> None:
    way = (State.INTAKE_CHECKING, State.RECEIVED, Role.WINDOW_CLERK)
    assert refusal_of(*way, unchecked=1) is no.MaterialsUnchecked
    assert refusal_of(*way, missing=1, tolerable=False) is no.MaterialsMissing
    assert refusal_of(*way, missing=1, tolerable=True) is None


def test_CS_29_accepting_with_papers_to_follow_needs_something_tolerable_and_a_date() -> None:
    way = (State.RECEIVED, State.ACCEPTED_TOLERANT, Role.WINDOW_CLERK)
    assert refusal_of(*way, missing=0) is no.NothingMissing
    assert refusal_of(*way, tolerable=False) is no.NotTolerable
    assert refusal_of(*way, promise_due=None) is no.MissingPromise


@pytest.mark.parametrize("reason", STOP_REASONS)
def test_RV_02_each_lawful_cause_stops_the_clock(reason: str) -> None:
    assert refusal_of(State.IN_REVIEW, State.SUSPENDED, Role.REVIEWER, stop=Stop(reason, "许可法45", 1)) is None


@pytest.mark.parametrize(
    "stop",
    [Stop("holiday", "法", 3), Stop("hearing", " ", 3), Stop("hearing", "法", 0)],
    ids=["cause", "basis", "days"],
)
def test_RV_02_an_unnamed_stop_is_refused(stop: Stop) -> None:
    assert refusal_of(State.IN_REVIEW, State.SUSPENDED, Role.REVIEWER, stop=stop) is no.StopUnnamed


def test_RV_03_CS_18_only_an_item_done_on_the_spot_is_decided_at_once() -> None:
    way = (State.ACCEPTED, State.DECIDED_GRANT, Role.WINDOW_CLERK)
    assert refusal_of(*way, on_the_spot=False) is no.NotOnTheSpot
    assert refusal_of(*way) is None


def test_WD_13_nobody_takes_a_result_away_without_showing_who_they_are() -> None:
    way = (State.READY_FOR_PICKUP, State.DELIVERED, Role.ISSUING_CLERK)
    assert refusal_of(*way, identity_checked=False) is no.IdentityUnchecked


def test_RV_08_an_open_prerequisite_blocks_the_decision_and_not_the_review() -> None:
    way = (State.ACCEPTED, State.IN_REVIEW, Role.REVIEWER)
    assert refusal_of(*way, prerequisite_open=True) is None
    assert (
        refusal_of(State.IN_REVIEW, State.DECIDED_GRANT, Role.REVIEWER, prerequisite_open=True) is no.PrerequisiteOpen
    )


def test_DL_01_both_signatures_are_of_two_people() -> None:
    way = (State.CERTIFICATE_MADE, State.HANDED_OVER, Role.ISSUING_CLERK)
    assert refusal_of(*way, signed_by_department="I1") is no.SignaturesMissing


def test_DL_07_the_kiosk_way_needs_choice_and_printability() -> None:
    way = (State.CERTIFICATE_MADE, State.KIOSK_PRINTABLE, Role.APPLICANT)
    assert refusal_of(*way, way=DeliveryWay.MAIL) is no.WrongWay
    assert refusal_of(*way) is None


def test_CS_12_the_system_accepts_only_what_the_law_deems_accepted() -> None:
    facts = replace(good_for(State.RECEIVED, State.ACCEPTED), by_system=True, actor="worker", actor_department="")
    assert check_move(State.RECEIVED, State.ACCEPTED, (), facts).id == "T12"
    with pytest.raises(no.NotDeemed):
        check_move(State.RECEIVED, State.ACCEPTED, (), replace(facts, deemed=False))


def test_RV_02_the_system_resumes_a_stopped_case_where_it_was() -> None:
    facts = replace(good_for(State.SUSPENDED, State.IN_REVIEW), by_system=True, actor_department="")
    assert check_move(State.SUSPENDED, State.IN_REVIEW, (), facts).id == "T18"
