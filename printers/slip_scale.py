"""Type sizes of a slip in dots (203 dpi, 8 dots a millimetre) for 80 mm and 58 mm paper, normal and large."""

from __future__ import annotations

from dataclasses import dataclass

WIDE, NARROW = 576, 384
TOP_BLANK, KNIFE_BLANK = 20, 40


@dataclass(frozen=True)
class Scale:
    """Sizes in dots (em); `caption` is the smallest that may stand on a slip."""

    caption: int
    body: int
    lead: int
    head: int
    fact: int
    number: int
    gap: int
    margin: int
    qr_least: int


SCALES: dict[tuple[int, bool], Scale] = {
    (WIDE, False): Scale(26, 30, 36, 46, 76, 296, 16, 24, 232),
    (WIDE, True): Scale(34, 42, 50, 60, 92, 310, 22, 24, 232),
    (NARROW, False): Scale(24, 27, 31, 38, 60, 200, 14, 16, 203),
    (NARROW, True): Scale(30, 36, 42, 48, 68, 204, 18, 16, 203),
}
