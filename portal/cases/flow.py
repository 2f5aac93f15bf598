"""The one question about a step of a case: may this actor take it now, and what follows from it (§6.2)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from portal.cases.moves import DEPARTMENT, MOVES, Effect, Move, Only
from portal.cases.needs import Facts, check_needs
from portal.cases.refusals import AlreadyMoved, NoSuchMove, NotYourMove
from portal.cases.states import STATE_NAMES, State
from portal.roles import Role
from shared.refusals import Term


@dataclass(frozen=True)
class Circumstances:
    """What decides which conditional clock effects apply."""

    paper_required: bool = False
    from_pre_check: bool = False
    electronic: bool = False


def check_move(state: State, to: State, roles: Collection[Role], facts: Facts) -> Move:
    """The lawful move from here to there for this actor; otherwise the refusal that says why not."""
    if facts.seen is not None and facts.seen is not state:
        raise AlreadyMoved(state=_name(state))
    move = MOVES.get((state, to))
    if move is None:
        raise NoSuchMove(state=_name(state), to=_name(to))
    if not (move.by_system if facts.by_system else move.roles.intersection(roles)):
        raise NotYourMove(to=_name(to))
    check_needs(move, facts, as_department=_acts_as_department(move, roles))
    return move


def moves_from(state: State, roles: Collection[Role]) -> tuple[Move, ...]:
    """The steps a person with these roles may see from here, before their needs are looked at."""
    return tuple(move for (start, _), move in MOVES.items() if start is state and not move.roles.isdisjoint(roles))


def effects_of(move: Move, circumstances: Circumstances) -> tuple[Effect, ...]:
    """The clock events of a move, the conditional ones decided."""
    applies = {
        Only.ALWAYS: True,
        Only.PAPER_REQUIRED: circumstances.paper_required,
        Only.FROM_PRE_CHECK: circumstances.from_pre_check,
        Only.NOT_FROM_PRE_CHECK: not circumstances.from_pre_check,
        Only.ELECTRONIC: circumstances.electronic,
    }
    return tuple(effect for effect in move.effects if applies[effect.only])


def drawing(moves: Iterable[Move] | None = None) -> str:
    """The table as a Mermaid state diagram; docs/states.md is made from it."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f'    state "{name.zh} {state.value}" as {state.value}' for state, name in STATE_NAMES.items()]
    lines += [f"    {move.start.value} --> {move.end.value} : {move.id}" for move in moves or MOVES.values()]
    return "\n".join([*lines, "    archived --> [*]"])


def _acts_as_department(move: Move, roles: Collection[Role]) -> bool:
    """Whether the actor's right to the move comes from a department role alone."""
    held = move.roles.intersection(roles)
    return bool(held) and held <= DEPARTMENT


def _name(state: State) -> Term:
    return Term(STATE_NAMES[state].zh)
