"""QR and Code128 as bit matrices and SVG paths: modules fall on whole dots and the quiet zone is always there."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

import barcode
import qrcode
from qrcode.constants import ERROR_CORRECT_M

QR_QUIET = 4
BAR_QUIET = 10


class CodeNotPrintable(ValueError):
    """A payload that would not be read back: not ASCII, empty, or too wide for the paper."""


def _checked(text: str) -> str:
    if not text or not text.isascii() or not text.isprintable():
        raise CodeNotPrintable(f"a code on paper is printable ASCII, not {text!r}")
    return text


@lru_cache(maxsize=64)
def qr_rows(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of a level M code, without its quiet zone."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0, box_size=1)
    code.add_data(_checked(text))
    code.make(fit=True)
    return tuple(tuple(bool(on) for on in row) for row in code.get_matrix())


@lru_cache(maxsize=64)
def bars(text: str) -> str:
    """Bars and spaces of a Code128 as '1' and '0', one character a module, without quiet zones."""
    return str(barcode.get("code128", _checked(text)).build()[0]).strip("0")


def runs(modules: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of each dark run in a row."""
    dark, at = [], 0
    for on, group in groupby(modules):
        length = len(list(group))
        if on:
            dark.append((at, length))
        at += length
    return dark


def bar_runs(text: str) -> list[tuple[int, int]]:
    return runs(tuple(bit == "1" for bit in bars(text)))


def qr_svg(text: str) -> str:
    rows = qr_rows(text)
    side = len(rows) + 2 * QR_QUIET
    path = "".join(
        f"M{x + QR_QUIET} {y + QR_QUIET}h{length}v1h-{length}z" for y, row in enumerate(rows) for x, length in runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path d="{path}"/></svg>'
    )


def code128_svg(text: str, height: int = 20) -> str:
    width = len(bars(text)) + 2 * BAR_QUIET
    path = "".join(f"M{x + BAR_QUIET} 0h{length}v{height}h-{length}z" for x, length in bar_runs(text))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" preserveAspectRatio="none">'
        f'<path d="{path}"/></svg>'
    )
