"""T1-T38: exactly the steps of requirements §6.2, each by exactly its people, with exactly its clocks and papers."""

import tomllib
from itertools import product

import pytest

from portal.cases import refusals as no
from portal.cases.flow import Circumstances, check_move, drawing, effects_of, moves_from
from portal.cases.moves import BESIDE, MOVES, TABLE, ClockKind, Effect, Only, Verb, read_effect, read_moves
from portal.cases.state_page import page
from portal.cases.states import BEFORE_DECISION, DEPARTMENT_INBOX, ENDED, ISSUING_INBOX, STATE_NAMES, State
from portal.roles import Role
from shared import rules
from tests.rules.cases_moves import PEOPLE, good_for

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
BEFORE = """
pre_check pre_passed_wait_paper intake_checking video_assist intake_refused received signed_for supplement_required
supplemented accepted accepted_tolerant in_review waiting_prerequisite suspended
"""


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


def test_RV_02_a_stop_before_acceptance_stops_what_silence_would_do_as_well() -> None:
    early = {ClockKind.ACCEPTANCE, ClockKind.DEEMED}
    assert kinds(State.SIGNED_FOR, State.SUSPENDED, Verb.SUSPEND) == early
    assert kinds(State.SUSPENDED, State.SIGNED_FOR, Verb.RESUME) == early
    assert kinds(State.ACCEPTED, State.SUSPENDED, Verb.SUSPEND) == {ClockKind.REVIEW}
    assert kinds(State.SUSPENDED, State.ACCEPTED, Verb.RESUME) == {ClockKind.REVIEW}


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


def test_the_table_is_read_as_it_is_written() -> None:
    table = tomllib.loads(TABLE.read_text("utf-8"))
    assert read_moves(table) == MOVES
    assert {event: tuple(map(read_effect, clocks)) for event, clocks in table["beside"].items()} == BESIDE


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        ("+review", Effect(Verb.START, ClockKind.REVIEW)),
        ("-paper_mail", Effect(Verb.STOP, ClockKind.PAPER_MAIL)),
        ("stop all", Effect(Verb.STOP_ALL)),
        ("resume acceptance", Effect(Verb.RESUME, ClockKind.ACCEPTANCE)),
        ("decided review", Effect(Verb.MARK_DECIDED, ClockKind.REVIEW)),
        ("handed_over review if electronic", Effect(Verb.MARK_HANDED_OVER, ClockKind.REVIEW, Only.ELECTRONIC)),
    ],
)
def test_every_word_of_the_clock_column_is_read(text: str, effect: Effect) -> None:
    assert read_effect(text) == effect


def test_two_moves_between_the_same_states_are_a_mistake_in_the_table() -> None:
    row = {"id": "T1", "from": ["draft"], "to": "pre_check", "who": ["applicants"], "source": ""}
    with pytest.raises(ValueError, match="^two moves lead from one state to the same other$"):
        read_moves({"moves": [row, row]})


def test_a_reviewer_sees_the_steps_of_an_accepted_case() -> None:
    seen = {move.end for move in moves_from(State.ACCEPTED, {Role.REVIEWER})}
    decided = {State.DECIDED_GRANT, State.DECIDED_REFUSE}
    assert seen == decided | {State.IN_REVIEW, State.SUSPENDED, State.TERMINATED}


def test_CS_05_what_is_taken_in_is_with_the_department_at_once() -> None:
    assert Effect(Verb.START, ClockKind.ACCEPTANCE) in MOVES[State.INTAKE_CHECKING, State.RECEIVED].effects
    assert {State.RECEIVED, State.SIGNED_FOR} <= set(DEPARTMENT_INBOX)


def test_RV_05_a_grant_leads_only_to_a_certificate_in_the_store() -> None:
    assert [end for start, end in MOVES if start is State.DECIDED_GRANT] == [State.CERTIFICATE_MADE]


def test_DL_08_a_result_may_be_printed_on_behalf_at_the_hall_of_application() -> None:
    assert Role.APPLICATION_CLERK in MOVES[State.CERTIFICATE_MADE, State.REMOTE_PRINT_QUEUED].roles
    assert MOVES[State.REMOTE_PRINT_QUEUED, State.READY_FOR_PICKUP].papers == ("N13", "N20")


def test_DL_09_application_and_competent_window_both_issue() -> None:
    issuers = {Role.ISSUING_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK}
    assert issuers <= MOVES[State.READY_FOR_PICKUP, State.DELIVERED].roles
    assert issuers <= MOVES[State.NOTIFIED, State.MAILED].roles


def test_DL_06_DL_10_what_is_delivered_is_registered_and_then_archived() -> None:
    assert "T27" in BESIDE
    assert [end for start, end in MOVES if start is State.DELIVERED] == [State.ARCHIVED]


def test_CS_19_only_the_department_signs_for_a_case() -> None:
    assert MOVES[State.RECEIVED, State.SIGNED_FOR].roles == PEOPLE["D"]


def test_the_page_of_states_has_a_row_for_every_move() -> None:
    assert sum(line.startswith("| T") for line in page().splitlines()) == len(MOVES)


def test_the_drawing_has_every_move_once() -> None:
    lines = drawing().splitlines()
    assert lines[:2] == ["stateDiagram-v2", "    [*] --> draft"]
    assert lines[-1] == "    archived --> [*]"
    assert '    state "已收件 received" as received' in lines
    assert sum(" --> " in line and " : T" in line for line in lines) == len(MOVES)
