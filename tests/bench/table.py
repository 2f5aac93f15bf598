"""Figures of one run: kept as JSON for machines, printed as one table for people."""

import json
import sys
from pathlib import Path
from typing import Any

from tests.bench.load import Heard

Figures = dict[str, Any]
SHOWN = ("what", "database", "visitors", "http_per_s", "floor_per_s", "ratio", "p50_ms", "p95_ms", "p99_ms", "errors")


def figures(what: str, database: str, visitors: int, heard: Heard, floor: Heard | None = None) -> Figures:
    """What one load found, beside the floor's where there is one."""
    found = {
        "what": what,
        "database": database,
        "visitors": visitors,
        "http_per_s": round(heard.per_s, 1),
        "p50_ms": heard.ms(0.5),
        "p95_ms": heard.ms(0.95),
        "p99_ms": heard.ms(0.99),
        "p999_ms": heard.ms(0.999),
        "errors": heard.errors,
        "statuses": {str(status): count for status, count in sorted(heard.statuses.items())},
    }
    if floor is not None:
        found |= {
            "floor_per_s": round(floor.per_s, 1),
            "ratio": round(heard.per_s / floor.per_s, 3) if floor.per_s else None,
            "floor_p95_ms": floor.ms(0.95),
            "floor_p99_ms": floor.ms(0.99),
            "floor_errors": floor.errors,
        }
    return found


def keep(path: Path, rows: list[Figures]) -> None:
    """Writes one kind of work: for each database the figures of its first run, and all runs."""
    by_database: dict[str, list[Figures]] = {}
    for row in rows:
        by_database.setdefault(str(row.get("database", "")), []).append(row)
    told = {database: {**runs[0], "runs": runs} for database, runs in by_database.items()}
    path.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


def show(found: dict[str, list[Figures]]) -> None:
    """One table; what a kind of work counts besides follows in its last column."""
    out = sys.stdout.write
    out(" | ".join(name.rjust(11) for name in SHOWN) + " | also\n")
    for rows in found.values():
        for row in rows:
            told = ("oversold", "duplicates", "double", "bare_sql_per_s", "share_304", "warm_ms", "bare_ms", "growth")
            also = ", ".join(f"{name} {row[name]}" for name in told if name in row)
            out(" | ".join(str(row.get(name, "")).rjust(11) for name in SHOWN) + f" | {also}\n")
