"""T1-T38: every lawful step of a case in one table, with who may take it, what clocks and papers follow (§6.2).

The table itself is portal/data/moves.toml; nothing in it is repeated in code. Leaving the draft gives the number
(CS-27), the department signs for what arrives (CS-19), and no reason of refusal is "not our window" (CS-26).

What is taken in is with the department at once (CS-05); a grant becomes a certificate in the store (RV-05), may be
printed on behalf elsewhere (DL-08), is issued at the window the applicant chose (DL-09), registered (DL-06) and
archived (DL-10).
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from portal.cases.states import State
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
    source: str = ""
    by_system: bool = False
    numbers_case: bool = False


TABLE = Path(__file__).parent.parent / "data" / "moves.toml"

APPLICANTS = frozenset({Role.APPLICANT, Role.ENTERPRISE, Role.AGENT})
WINDOWS = frozenset({Role.WINDOW_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK, Role.STATION_CLERK})
DEPARTMENT = frozenset({Role.REVIEWER, Role.LEAD_DEPARTMENT, Role.EXTERNAL_SYSTEM})
ISSUERS = frozenset({Role.ISSUING_CLERK, Role.APPLICATION_CLERK, Role.COMPETENT_CLERK, Role.STATION_CLERK})
GROUPS = {"applicants": APPLICANTS, "windows": WINDOWS, "department": DEPARTMENT, "issuers": ISSUERS}
SYSTEM = "system"
VERBS = {
    "pause": Verb.SUSPEND,
    "resume": Verb.RESUME,
    "decided": Verb.MARK_DECIDED,
    "handed_over": Verb.MARK_HANDED_OVER,
}


def read_effect(text: str) -> Effect:
    """One word of the clocks column: "+review", "-acceptance", "pause review", "+paper_mail if paper_required"."""
    deed, _, only = text.partition(" if ")
    if deed == "stop all":
        return Effect(Verb.STOP_ALL)
    if deed[0] in "+-":
        return Effect(Verb.START if deed[0] == "+" else Verb.STOP, ClockKind(deed[1:]), Only(only))
    word, _, clock = deed.partition(" ")
    return Effect(VERBS[word], ClockKind(clock), Only(only))


def read_moves(table: Mapping[str, Any]) -> dict[tuple[State, State], Move]:
    """The moves of the table by where they lead from and to; two between the same states are refused."""
    moves = [move for row in table["moves"] for move in _moves_of(row)]
    found = {(move.start, move.end): move for move in moves}
    if len(found) != len(moves):
        raise ValueError("two moves lead from one state to the same other")
    return found


def _moves_of(row: Mapping[str, Any]) -> list[Move]:
    return [
        Move(
            id=row["id"],
            start=State(start),
            end=State(row["to"]),
            roles=_roles(row["who"]),
            needs=tuple(Need(need) for need in row.get("needs", ())),
            effects=tuple(read_effect(text) for text in row.get("clocks", ())),
            papers=tuple(row.get("papers", ())),
            rules=tuple(row.get("rules", ())),
            source=row["source"],
            by_system=SYSTEM in row["who"],
            numbers_case=row.get("numbers_case", False),
        )
        for start in row["from"]
    ]


def _roles(who: Iterable[str]) -> frozenset[Role]:
    names = [name for name in who if name != SYSTEM]
    return frozenset().union(*(GROUPS[name] if name in GROUPS else {Role(name)} for name in names))


_TABLE = tomllib.loads(TABLE.read_text("utf-8"))
MOVES: dict[tuple[State, State], Move] = read_moves(_TABLE)
BESIDE: dict[str, tuple[Effect, ...]] = {
    event: tuple(read_effect(text) for text in clocks) for event, clocks in _TABLE["beside"].items()
}
