"""docs/states.md, written from the table of moves: `python -m portal.cases.state_page` prints it (§6)."""

import sys

from portal.cases.flow import drawing
from portal.cases.moves import MOVES, Move
from portal.cases.states import STATE_NAMES
from portal.roles import ROLES, Role

HEAD = """# The life of a case

Written from `portal/data/moves.toml` by `python -m portal.cases.state_page`; a test keeps it so. Every step names
who may take it, what it needs, which clocks start (+) and stop (-), which papers follow, and the article it comes from.
"""
COLUMNS = "| step | from | to | who | needs | clocks | papers | rules | source |\n|---|---|---|---|---|---|---|---|---|"


def page() -> str:
    """The whole page."""
    rows = "\n".join(_row(move) for move in MOVES.values())
    return f"{HEAD}\n```mermaid\n{drawing()}\n```\n\n{COLUMNS}\n{rows}\n"


def _row(move: Move) -> str:
    who = [ROLES[role].name for role in Role if role in move.roles] + (["系统"] if move.by_system else [])
    effects = [" ".join(filter(None, (one.verb, one.clock, one.only))) for one in move.effects]
    cells = (
        move.id,
        STATE_NAMES[move.start].zh,
        STATE_NAMES[move.end].zh,
        "、".join(who),
        ", ".join(move.needs),
        ", ".join(effects),
        " ".join(move.papers),
        " ".join(move.rules),
        move.source or "（建议）",
    )
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    sys.stdout.write(page())
