"""How long a paper takes once warm, beside the bare compiler on the same source."""

import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from printers import papers
from tests.bench.table import Figures

SAMPLES = Path(__file__).parents[1] / "devices" / "samples"
KINDS = ("n6", "n13")
TIMES = 30


def measure() -> list[Figures]:
    """Warm milliseconds of every kind, each time with other data so that nothing is only remembered."""
    rows: list[Figures] = []
    for kind in KINDS:
        sample = json.loads((SAMPLES / f"{kind}.json").read_text("utf-8"))
        issued = datetime.fromisoformat(sample["issued"])

        def make(number: int, kind: str = kind, data: dict[str, object] = sample, at: datetime = issued) -> bytes:
            return papers.render(kind, {**data, "number": f"{data['number']}-{number}"}, at)

        inputs = papers._inputs(kind, sample)

        def bare(number: int, kind: str = kind, inputs: dict[str, str] = inputs, at: datetime = issued) -> bytes:
            made = papers._compiler(kind).compile(
                format="pdf",
                pdf_standards=papers.STANDARD,
                timestamp=at.astimezone(papers.BEIJING),
                sys_inputs={**inputs, "turn": str(number)},
            )
            assert isinstance(made, bytes)
            return made

        times = _times(make)
        row = {"what": f"paper {kind}", "database": "none", "visitors": 1, "errors": 0}
        spread = {"p50_ms": _ms(times, 0.5), "p95_ms": _ms(times, 0.95), "p99_ms": _ms(times, 0.99)}
        rows.append(
            {
                **row,
                **spread,
                "warm_ms": round(median(times) * 1000, 1),
                "first_ms": round(times[0] * 1000, 1),
                "bare_ms": round(median(_times(bare)) * 1000, 1),
            }
        )
    return rows


def _times(make: Callable[[int], bytes]) -> list[float]:
    found = []
    for number in range(TIMES):
        start = perf_counter()
        make(number)
        found.append(perf_counter() - start)
    return found


def _ms(times: list[float], share: float) -> float:
    ordered = sorted(times)
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000, 1)
