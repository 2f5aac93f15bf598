"""The certificate's border and ground as one vector drawing: sine waves in one thin line, no emblem."""

from __future__ import annotations

import math
from pathlib import Path

FRAME = Path(__file__).parent / "typst" / "guilloche-landscape.svg"
WIDTH, HEIGHT = 297.0, 210.0
JADE, GROUND = "#0d5b52", "#dcebe6"
MARGIN, AMPLITUDE, CORNER, STRANDS = 13.5, 3.1, 5.6, 6
PETALS = ((55.0, 24, 0.095, 6), (44.8, 20, 0.12, 6), (34.5, 16, 0.15, 6), (24.2, 12, 0.21, 6))
Point = tuple[float, float]


def _wave(length: float, waves: int, phase: float) -> list[Point]:
    """Along a side: a sine whose height swells slowly."""
    n = waves * 4
    return [
        (
            length * i / n,
            AMPLITUDE
            * math.sin(2 * math.pi * waves * i / n + phase)
            * (0.72 + 0.28 * math.cos(2 * math.pi * 4 * i / n)),
        )
        for i in range(n + 1)
    ]


def _smooth(points: list[Point], close: bool = False) -> str:
    """Catmull-Rom through the points, as cubic curves with two decimals."""
    n = len(points)
    out = [f"M{points[0][0]:.2f} {points[0][1]:.2f}"]
    for i in range(n if close else n - 1):
        a = points[(i - 1) % n] if close or i else points[0]
        b, c = points[i], points[(i + 1) % n]
        d = points[(i + 2) % n] if close or i + 2 < n else points[-1]
        x1, y1 = b[0] + (c[0] - a[0]) / 6, b[1] + (c[1] - a[1]) / 6
        x2, y2 = c[0] - (d[0] - b[0]) / 6, c[1] - (d[1] - b[1]) / 6
        out.append(f"C{x1:.2f} {y1:.2f} {x2:.2f} {y2:.2f} {c[0]:.2f} {c[1]:.2f}")
    return "".join(out) + ("z" if close else "")


def _side(start: Point, length: float, upright: bool) -> list[str]:
    waves = round(length / 7.2)
    paths = []
    for strand in range(STRANDS):
        wave = _wave(length, waves, 2 * math.pi * strand / STRANDS)
        x, y = start
        paths.append(_smooth([(x + dy, y + dx) if upright else (x + dx, y + dy) for dx, dy in wave]))
    return paths


def _rosette(centre: Point, radius: float, phase: float) -> str:
    n = 12 * 6
    turns = [2 * math.pi * i / n for i in range(n)]
    reach = [radius * (1 - 0.16 + 0.16 * math.cos(12 * t + phase)) for t in turns]
    return _smooth(
        [(centre[0] + r * math.cos(t), centre[1] + r * math.sin(t)) for r, t in zip(reach, turns, strict=True)], True
    )


def _petals(radius: float, lobes: int, depth: float, phase: float) -> str:
    n = lobes * 8
    turns = [2 * math.pi * i / n for i in range(n)]
    reach = [radius * (1 + depth * math.cos(lobes * t + phase)) for t in turns]
    middle = [(WIDTH / 2 + r * math.cos(t), HEIGHT / 2 + r * math.sin(t)) for r, t in zip(reach, turns, strict=True)]
    return _smooth(middle, True)


def _lines(paths: list[str], colour: str, width: str) -> str:
    strokes = "".join(f'<path d="{path}"/>' for path in paths)
    return f'<g fill="none" stroke="{colour}" stroke-width="{width}">{strokes}</g>'


def _corner(x: float, y: float) -> str:
    x += 0.7 if x < WIDTH / 2 else -0.7
    y += 0.7 if y < HEIGHT / 2 else -0.7
    return _lines([_rosette((x, y), 4.5 - k * 0.42, k * 0.5) for k in range(9)], JADE, ".17")


def _frames() -> str:
    """Two ruled lines outside, one inside with stepped corners (步步锦)."""
    i, s = 18.6, 6.0
    return (
        f'<g fill="none" stroke="{JADE}">'
        f'<rect x="8.6" y="8.6" width="{WIDTH - 17.2}" height="{HEIGHT - 17.2}" stroke-width=".55"/>'
        f'<rect x="9.7" y="9.7" width="{WIDTH - 19.4}" height="{HEIGHT - 19.4}" stroke-width=".18"/>'
        f'<path stroke-width=".35" d="M{i + 2 * s} {i}H{WIDTH - i - 2 * s}v{s}h{s}v{s}h{s}V{HEIGHT - i - 2 * s}'
        f'h-{s}v{s}h-{s}v{s}H{i + 2 * s}v-{s}h-{s}v-{s}h-{s}V{i + 2 * s}h{s}v-{s}h{s}z"/></g>'
    )


def drawn() -> str:
    """The whole frame, A4 landscape."""
    ground = [_petals(r, lobes, d, 2 * math.pi * k / n) for r, lobes, d, n in PETALS for k in range(n)]
    across, down = WIDTH - 2 * (MARGIN + CORNER), HEIGHT - 2 * (MARGIN + CORNER)
    sides = _side((MARGIN + CORNER, MARGIN), across, False) + _side((MARGIN + CORNER, HEIGHT - MARGIN), across, False)
    sides += _side((MARGIN, MARGIN + CORNER), down, True) + _side((WIDTH - MARGIN, MARGIN + CORNER), down, True)
    corners = "".join(_corner(x, y) for x in (MARGIN, WIDTH - MARGIN) for y in (MARGIN, HEIGHT - MARGIN))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}mm" '
        f'height="{HEIGHT}mm">{_lines(ground, GROUND, ".18")}{_lines(sides, JADE, ".17")}{corners}{_frames()}</svg>\n'
    )


if __name__ == "__main__":
    FRAME.write_text(drawn(), "utf-8")
