"""The parts every slip is made of: head, copy mark, facts with numerals, rows and the block of codes."""

from __future__ import annotations

from typing import Any, NamedTuple

from printers.codes import BAR_QUIET, CodeNotPrintable, bar_runs, bars, qr_rows, runs
from printers.fonts import Face, coverage, pillow
from printers.slip_canvas import Canvas, Column, Ink
from printers.slip_text import wrap

BAR_HEIGHT = 72
SHARES = (0.5, 0.4, 0.33, 0.58)


class Fact(NamedTuple):
    """A caption, a numeral and its unit: 前面还有 6 人."""

    caption: str
    numeral: str
    unit: str


def head(c: Canvas, slip: dict[str, Any], title: str) -> None:
    """Seal, hall, kind of slip and where it was printed; then the mark of a second printing."""
    height = (54 if c.narrow else 64) + (14 if c.large else 0)
    x = c.column.left + c.seal(c.column.left, c.y, height) + 14
    hall = Ink(Face.BOLD, min(c.scale.body, 36), 1.16)
    beside_lattice = c.column.right - 2 * 56 - 12
    room = Column(x, c.column.right)
    if not c.narrow and hall.width(slip["hall"]) <= beside_lattice - x:
        c.lattice(c.column.right - 2 * 56, c.y + 4, 56, 2)
        room = Column(x, beside_lattice)
    top = c.y
    c.text(slip["hall"], hall, column=room)
    caption = Ink(Face.TEXT, min(c.scale.caption, 28))
    where = f"{title} · {slip['where']}"
    below = title if c.narrow or caption.width(where) > room.width else where
    line = max(c.y, top + height - round(caption.size * 1.08))
    c.put(x, line, below, caption)
    c.y = max(top + height, line + caption.size) + 12
    c.rule(4)
    c.gap(0.7)
    if slip.get("copy"):
        c.band(c.gettext("补打 第 {n} 次").format(n=slip["copy"]), slip.get("copy_note", ""), solid=False)
        c.gap(0.8)


def _pieces(text: str) -> list[tuple[bool, str]]:
    """Runs the numeral face can show, and single characters it cannot (年月日)."""
    known = coverage(Face.NUMBER)
    out: list[tuple[bool, str]] = []
    for char in text:
        numeral = ord(char) in known
        if numeral and out and out[-1][0]:
            out[-1] = (True, out[-1][1] + char)
        else:
            out.append((numeral, char))
    return out


def numeral_width(c: Canvas, text: str, size: int) -> float:
    number, unit = Ink(Face.NUMBER, size), c.strong
    return sum(number.width(part) if numeral else unit.width(part) + 6 for numeral, part in _pieces(text))


def numeral(c: Canvas, where: tuple[float, float], text: str, size: int) -> float:
    """Digits as numerals, Han small and bold on the same base line; answers the width."""
    x, y = where
    start = x
    for digits, part in _pieces(text):
        if digits:
            x += c.put(x, y, part, Ink(Face.NUMBER, size))
        else:
            x += c.put(x + 3, y + 0.86 * (size - c.scale.body), part, c.strong) + 6
    return x - start


def _least(c: Canvas, fact: Fact) -> float:
    """The narrowest column in which a fact can still be read."""
    value = numeral_width(c, fact.numeral, round(c.scale.fact * 0.8)) + c.body.width(fact.unit) + 30
    return max(value, c.caption.width(fact.caption) + 12)


def _share(c: Canvas, pair: list[Fact]) -> int | None:
    """Where two facts side by side divide the paper; None when they must stand one under the other."""
    first, second = (_least(c, fact) for fact in pair)
    for share in SHARES:
        left = round(c.column.width * share)
        if first <= left and second <= c.column.width - left:
            return left
    return None


def _fact(c: Canvas, fact: Fact, x: int, width: int) -> None:
    c.put(x, c.y, fact.caption, c.caption)
    base = c.y + round(c.scale.caption * 1.25)
    room = width - 20 - c.body.width(fact.unit) - 10
    size = c.scale.fact
    while size > 20 and numeral_width(c, fact.numeral, size) > room:
        size -= 2
    wide = numeral(c, (x, base + (c.scale.fact - size) * 0.86), fact.numeral, size)
    c.put(x + wide + 8, base + c.scale.fact * 0.86 - c.scale.body * 0.88, fact.unit, c.body)


def facts(c: Canvas, pair: list[Fact]) -> None:
    """One fact, or two side by side where both can be read."""
    half = _share(c, pair) if len(pair) == 2 else c.column.width
    if half is None:
        for fact in pair:
            facts(c, [fact])
        return
    _fact(c, pair[0], c.column.left, half)
    height = round(c.scale.caption * 1.25 + c.scale.fact * 1.02)
    if len(pair) == 2:
        _fact(c, pair[1], c.column.left + half + 20, c.column.width - half)
        c.block(c.column.left + half, c.y + 4, 2, height - 9)
    c.y += height


def rows(c: Canvas, pairs: list[list[str]]) -> None:
    """Labels and values in two columns; a value wraps under itself."""
    widest = max((c.caption.width(key) for key, _ in pairs), default=0)
    label = round(min(max(c.scale.caption * 3.7, widest + 12), c.column.width * 0.4))
    for key, value in pairs:
        c.put(c.column.left, c.y + (c.scale.body - c.scale.caption) * 0.7, key, c.caption)
        c.text(value, c.body, column=Column(c.column.left + label, c.column.right))
        c.gap(0.3)
    c.gap(0.4)


def _module(c: Canvas, payload: str) -> int:
    """Dots a QR module: whole, and wide enough that the code is at least 25.4 mm."""
    return -(-c.scale.qr_least // len(qr_rows(payload)))


def _qr(c: Canvas, payload: str, x: int, y: int) -> None:
    m = _module(c, payload)
    for j, line in enumerate(qr_rows(payload)):
        for i, length in runs(line):
            c.block(x + i * m, y + j * m, length * m, m)


def bar_payload(code: str, narrow: bool) -> str:
    """On 58 mm a Code128 carries digits only (code set C); the hub reads both forms."""
    return "".join(d for d in code if d.isdigit()) if narrow else code


def barcode(c: Canvas, code: str, label: str) -> None:
    payload = bar_payload(code, c.narrow)
    modules = len(bars(payload))
    m = min(3, c.dots // (modules + 2 * BAR_QUIET))
    if m < 2:
        raise CodeNotPrintable(f"Code128 of {payload!r} has {modules} modules: too wide for {c.dots} dots")
    left = (c.dots - modules * m) // 2
    for x, length in bar_runs(payload):
        c.block(left + x * m, c.y, length * m, BAR_HEIGHT)
    c.y += BAR_HEIGHT + 6
    c.text(label, c.caption, "m")


class Codes(NamedTuple):
    """What a slip is known by: the QR with its words, and a Code128 beside or under it."""

    qr: str
    title: str
    words: str
    code: str
    label: str


def _stacked(c: Canvas, codes: Codes) -> None:
    c.text(codes.title, c.lead, "m")
    c.text(codes.words, c.body if c.large else c.caption, "m")
    c.gap(1.4)
    side = _module(c, codes.qr) * len(qr_rows(codes.qr))
    _qr(c, codes.qr, (c.dots - side) // 2, c.y)
    c.y += side + c.scale.gap * 2


def _small_bars(c: Canvas, codes: Codes, x: int) -> None:
    """Bars of two dots beside the QR; only where they keep their quiet zone."""
    c.y += 10
    for at, length in bar_runs(codes.code):
        c.block(x + 2 * at, c.y, 2 * length, 52)
    c.y += 56
    c.text(codes.label, c.caption, column=Column(x, c.column.right))


def _beside(c: Canvas, codes: Codes, bar: bool) -> None:
    m = _module(c, codes.qr)
    side = m * len(qr_rows(codes.qr))
    c.y += 8 + m
    _qr(c, codes.qr, c.column.left + 8 + m, c.y)
    words = Column(c.column.left + 8 + m + side + 32, c.column.right)
    bottom = c.y + side
    lines = len(wrap(codes.words, pillow(c.body.face, c.body.size), words.width))
    height = c.scale.lead * 1.34 + lines * c.scale.body * 1.34 + (68 + c.scale.caption * 1.4 if bar else 0)
    c.y += max(0, round((side - height) / 2))
    c.text(codes.title, c.lead, column=words)
    c.text(codes.words, c.body, column=words)
    if bar:
        _small_bars(c, codes, words.left)
    c.y = max(bottom, c.y) + 8 + m


def _fits_beside(c: Canvas, codes: Codes) -> bool:
    side = _module(c, codes.qr) * (len(qr_rows(codes.qr)) + 1) + 40
    return c.column.width - side >= 2 * len(bars(codes.code)) + 2 * BAR_QUIET - c.scale.margin


def code_block(c: Canvas, codes: Codes, compact: bool = False) -> None:
    """The QR with its words; the Code128 beside it when `compact` and there is room, else under it."""
    compact = compact and not (c.narrow or c.large) and _fits_beside(c, codes)
    if c.narrow or c.large:
        _stacked(c, codes)
    else:
        _beside(c, codes, compact)
    if not compact:
        barcode(c, codes.code, codes.label)


def closing(c: Canvas, lines: list[str], align: str = "l") -> None:
    """The rules of the paper and when it was printed, small, under a rule."""
    c.rule(2)
    c.gap(0.6)
    for line in lines:
        c.text(line, c.caption, align)
        c.gap(0.2)
