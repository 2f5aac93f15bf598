"""T1-T38: exactly the steps of requirements §6.2, each by exactly its people, each refused without what it needs."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from portal.cases import refusals as no
from portal.cases.flow import Circumstances, check_move, drawing, effects_of, moves_from
from portal.cases.moves import BESIDE, MOVES, ClockKind, Effect, Need, Only, Verb, read_effect, read_moves
from portal.cases.needs import STOP_REASONS, Facts, Stop
from portal.cases.states import BEFORE_DECISION, DEPARTMENT_INBOX, ENDED, ISSUING_INBOX, STATE_NAMES, State
from portal.catalog.item import DeliveryWay
from portal.roles import Role
from shared import rules
from shared.refusals import Refusal, wordings

# Written down from the table of transitions a second time, by hand: who may lead a case from where to where.
# W windows, D department, A applicants, I issuers, s the system by itself; other roles by name.
EXPECTED = """
T1 draft>pre_check:A  T2 pre_check>accepted:D  T2 pre_check>supplement_required:D  T2 pre_check>not_accepted:D
T3 pre_check>pre_passed_wait_paper:D  T4 pre_passed_wait_paper>intake_checking:W  T4 pre_passed_wait_paper>signed_for:D
T5 draft>intake_checking:W+helper  T6 intake_checking>video_assist:W  T6 video_assist>intake_checking:W+s
T7 intake_checking>intake_checking:W  T8 intake_checking>intake_refused:W  T9 intake_checking>received:W
T11 received>signed_for:D  T12 received>accepted:W+D+s  T12 signed_for>accepted:W+D+s
T13 received>accepted_tolerant:W+D  T13 signed_for>accepted_tolerant:W+D
T14 received>supplement_required:W+D  T14 signed_for>supplement_required:W+D
T15 supplement_required>supplemented:A+W  T15 supplemented>signed_for:D
T16 received>not_accepted:W+D  T16 signed_for>not_accepted:W+D  T17 accepted>in_review:D
T18 in_review>suspended:D  T18 suspended>in_review:D+s
T19 in_review>waiting_prerequisite:D+s  T19 waiting_prerequisite>in_review:D+s
T20 in_review>decided_grant:D  T21 in_review>decided_refuse:D
T22 accepted>decided_grant:W+D  T22 accepted>decided_refuse:W+D  T23 decided_grant>certificate_made:D+s
T24 certificate_made>handed_over:I+D
T24 decided_refuse>handed_over:I+D  T25 handed_over>notified:I+s
T26a notified>ready_for_pickup:I+s  T26a ready_for_pickup>delivered:I  T26b notified>mailed:I
T26b mailed>delivered:I+post+s
T26c certificate_made>kiosk_printable:I+D+A+printing_clerk+s
T26c kiosk_printable>certificate_made:I+A+printing_clerk
T26c kiosk_printable>delivered:kiosk+s  T26d certificate_made>remote_print_queued:I+D+printing_clerk
T26d remote_print_queued>ready_for_pickup:I+printing_clerk+s
T28 delivered>archived:D+archivist+s  T28 not_accepted>archived:D+archivist+s
T28 withdrawn>archived:D+archivist+s  T28 terminated>archived:D+archivist+s
T32 received>received:D  T32 signed_for>received:D  T34 accepted_tolerant>in_review:D  T35 supplemented>pre_check:D+s
T36 intake_refused>intake_checking:W  T37 mailed>returned_by_post:I+post+s  T37 returned_by_post>ready_for_pickup:I
T37 returned_by_post>mailed:I  T38 accepted>suspended:D  T38 suspended>accepted:D+s
T38 accepted_tolerant>suspended:D  T38 suspended>accepted_tolerant:D+s
T38 signed_for>suspended:D  T38 suspended>signed_for:D+s
"""
PEOPLE = {
    "W": {Role.WINDOW_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK, Role.STATION_CLERK},
    "D": {Role.REVIEWER, Role.LEAD_DEPARTMENT, Role.EXTERNAL_SYSTEM},
    "A": {Role.APPLICANT, Role.ENTERPRISE, Role.AGENT},
    "I": {Role.ISSUING_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK, Role.STATION_CLERK},
}
BEFORE = """
pre_check pre_passed_wait_paper intake_checking video_assist intake_refused received signed_for supplement_required
supplemented accepted accepted_tolerant in_review waiting_prerequisite suspended
"""

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


def expected() -> dict[tuple[State, State], tuple[str, set[Role], bool]]:
    """The table above as (move, roles, by the system)."""
    found = {}
    for name, path in zip(*[iter(EXPECTED.split())] * 2, strict=True):
        way, _, who = path.partition(":")
        start, _, end = way.partition(">")
        groups = who.split("+")
        roles = set().union(*(PEOPLE[one] if one in PEOPLE else {Role(one)} for one in groups if one != "s"))
        found[State(start), State(end)] = (name, roles, "s" in groups)
    for start in BEFORE.split():
        found[State(start), State.WITHDRAWN] = ("T31", PEOPLE["A"] | PEOPLE["W"], False)
        found[State(start), State.TERMINATED] = ("T33", PEOPLE["D"], False)
    return found


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


def allowed(start: State, end: State, roles: set[Role]) -> bool:
    try:
        check_move(start, end, roles, good_for(start, end))
    except (no.NoSuchMove, no.NotYourMove):
        return False
    return True


def test_the_table_holds_the_transitions_of_the_requirements_and_no_other() -> None:
    assert {way: move.id for way, move in MOVES.items()} == {way: name for way, (name, _, _) in expected().items()}


def test_every_state_to_every_state_by_every_role_is_allowed_exactly_where_the_table_says() -> None:
    known = expected()
    wrong = [
        (start.value, end.value, role.value)
        for (start, end), role in product(known, Role)
        if allowed(start, end, {role}) != (role in known[start, end][1])
    ]
    assert wrong == []
    others = set(product(State, State)) - set(known)
    assert [(start.value, end.value) for start, end in others if allowed(start, end, set(Role))] == []


def test_the_system_takes_only_the_steps_that_are_its_own() -> None:
    assert {way for way, move in MOVES.items() if move.by_system} == {way for way, one in expected().items() if one[2]}


def test_nobody_without_a_role_takes_any_step() -> None:
    for start, end in MOVES:
        with pytest.raises(no.NotYourMove):
            check_move(start, end, (), good_for(start, end))


def test_every_move_names_only_rules_that_exist() -> None:
    assert [(move.id, rule) for move in MOVES.values() for rule in move.rules if rule not in rules.RULES] == []


def test_every_state_can_be_reached_and_left() -> None:
    starts, ends = {start for start, _ in MOVES}, {end for _, end in MOVES}
    assert set(State) - ends == {State.DRAFT}
    assert set(State) - starts == {State.ARCHIVED}


def test_every_state_has_its_words_in_both_languages() -> None:
    assert set(STATE_NAMES) == set(State)
    assert all(name.zh and name.en and name.told_zh and name.told_en for name in STATE_NAMES.values())


def test_the_inboxes_and_the_ends_are_disjoint() -> None:
    assert {state.value for state in BEFORE_DECISION} == set(BEFORE.split())
    assert not set(DEPARTMENT_INBOX) & set(ISSUING_INBOX)
    assert not BEFORE_DECISION & ENDED


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


@pytest.mark.parametrize("kind", no.__dict__.values(), ids=str)
def test_every_refusal_says_its_sentence(kind: object) -> None:
    if isinstance(kind, type) and issubclass(kind, Refusal):
        assert kind.code in wordings()


def refusal_of(start: State, end: State, role: Role, **changed: object) -> type[Refusal] | None:
    try:
        check_move(start, end, {role}, replace(good_for(start, end), **changed))  # type: ignore[arg-type]
    except Refusal as refusal:
        return type(refusal)
    return None


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


def test_CS_27_only_leaving_the_draft_gives_a_number() -> None:
    assert {way for way, move in MOVES.items() if move.numbers_case} == {way for way in MOVES if way[0] is State.DRAFT}


def kinds(start: State, end: State, verb: Verb, **circumstances: bool) -> set[ClockKind | None]:
    effects = effects_of(MOVES[start, end], Circumstances(**circumstances))
    return {effect.clock for effect in effects if effect.verb is verb}


def test_RV_01_acceptance_stops_its_clock_and_starts_the_review() -> None:
    assert kinds(State.SIGNED_FOR, State.ACCEPTED, Verb.START) == {ClockKind.REVIEW}
    assert kinds(State.SIGNED_FOR, State.ACCEPTED, Verb.STOP) == {ClockKind.ACCEPTANCE, ClockKind.DEEMED}


def test_CS_06_taking_in_starts_the_mailing_clock_only_where_paper_is_needed() -> None:
    way = (State.INTAKE_CHECKING, State.RECEIVED, Verb.START)
    assert kinds(*way) == {ClockKind.ACCEPTANCE, ClockKind.DEEMED}
    assert kinds(*way, paper_required=True) == {ClockKind.ACCEPTANCE, ClockKind.DEEMED, ClockKind.PAPER_MAIL}


def test_CS_15_supplied_papers_start_a_new_clock_of_the_right_kind() -> None:
    way = (State.SUPPLEMENT_REQUIRED, State.SUPPLEMENTED, Verb.START)
    assert kinds(*way) == {ClockKind.ACCEPTANCE, ClockKind.DEEMED}
    assert kinds(*way, from_pre_check=True) == {ClockKind.PRE_ACCEPT}


def test_DL_01_an_electronic_result_is_handed_over_when_it_is_made() -> None:
    way = (State.DECIDED_GRANT, State.CERTIFICATE_MADE, Verb.MARK_HANDED_OVER)
    assert kinds(*way) == set()
    assert kinds(*way, electronic=True) == {ClockKind.REVIEW}


@pytest.mark.parametrize("start", [State(one) for one in BEFORE.split()])
def test_an_ending_before_the_decision_stops_every_clock(start: State) -> None:
    assert MOVES[start, State.WITHDRAWN].effects == (Effect(Verb.STOP_ALL),) == MOVES[start, State.TERMINATED].effects


def test_RV_04_a_refusal_prints_its_decision_and_RV_02_a_stop_its_notice() -> None:
    assert MOVES[State.IN_REVIEW, State.DECIDED_REFUSE].papers == ("N12",)
    assert MOVES[State.IN_REVIEW, State.SUSPENDED].papers == ("N11",)


def test_events_beside_the_state_touch_only_their_clock() -> None:
    assert BESIDE["T10"] == (Effect(Verb.STOP, ClockKind.PAPER_MAIL),)
    assert BESIDE["T34"] == (Effect(Verb.STOP, ClockKind.MISSING_MATERIAL),)
    assert set(BESIDE) == {"T10", "T27", "T29", "T30", "T34"}


def test_the_words_of_the_clock_column_are_read() -> None:
    assert read_effect("+paper_mail if paper_required") == Effect(Verb.START, ClockKind.PAPER_MAIL, Only.PAPER_REQUIRED)
    assert read_effect("pause review") == Effect(Verb.SUSPEND, ClockKind.REVIEW)


def test_two_moves_between_the_same_states_are_a_mistake_in_the_table() -> None:
    row = {"id": "T1", "from": ["draft"], "to": "pre_check", "who": ["applicants"], "source": ""}
    with pytest.raises(ValueError, match="two moves"):
        read_moves({"moves": [row, row]})


def test_a_reviewer_sees_the_steps_of_an_accepted_case() -> None:
    seen = {move.end for move in moves_from(State.ACCEPTED, {Role.REVIEWER})}
    decided = {State.DECIDED_GRANT, State.DECIDED_REFUSE}
    assert seen == decided | {State.IN_REVIEW, State.SUSPENDED, State.TERMINATED}


def test_the_drawing_has_every_move_once() -> None:
    lines = drawing().splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert sum(" --> " in line and " : T" in line for line in lines) == len(MOVES)
