"""A slip as the thermal printer gets it: data in, one-bit strips of at most 255 rows out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from printers.slip_canvas import Canvas
from printers.slip_layout import appointment, rating, ticket
from printers.slip_records import checklist, progress, suspension
from printers.slip_scale import SCALES, WIDE
from printers.slip_text import clean
from shared.speech import CHINESE, Speaker, speaker

STRIP_ROWS = 255
CANVAS_ROWS = (4000, 12000, 48000)

Layout = Callable[[Canvas, dict[str, Any]], None]
LAYOUTS: dict[str, Layout] = {
    "n1": appointment,
    "n3": ticket,
    "n22": rating,
    "n23": progress,
    "n25": suspension,
    "n26": checklist,
}


class UnknownSlip(ValueError):
    """A kind of slip, or a width of paper, that nobody has drawn."""


@dataclass(frozen=True)
class SlipImage:
    """A drawn slip; `missing` are the characters that were printed as 〓 and must be reported."""

    kind: str
    image: Image.Image
    missing: str = ""

    @property
    def dots(self) -> int:
        return self.image.width

    @property
    def rows(self) -> int:
        return self.image.height

    def strips(self, rows: int = STRIP_ROWS) -> list[Image.Image]:
        """From the top down; an interrupted raster then spoils one strip, not the printer's day."""
        return [self.image.crop((0, top, self.dots, min(top + rows, self.rows))) for top in range(0, self.rows, rows)]

    def png(self) -> bytes:
        """For the screen and for whoever checks with a decoder of their own."""
        out = BytesIO()
        self.image.save(out, "PNG", dpi=(203, 203))
        return out.getvalue()


def _draw(kind: str, slip: dict[str, Any], blank: Callable[[int], Canvas]) -> Canvas:
    """On the smallest canvas that holds it; a long checklist takes a longer one."""
    for rows in CANVAS_ROWS:
        canvas = blank(rows)
        LAYOUTS[kind](canvas, slip)
        if canvas.y + 100 < rows:
            return canvas
    raise UnknownSlip(f"{kind} is longer than {CANVAS_ROWS[-1]} dots")


def compose(data: dict[str, Any], dots: int = WIDE, words: Speaker | None = None) -> SlipImage:
    """Draw the slip that `data["kind"]` names, in `data["locale"]`; `data["large"]` takes the sizes for elders."""
    if not isinstance(data, dict):
        raise UnknownSlip("a slip is an object with a kind")
    kind, large = str(data.get("kind", "")), bool(data.get("large", False))
    if kind not in LAYOUTS or (dots, large) not in SCALES:
        raise UnknownSlip(f"no slip {kind!r} on {dots} dots")
    spoken = words or speaker(data.get("locale", CHINESE))
    canvas = _draw(kind, clean(data), lambda rows: Canvas(dots, large, spoken, rows))
    return SlipImage(kind, canvas.finish(), "".join(dict.fromkeys(canvas.missing)))
