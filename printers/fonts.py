"""The faces papers and slips are set in and the characters they can show: pinned, never the machine's own."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont
from PIL import ImageFont

BUILT = Path(__file__).parent / "fonts"
REGULAR = Path(pylopdf_fonts_zh_cn.__file__).parent


class Face(StrEnum):
    """A face by its use; the serif stands on A4 only."""

    TEXT = "text"
    BOLD = "bold"
    NUMBER = "number"
    SERIF = "serif"
    SERIF_BOLD = "serif_bold"


FILES: dict[Face, Path] = {
    Face.TEXT: REGULAR / "NotoSansSC-Regular.otf",
    Face.BOLD: BUILT / "NotoSansSC_700Bold.ttf",
    Face.NUMBER: BUILT / "BarlowSemiCondensed_600SemiBold.ttf",
    Face.SERIF: REGULAR / "NotoSerifSC-Regular.otf",
    Face.SERIF_BOLD: BUILT / "NotoSerifSC_700Bold.ttf",
}
HAN_FACES = (Face.TEXT, Face.BOLD, Face.SERIF, Face.SERIF_BOLD)


class FontsNotBuilt(RuntimeError):
    """The build step that copies the bold and numeral faces has not run on this machine."""

    def __init__(self, absent: list[str]) -> None:
        super().__init__(f"fonts are missing: {', '.join(absent)}; run `make setup`")


def check_built() -> None:
    absent = [path.name for path in FILES.values() if not path.is_file()]
    if absent:
        raise FontsNotBuilt(absent)


def folders() -> list[str]:
    """The font folders of the A4 compiler."""
    check_built()
    return [str(REGULAR), str(BUILT)]


@lru_cache(maxsize=256)
def pillow(face: Face, size: int) -> ImageFont.FreeTypeFont:
    path = FILES[face]
    if not path.is_file():
        raise FontsNotBuilt([path.name])
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=len(Face))
def coverage(face: Face) -> frozenset[int]:
    path = FILES[face]
    if not path.is_file():
        raise FontsNotBuilt([path.name])
    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap())


@cache
def shown_by_all() -> frozenset[int]:
    """What every Chinese face can show, so that a name looks the same on each paper."""
    return frozenset.intersection(*(coverage(face) for face in HAN_FACES))


def missing_glyphs(text: str) -> str:
    """The characters of a name that our papers cannot show, each once, in order: asked at intake, not at printing."""
    known = shown_by_all()
    return "".join(dict.fromkeys(c for c in text if not c.isspace() and ord(c) not in known))
