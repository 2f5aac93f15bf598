"""The one-bit page a slip is drawn on: words, rules, bands, lattice and seal on whole dots, no grey and no picture."""

from __future__ import annotations

from typing import NamedTuple

from PIL import Image, ImageDraw

from printers.fonts import Face, pillow
from printers.slip_scale import KNIFE_BLANK, SCALES, TOP_BLANK, WIDE
from printers.slip_text import absent, balance, shown, tight, wrap
from shared.speech import Speaker

THRESHOLD = 150
TILE = ((72, 18, 72, 46), (72, 98, 72, 126), (18, 72, 46, 72), (98, 72, 126, 72), (46, 18, 46, 46),
        (98, 18, 98, 46), (46, 98, 46, 126), (98, 98, 98, 126), (0, 72, 18, 72), (126, 72, 144, 72))  # fmt: skip


class Ink(NamedTuple):
    """A face at a size in dots, with the pitch of its lines."""

    face: Face
    size: int
    pitch: float = 1.34
    white: bool = False

    def width(self, text: str) -> float:
        return pillow(self.face, self.size).getlength(shown(text, self.face))


class Column(NamedTuple):
    left: int
    right: int

    @property
    def width(self) -> int:
        return self.right - self.left


class Canvas:
    """A slip while it is being drawn, from the top down; `y` is where the next part begins."""

    def __init__(self, dots: int, large: bool, speaker: Speaker, rows: int) -> None:
        self.dots, self.large, self.scale = dots, large, SCALES[dots, large]
        self.narrow = dots < WIDE
        self.speaker, self.gettext = speaker, speaker.gettext
        self.image = Image.new("L", (dots, rows), 255)
        self.pen = ImageDraw.Draw(self.image)
        self.column = Column(self.scale.margin, dots - self.scale.margin)
        self.y = TOP_BLANK
        self.missing = ""

    @property
    def caption(self) -> Ink:
        return Ink(Face.TEXT, self.scale.caption)

    @property
    def body(self) -> Ink:
        return Ink(Face.TEXT, self.scale.body)

    @property
    def strong(self) -> Ink:
        return Ink(Face.BOLD, self.scale.body)

    @property
    def lead(self) -> Ink:
        return Ink(Face.BOLD, self.scale.lead)

    @property
    def head(self) -> Ink:
        return Ink(Face.BOLD, self.scale.head)

    def gap(self, n: float = 1) -> None:
        self.y += round(self.scale.gap * n)

    def put(self, x: float, y: float, text: str, ink: Ink, anchor: str = "l") -> int:
        """Text whose em box starts at y; answers its width."""
        words = tight(text)
        self.missing += absent(words, ink.face)
        words = shown(words, ink.face)
        font = pillow(ink.face, ink.size)
        fill = 255 if ink.white else 0
        self.pen.text((round(x), round(y + 0.86 * ink.size)), words, font=font, fill=fill, anchor=f"{anchor}s")
        return round(font.getlength(words))

    def text(self, text: str, ink: Ink, align: str = "l", column: Column | None = None) -> None:
        """A paragraph in lines that fit, then y stands below it."""
        room = column or self.column
        start = {"l": room.left, "m": (room.left + room.right) / 2, "r": room.right}[align]
        font = pillow(ink.face, ink.size)
        for line in balance(shown(text, ink.face), font, room.width, align == "m"):
            self.put(start, self.y, line, ink, align)
            self.y += round(ink.size * ink.pitch)
        self.missing += absent(tight(text), ink.face)

    def block(self, left: float, top: float, width: float, height: float) -> None:
        """A solid rectangle of whole dots."""
        self.pen.rectangle((round(left), round(top), round(left + width) - 1, round(top + height) - 1), fill=0)

    def rule(self, weight: int = 2) -> None:
        self.block(self.column.left, self.y, self.column.width, weight)
        self.y += weight

    def dashes(self) -> None:
        for x in range(self.column.left, self.column.right - 6, 16):
            self.block(x, self.y, 9, 2)
        self.y += 2

    def band(self, left: str, right: str = "", solid: bool = True) -> None:
        """A line across the slip: black for priority and groups, outlined for a second printing."""
        pad = round(self.scale.lead * 0.3)
        room = Column(self.column.left + pad + 4, self.column.right - pad - 4)
        title, note = self.lead._replace(white=solid, pitch=1.2), self.body._replace(white=solid, pitch=1.25)
        while title.size > self.scale.caption and title.width(left) > room.width:
            title = title._replace(size=title.size - 1)
        beside = bool(right) and title.width(left) + note.width(right) + 2 * pad <= room.width
        below = wrap(right, pillow(note.face, note.size), room.width) if right and not beside else []
        height = self.scale.lead + 2 * pad + len(below) * round(note.size * note.pitch)
        box = (self.column.left, self.y, self.column.right - 1, self.y + height - 1)
        self.pen.rectangle(box, fill=0 if solid else None, outline=0, width=3)
        self.put(room.left, self.y + pad - 1, left, title)
        if beside:
            self.put(room.right, self.y + pad + (title.size - note.size) * 0.62, right, note, "r")
        for i, line in enumerate(below):
            self.put(room.left, self.y + pad + title.size * title.pitch + i * note.size * note.pitch, line, note)
        self.y += height

    def _stroke(self, line: tuple[float, float, float, float], offset: tuple[int, int], k: float) -> None:
        x1, y1, x2, y2 = (round(v * k) for v in line)
        dx, dy = offset
        self.pen.rectangle((dx + x1, dy + y1, dx + x2 + 1, dy + y2 + 1), fill=0)

    def lattice(self, x: int, y: int, side: int, tiles: int) -> None:
        """步步锦, the hall's window lattice."""
        k = side / 144
        for i in range(tiles):
            o = 144 * i
            for a, b in ((18, 126), (46, 98)):
                square = ((a, a, b, a), (a, b, b, b), (a, a, a, b), (b, a, b, b))
                for x1, y1, x2, y2 in square:
                    self._stroke((o + x1, y1, o + x2, y2), (x, y), k)
            for x1, y1, x2, y2 in TILE:
                self._stroke((o + x1, y1, o + x2, y2), (x, y), k)

    def seal(self, x: int, y: int, height: int) -> int:
        """通办 in one bit, drawn from the font; answers its width."""
        width = round(height * 0.64)
        outer = (x, y, x + width - 1, y + height - 1)
        inner = (x + 3, y + 3, x + width - 4, y + height - 4)
        self.pen.rounded_rectangle(outer, radius=round(height * 0.08), fill=0)
        self.pen.rounded_rectangle(inner, radius=round(height * 0.05), outline=255, width=2)
        size = round(height * 0.40)
        for i, char in enumerate("通办"):
            self.put(x + width / 2, y + height * 0.10 + i * size, char, Ink(Face.BOLD, size, white=True), "m")
        return width

    def finish(self) -> Image.Image:
        """Cut at 150 of 255, so that strokes stay two dots wide; the last 5 mm stay white for the knife."""
        self.y += KNIFE_BLANK
        page = self.image.crop((0, 0, self.dots, self.y))
        return page.point(lambda v: 0 if v < THRESHOLD else 255).convert("1", dither=Image.Dither.NONE)
