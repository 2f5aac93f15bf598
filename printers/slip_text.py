"""How words are cleaned and broken into lines on a slip: digits stay whole, no line starts with a full stop."""

from __future__ import annotations

import unicodedata
from typing import Any

from PIL.ImageFont import FreeTypeFont

from printers.fonts import Face, coverage

NO_LINE_START = frozenset("，。、；：？！）》」』〉】·…—–%％,.;:?!)")
NO_LINE_END = frozenset("（《「『〈【(")
GETA = "〓"
CONTROL = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def clean(value: Any) -> Any:
    """The same data without control, direction and private-use characters; only the line feed stays."""
    if isinstance(value, str):
        return "".join(c for c in value if c == "\n" or unicodedata.category(c) not in CONTROL)
    if isinstance(value, dict):
        return {key: clean(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(one) for one in value]
    return value


def tight(text: str) -> str:
    """The middle dot without spaces: in a Chinese face it is as wide as a Han character."""
    return text.replace(" · ", "·")


def absent(text: str, face: Face) -> str:
    known = coverage(face)
    return "".join(c for c in text if c != "\n" and ord(c) not in known)


def shown(text: str, face: Face) -> str:
    """The text with 〓 for every character the face lacks: seen, never silently dropped."""
    known = coverage(face)
    return "".join(c if c == "\n" or ord(c) in known else GETA for c in text)


def _latin(char: str) -> bool:
    return (char.isascii() or char == "–") and not char.isspace()


def _date(last: str, char: str) -> bool:
    """Whether a line may not end inside 2026年11月23日."""
    return (last.isdigit() and char in "年月日") or (last in "年月" and char.isdigit())


def atoms(text: str) -> list[str]:
    """What may not be broken: Latin and digit runs, and a Han character with the punctuation that sticks to it."""
    out: list[str] = []
    for char in text:
        last = out[-1][-1] if out else " "
        sticks = char in NO_LINE_START or last in NO_LINE_END or _date(last, char)
        if out and (sticks or (_latin(char) and _latin(last))):
            out[-1] += char
        else:
            out.append(char)
    return out


def _split(line: str, face: FreeTypeFont, width: int) -> tuple[str, str]:
    """One atom longer than the paper: broken after a hyphen where there is one."""
    cut = len(line) - 1
    while cut > 1 and face.getlength(line[:cut]) > width:
        cut -= 1
    cut = line.rfind("-", 1, cut) + 1 or max(cut, 1)
    return line[:cut], line[cut:]


def _wrap_line(text: str, face: FreeTypeFont, width: int) -> list[str]:
    lines, line = [], ""
    for atom in atoms(text):
        if line and face.getlength(line + atom) > width:
            lines.append(line.rstrip())
            line = atom.lstrip()
        else:
            line += atom
        while len(line) > 1 and face.getlength(line) > width:
            head, line = _split(line, face, width)
            lines.append(head)
    return [*lines, line]


def wrap(text: str, face: FreeTypeFont, width: int) -> list[str]:
    return [line for part in text.split("\n") for line in _wrap_line(part, face, width)]


def pack(text: str, face: FreeTypeFont, width: int) -> list[str]:
    """Like wrap, but breaks at " · " first, so that short facts stay whole."""
    dense = tight(text)
    if dense == text or face.getlength(dense) <= width:
        return wrap(dense, face, width)
    lines: list[str] = []
    whole = True  # never glue the next fact to the tail of a broken one
    for part in text.split(" · "):
        if lines and whole and face.getlength(f"{lines[-1]}·{part}") <= width:
            lines[-1] += f"·{part}"
            continue
        new = wrap(part, face, width)
        whole = len(new) == 1
        lines += new
    return lines


def balance(text: str, face: FreeTypeFont, width: int, centred: bool) -> list[str]:
    """No last line of one or two characters; centred text in lines of like length."""
    lines = pack(text, face, width)
    if len(lines) < 2 or "\n" in text or " · " in text or not (centred or len(lines[-1]) < 4):
        return lines
    best = lines
    for narrower in range(width - 8, width // 2, -8):
        trial = pack(text, face, narrower)
        if len(trial) > len(lines):
            break
        best = trial
        if not centred and len(trial[-1]) >= 4:
            break
    return best
