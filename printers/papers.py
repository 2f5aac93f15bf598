"""Every A4 paper as PDF/A-2a: equal data and instant give equal bytes, and no name is printed as an empty box."""

from __future__ import annotations

import json
import re
import threading
from datetime import datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Any, Literal

import typst

from printers.codes import code128_svg, qr_svg
from printers.fonts import folders
from printers.paper_fields import required_fields
from printers.paper_text import printable
from printers.refused import GlyphMissing
from shared.clock import aware

TEMPLATES = Path(__file__).parent / "typst"
STANDARD: Literal["a-2a"] = "a-2a"
ABSENT = re.compile(r'the text `?"(.+?)"`? could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
BEIJING = timezone(timedelta(hours=8))  # a fixed offset: the compiler takes no named zone
_warm = threading.local()


class PaperNotMade(RuntimeError):
    """The data does not fit the paper: a mistake in the program, named by paper and cause."""


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders())


def _compiler(kind: str) -> typst.Compiler:
    """One compiler a template and thread, kept warm; the fonts are shared by all."""
    warm: dict[str, typst.Compiler] = _warm.__dict__.setdefault("compilers", {})
    if kind not in warm:
        warm[kind] = typst.Compiler(str(TEMPLATES / f"{kind}.typ"), root=str(TEMPLATES), font_paths=_fonts())
    return warm[kind]


def copy_mark(data: dict[str, Any]) -> str:
    """What stands in the box at the top right: nothing on the first, 补打 on later copies, 作废 on a voided sheet."""
    if data.get("void"):
        return "作废"
    return f"补打 第 {data['copy']} 次" if data.get("copy") else ""


def _character(escaped: re.Match[str]) -> str:
    return chr(int(escaped[1], 16))


def _inputs(kind: str, data: dict[str, Any]) -> dict[str, str]:
    absent = [name for name in required_fields(kind) if name not in data]
    if absent:
        raise PaperNotMade(f"{kind} needs {', '.join(absent)}")
    paper = printable(kind, data)
    paper |= {"mark": copy_mark(paper), "qr_svg": qr_svg(paper["verify_url"]), "code_svg": code128_svg(paper["code"])}
    return {"data": json.dumps(paper, ensure_ascii=False, sort_keys=True)}


def render(kind: str, data: dict[str, Any], issued: datetime) -> bytes:
    """The paper as PDF/A-2a; `issued` is the instant that stands in its metadata, to the second."""
    inputs, at = _inputs(kind, data), aware(issued).astimezone(BEIJING).replace(microsecond=0)
    try:
        pdf = _compiler(kind).compile(format="pdf", pdf_standards=STANDARD, timestamp=at, sys_inputs=inputs)
    except typst.TypstError as trouble:
        absent = ABSENT.search(str(trouble))
        if absent:
            raise GlyphMissing(glyphs=ESCAPED.sub(_character, absent[1])) from trouble
        raise PaperNotMade(f"{kind}: {trouble}") from trouble
    if not isinstance(pdf, bytes):
        raise PaperNotMade(f"{kind}: the compiler answered {type(pdf).__name__}")
    return pdf
