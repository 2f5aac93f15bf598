"""Walks the audit log's chain: a row that was changed, removed or moved breaks it, and is named (product.md §7)."""

from dataclasses import dataclass

from portal.store.unit import Unit


@dataclass(frozen=True)
class Walk:
    """How far the chain holds; `broken` is the first entry that does not fit, `unsealed` the tail not chained yet."""

    sealed: int
    unsealed: int
    tip: str
    broken: int | None = None


def walk(unit: Unit) -> Walk:
    """Checks every link."""
    previous, count = "", 0
    for seq, stored, row in unit.audit.sealed():
        if row is None or seq != count + 1 or row.digest(previous) != stored:
            return Walk(count, unit.audit.unsealed_count(), previous, seq)
        previous, count = stored, seq
    return Walk(count, unit.audit.unsealed_count(), previous)
