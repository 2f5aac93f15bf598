"""T1-T38: every lawful step of a case in one table, with who may take it, what clocks and papers follow (§6.2)."""

from dataclasses import dataclass
from enum import StrEnum

from portal.cases.states import BEFORE_DECISION, State
from portal.roles import Role


class ClockKind(StrEnum):
    """The clocks a case can carry; each is an object of its own with start, length and stops."""

    PRE_ACCEPT = "pre_accept"
    ACCEPTANCE = "acceptance"
    DEEMED = "deemed"
    REVIEW = "review"
    PAPER_MAIL = "paper_mail"
    MISSING_MATERIAL = "missing_material"
    APPLICANT_WAIT = "applicant_wait"
    CONSULTATION = "consultation"
    GUIDE_CHANGE = "guide_change"
    RATING_CONTACT = "rating_contact"
    RATING_FIX = "rating_fix"


class Verb(StrEnum):
    """What a move does to a clock."""

    START = "start"
    STOP = "stop"
    STOP_ALL = "stop_all"
    MARK_DECIDED = "mark_decided"
    MARK_HANDED_OVER = "mark_handed_over"
    SUSPEND = "suspend"
    RESUME = "resume"


class Only(StrEnum):
    """When an effect applies; empty means always."""

    ALWAYS = ""
    PAPER_REQUIRED = "paper_required"
    FROM_PRE_CHECK = "from_pre_check"
    NOT_FROM_PRE_CHECK = "not_from_pre_check"
    ELECTRONIC = "electronic"


@dataclass(frozen=True)
class Effect:
    """One clock event of a move, written in the same transaction."""

    verb: Verb
    clock: ClockKind | None = None
    only: Only = Only.ALWAYS


class Need(StrEnum):
    """What must be true before a move; each has its own refusal in needs.py."""

    OWN_DEPARTMENT = "own_department"
    AUTHORISED = "authorised"
    MATERIALS_CHECKED = "materials_checked"
    TOLD_EVERYTHING = "told_everything"
    ONCE = "once"
    STATUTE = "statute"
    REASON = "reason"
    REMEDIES = "remedies"
    PROMISE = "promise"
    STOP_NAMED = "stop_named"
    ORIGIN = "origin"
    OTHER_DEPARTMENT = "other_department"
    ON_THE_SPOT = "on_the_spot"
    PREREQUISITE_CLOSED = "prerequisite_closed"
    MISSING_SUPPLIED = "missing_supplied"
    SEPARATION = "separation"
    BOTH_SIGNATURES = "both_signatures"
    IDENTITY = "identity"
    TRACKING = "tracking"
    WAY_PICKUP = "way_pickup"
    WAY_MAIL = "way_mail"
    WAY_KIOSK = "way_kiosk"
    DEEMED = "deemed"


@dataclass(frozen=True)
class Move:
    """One lawful step."""

    id: str
    start: State
    end: State
    roles: frozenset[Role]
    needs: tuple[Need, ...] = ()
    effects: tuple[Effect, ...] = ()
    papers: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    by_system: bool = False
    numbers_case: bool = False


APPLICANTS = frozenset({Role.APPLICANT, Role.ENTERPRISE, Role.AGENT})
WINDOWS = frozenset({Role.WINDOW_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK, Role.STATION_CLERK})
DEPARTMENT = frozenset({Role.REVIEWER, Role.LEAD_DEPARTMENT, Role.EXTERNAL_SYSTEM})
ISSUERS = frozenset({Role.ISSUING_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK, Role.STATION_CLERK})
PRINTERS = ISSUERS | {Role.PRINTING_CLERK}

# The papers a move prints are the N-numbers of §7.1.
START_REVIEW = (
    Effect(Verb.STOP, ClockKind.ACCEPTANCE),
    Effect(Verb.STOP, ClockKind.DEEMED),
    Effect(Verb.START, ClockKind.REVIEW),
)
START_ACCEPTANCE = (Effect(Verb.START, ClockKind.ACCEPTANCE), Effect(Verb.START, ClockKind.DEEMED))
STOP_ACCEPTANCE = (Effect(Verb.STOP, ClockKind.ACCEPTANCE), Effect(Verb.STOP, ClockKind.DEEMED))
STOP_PRE = Effect(Verb.STOP, ClockKind.PRE_ACCEPT)
WAIT = Effect(Verb.START, ClockKind.APPLICANT_WAIT)
DECIDED = (Effect(Verb.MARK_DECIDED, ClockKind.REVIEW),)
HANDED = (Effect(Verb.MARK_HANDED_OVER, ClockKind.REVIEW),)
MAY_ACCEPT = (Need.OWN_DEPARTMENT, Need.AUTHORISED)
SUPPLEMENT = (*MAY_ACCEPT, Need.TOLD_EVERYTHING, Need.ONCE)
REFUSE = (*MAY_ACCEPT, Need.REASON, Need.STATUTE, Need.REMEDIES)
DECIDE = (Need.OWN_DEPARTMENT, Need.SEPARATION, Need.PREREQUISITE_CLOSED, Need.MISSING_SUPPLIED)
DECIDE_NO = (Need.OWN_DEPARTMENT, Need.SEPARATION, Need.REASON, Need.STATUTE, Need.REMEDIES)
STOP_NEEDS = (Need.OWN_DEPARTMENT, Need.STOP_NAMED)
BOTH = WINDOWS | DEPARTMENT
S = State


def _before_acceptance() -> list[Move]:
    """Online pre-check, the window's check, and video assistance."""
    numbered = Move(
        "T1",
        S.DRAFT,
        S.PRE_CHECK,
        APPLICANTS,
        (),
        (Effect(Verb.START, ClockKind.PRE_ACCEPT),),
        ("N6",),
        ("CS-21", "CS-27"),
        numbers_case=True,
    )
    window = Move(
        "T5",
        S.DRAFT,
        S.INTAKE_CHECKING,
        WINDOWS | {Role.HELPER},
        (),
        (),
        (),
        ("CS-01", "CS-02", "CS-27", "CS-30"),
        numbers_case=True,
    )
    accept_online = (STOP_PRE, Effect(Verb.START, ClockKind.REVIEW))
    own = (Need.OWN_DEPARTMENT,)
    return [
        numbered,
        Move("T2", S.PRE_CHECK, S.ACCEPTED, DEPARTMENT, own, accept_online, ("N10", "N8"), ("CS-21", "RV-01")),
        Move(
            "T2",
            S.PRE_CHECK,
            S.SUPPLEMENT_REQUIRED,
            DEPARTMENT,
            SUPPLEMENT,
            (STOP_PRE, WAIT),
            ("N7",),
            ("CS-15", "CS-21"),
        ),
        Move("T2", S.PRE_CHECK, S.NOT_ACCEPTED, DEPARTMENT, REFUSE, (STOP_PRE,), ("N9",), ("CS-14", "CS-21")),
        Move("T3", S.PRE_CHECK, S.PRE_PASSED_WAIT_PAPER, DEPARTMENT, own, (STOP_PRE,), ("N10",), ("CS-21", "CS-22")),
        Move("T4", S.PRE_PASSED_WAIT_PAPER, S.INTAKE_CHECKING, WINDOWS, (Need.IDENTITY,), (), (), ("CS-22",)),
        Move(
            "T4", S.PRE_PASSED_WAIT_PAPER, S.SIGNED_FOR, DEPARTMENT, own, START_ACCEPTANCE, ("N6",), ("CS-22", "CS-19")
        ),
        window,
        Move("T6", S.INTAKE_CHECKING, S.VIDEO_ASSIST, WINDOWS, (), (), (), ("CS-09", "CS-10")),
        Move("T6", S.VIDEO_ASSIST, S.INTAKE_CHECKING, WINDOWS, (), (), (), ("CS-09", "CS-11", "WD-10"), by_system=True),
        Move("T7", S.INTAKE_CHECKING, S.INTAKE_CHECKING, WINDOWS, (), (), (), ("CS-03",)),
        Move(
            "T8",
            S.INTAKE_CHECKING,
            S.INTAKE_REFUSED,
            WINDOWS,
            (Need.TOLD_EVERYTHING, Need.STATUTE),
            (),
            ("N5",),
            ("CS-03", "CS-08"),
        ),
        Move("T36", S.INTAKE_REFUSED, S.INTAKE_CHECKING, WINDOWS, (), (), (), ("CS-08",)),
        Move(
            "T9",
            S.INTAKE_CHECKING,
            S.RECEIVED,
            WINDOWS,
            (Need.MATERIALS_CHECKED,),
            (*START_ACCEPTANCE, Effect(Verb.START, ClockKind.PAPER_MAIL, Only.PAPER_REQUIRED)),
            ("N6",),
            ("CS-04", "CS-05", "CS-06", "CS-07", "CS-12"),
        ),
        Move("T11", S.RECEIVED, S.SIGNED_FOR, DEPARTMENT, own, (), (), ("CS-19", "CS-26")),
    ]


def _acceptance(start: State) -> list[Move]:
    """What window or department decides about materials that arrived: accept, accept with papers to follow, supplement, not accept."""
    tolerant = (*START_REVIEW, Effect(Verb.START, ClockKind.MISSING_MATERIAL))
    return [
        Move(
            "T12",
            start,
            S.ACCEPTED,
            BOTH,
            (*MAY_ACCEPT, Need.DEEMED),
            START_REVIEW,
            ("N8",),
            ("CS-12", "CS-13", "CS-16", "RV-01"),
            by_system=True,
        ),
        Move("T13", start, S.ACCEPTED_TOLERANT, BOTH, (*MAY_ACCEPT, Need.PROMISE), tolerant, ("N8", "N19"), ("CS-29",)),
        Move(
            "T14",
            start,
            S.SUPPLEMENT_REQUIRED,
            BOTH,
            SUPPLEMENT,
            (*STOP_ACCEPTANCE, WAIT),
            ("N7",),
            ("CS-15", "CS-16", "CS-17"),
        ),
        Move("T16", start, S.NOT_ACCEPTED, BOTH, REFUSE, STOP_ACCEPTANCE, ("N9",), ("CS-14", "CS-16", "CS-28")),
        Move(
            "T32",
            start,
            S.RECEIVED,
            DEPARTMENT,
            (Need.OWN_DEPARTMENT, Need.OTHER_DEPARTMENT, Need.REASON),
            (),
            (),
            ("CS-33",),
        ),
    ]


def _supplement() -> list[Move]:
    again = (
        Effect(Verb.STOP, ClockKind.APPLICANT_WAIT),
        Effect(Verb.START, ClockKind.ACCEPTANCE, Only.NOT_FROM_PRE_CHECK),
        Effect(Verb.START, ClockKind.DEEMED, Only.NOT_FROM_PRE_CHECK),
        Effect(Verb.START, ClockKind.PRE_ACCEPT, Only.FROM_PRE_CHECK),
    )
    return [
        Move(
            "T15",
            S.SUPPLEMENT_REQUIRED,
            S.SUPPLEMENTED,
            APPLICANTS | WINDOWS,
            (Need.MISSING_SUPPLIED,),
            again,
            ("N6",),
            ("CS-15",),
        ),
        Move(
            "T15",
            S.SUPPLEMENTED,
            S.SIGNED_FOR,
            DEPARTMENT,
            (Need.OWN_DEPARTMENT, Need.ORIGIN),
            (),
            (),
            ("CS-15", "CS-19"),
        ),
        Move(
            "T35",
            S.SUPPLEMENTED,
            S.PRE_CHECK,
            DEPARTMENT,
            (Need.OWN_DEPARTMENT, Need.ORIGIN),
            (),
            (),
            ("CS-15", "CS-21"),
            by_system=True,
        ),
    ]


def _review() -> list[Move]:
    own = (Need.OWN_DEPARTMENT,)
    spot = (Need.ON_THE_SPOT,)
    return [
        Move("T17", S.ACCEPTED, S.IN_REVIEW, DEPARTMENT, own, (), (), ("RV-01",)),
        Move("T34", S.ACCEPTED_TOLERANT, S.IN_REVIEW, DEPARTMENT, own, (), (), ("CS-29",)),
        Move("T19", S.IN_REVIEW, S.WAITING_PREREQUISITE, DEPARTMENT, own, (), (), ("RV-08",), by_system=True),
        Move(
            "T19",
            S.WAITING_PREREQUISITE,
            S.IN_REVIEW,
            DEPARTMENT,
            (*own, Need.PREREQUISITE_CLOSED),
            (),
            (),
            ("RV-08",),
            by_system=True,
        ),
        Move("T20", S.IN_REVIEW, S.DECIDED_GRANT, DEPARTMENT, DECIDE, DECIDED, ("N11",), ("RV-01", "RV-05")),
        Move("T21", S.IN_REVIEW, S.DECIDED_REFUSE, DEPARTMENT, DECIDE_NO, DECIDED, ("N12",), ("RV-04",)),
        Move(
            "T22",
            S.ACCEPTED,
            S.DECIDED_GRANT,
            BOTH,
            (*spot, *DECIDE, Need.AUTHORISED),
            DECIDED,
            ("N11",),
            ("RV-03", "CS-18"),
        ),
        Move(
            "T22",
            S.ACCEPTED,
            S.DECIDED_REFUSE,
            BOTH,
            (*spot, *DECIDE_NO, Need.AUTHORISED),
            DECIDED,
            ("N12",),
            ("RV-03", "RV-04"),
        ),
    ]


def _stops() -> list[Move]:
    """公示, 听证, 检验 and the like: out of the review and back to where it was (T18, T38)."""
    stop, go = (Effect(Verb.SUSPEND, ClockKind.REVIEW),), (Effect(Verb.RESUME, ClockKind.REVIEW),)
    stop_early, go_early = (Effect(Verb.SUSPEND, ClockKind.ACCEPTANCE),), (Effect(Verb.RESUME, ClockKind.ACCEPTANCE),)
    places = {S.IN_REVIEW: "T18", S.ACCEPTED: "T38", S.ACCEPTED_TOLERANT: "T38", S.SIGNED_FOR: "T38"}
    moves = []
    for place, name in places.items():
        early = place is S.SIGNED_FOR
        moves.append(
            Move(
                name,
                place,
                S.SUSPENDED,
                DEPARTMENT,
                STOP_NEEDS,
                stop_early if early else stop,
                ("N11",),
                ("RV-02", "RV-10"),
            )
        )
        moves.append(
            Move(
                name,
                S.SUSPENDED,
                place,
                DEPARTMENT,
                (Need.OWN_DEPARTMENT, Need.ORIGIN),
                go_early if early else go,
                (),
                ("RV-02",),
                by_system=True,
            )
        )
    return moves


def _delivery() -> list[Move]:
    own = (Need.OWN_DEPARTMENT,)
    electronic = (Effect(Verb.MARK_HANDED_OVER, ClockKind.REVIEW, Only.ELECTRONIC),)
    joint = ISSUERS | DEPARTMENT
    back = PRINTERS | APPLICANTS
    return [
        Move(
            "T23",
            S.DECIDED_GRANT,
            S.CERTIFICATE_MADE,
            DEPARTMENT,
            own,
            electronic,
            ("N13",),
            ("RV-05", "DL-11"),
            by_system=True,
        ),
        Move(
            "T24",
            S.CERTIFICATE_MADE,
            S.HANDED_OVER,
            joint,
            (Need.BOTH_SIGNATURES,),
            HANDED,
            ("N14",),
            ("DL-01", "DL-02"),
        ),
        Move(
            "T24", S.DECIDED_REFUSE, S.HANDED_OVER, joint, (Need.BOTH_SIGNATURES,), HANDED, ("N14",), ("DL-01", "RV-04")
        ),
        Move("T25", S.HANDED_OVER, S.NOTIFIED, ISSUERS, (), (), ("N20",), ("DL-03",), by_system=True),
        Move(
            "T26a",
            S.NOTIFIED,
            S.READY_FOR_PICKUP,
            ISSUERS,
            (Need.WAY_PICKUP,),
            (),
            (),
            ("DL-07", "DL-09"),
            by_system=True,
        ),
        Move(
            "T26a", S.READY_FOR_PICKUP, S.DELIVERED, ISSUERS, (Need.IDENTITY,), (), ("N17", "N22"), ("DL-04", "DL-06")
        ),
        Move("T26b", S.NOTIFIED, S.MAILED, ISSUERS, (Need.WAY_MAIL, Need.TRACKING), (), ("N16",), ("DL-05", "DL-07")),
        Move("T26b", S.MAILED, S.DELIVERED, ISSUERS | {Role.POST}, (), (), (), ("DL-05", "DL-06"), by_system=True),
        Move(
            "T26c",
            S.CERTIFICATE_MADE,
            S.KIOSK_PRINTABLE,
            back | DEPARTMENT,
            (Need.WAY_KIOSK,),
            HANDED,
            ("N20",),
            ("DL-07",),
            by_system=True,
        ),
        Move("T26c", S.KIOSK_PRINTABLE, S.CERTIFICATE_MADE, back, (Need.REASON,), (), (), ("DL-07",)),
        Move(
            "T26c",
            S.KIOSK_PRINTABLE,
            S.DELIVERED,
            frozenset({Role.KIOSK}),
            (Need.IDENTITY,),
            (),
            (),
            ("DL-06", "DL-07"),
            by_system=True,
        ),
        Move(
            "T26d",
            S.CERTIFICATE_MADE,
            S.REMOTE_PRINT_QUEUED,
            PRINTERS | DEPARTMENT,
            (Need.WAY_PICKUP,),
            HANDED,
            (),
            ("DL-08",),
        ),
        Move(
            "T26d",
            S.REMOTE_PRINT_QUEUED,
            S.READY_FOR_PICKUP,
            PRINTERS,
            (),
            (),
            ("N13", "N20"),
            ("DL-08",),
            by_system=True,
        ),
        Move("T37", S.MAILED, S.RETURNED_BY_POST, ISSUERS | {Role.POST}, (), (), (), ("DL-05",), by_system=True),
        Move("T37", S.RETURNED_BY_POST, S.READY_FOR_PICKUP, ISSUERS, (), (), ("N20",), ("DL-05",)),
        Move("T37", S.RETURNED_BY_POST, S.MAILED, ISSUERS, (Need.TRACKING,), (), ("N16",), ("DL-05",)),
    ]


def _endings() -> list[Move]:
    stop_all = (Effect(Verb.STOP_ALL),)
    ending = (Need.OWN_DEPARTMENT, Need.STATUTE, Need.REASON, Need.REMEDIES)
    archive = DEPARTMENT | {Role.ARCHIVIST}
    closed = (S.DELIVERED, S.NOT_ACCEPTED, S.WITHDRAWN, S.TERMINATED)
    return [
        *(Move("T28", place, S.ARCHIVED, archive, (), (), (), ("DL-10",), by_system=True) for place in closed),
        *(
            Move("T31", place, S.WITHDRAWN, APPLICANTS | WINDOWS, (Need.IDENTITY,), stop_all)
            for place in State
            if place in BEFORE_DECISION
        ),
        *(
            Move("T33", place, S.TERMINATED, DEPARTMENT, ending, stop_all, ("N11",))
            for place in State
            if place in BEFORE_DECISION
        ),
    ]


def _all() -> dict[tuple[State, State], Move]:
    moves = [
        *_before_acceptance(),
        *_acceptance(S.RECEIVED),
        *_acceptance(S.SIGNED_FOR),
        *_supplement(),
        *_review(),
        *_stops(),
        *_delivery(),
        *_endings(),
    ]
    table = {(move.start, move.end): move for move in moves}
    if len(table) != len(moves):
        raise ValueError("two moves lead from one state to the same other")
    return table


MOVES: dict[tuple[State, State], Move] = _all()

# Events beside the state: they change a clock or a record, never where the case stands.
BESIDE: dict[str, tuple[Effect, ...]] = {
    "T10": (Effect(Verb.STOP, ClockKind.PAPER_MAIL),),
    "T27": (),
    "T29": (),
    "T30": (),
    "T34": (Effect(Verb.STOP, ClockKind.MISSING_MATERIAL),),
}
