"""Every pair of text and ground that the parts use can be read: 4.5 : 1, in elder mode 7 : 1, edges 3 : 1."""

import re
from itertools import product

import pytest

from tests.web.look_pages import ROOT

CSS = ROOT / "assets/css"
LIGHT = ("surface", "paper", "sunken", "jade-soft", "seal-soft", "amber-soft", "azure-soft")
TEXT = [
    *product(("ink", "ink-2", "ink-3"), LIGHT),
    *product(("jade",), ("surface", "paper", "sunken", "jade-soft")),
    *product(("seal",), ("surface", "paper", "seal-soft", "sunken")),
    *product(("amber",), ("surface", "paper", "amber-soft")),
    *product(("azure",), ("surface", "paper", "azure-soft")),
    *product(("rust",), ("surface", "paper", "jade-soft")),
    *product(("on-dark", "on-dark-2"), ("jade", "jade-deep")),
    *product(("on-dark",), ("seal", "seal-deep", "azure", "amber", "ink")),
    ("ink", "focus-halo"),
]
EDGES = [*product(("edge",), ("surface", "paper", "sunken")), *product(("due-near",), ("surface", "sunken"))]
LEAST = {"normal": 4.5, "elder": 7.0}
LEAST_EDGE = 3.0


def palette(mode: str) -> dict[str, str]:
    """The colours of a mode as the style sheets give them."""
    colours = colours_of("tokens.css", ":root {")
    return colours if mode == "normal" else colours | colours_of("sizes.css", ':root[data-mode="elder"] {')


def colours_of(file: str, opening: str) -> dict[str, str]:
    css = (CSS / file).read_text("utf-8")
    block = css[css.index(opening) :]
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block[: block.index("\n  }")]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("mode", LEAST)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out(mode: str, text: str, ground: str) -> None:
    colours = palette(mode)
    assert contrast(colours[text], colours[ground]) >= LEAST[mode]


@pytest.mark.parametrize("mode", LEAST)
@pytest.mark.parametrize(("edge", "ground"), EDGES)
def test_edge_of_a_control_stands_out(mode: str, edge: str, ground: str) -> None:
    colours = palette(mode)
    assert contrast(colours[edge], colours[ground]) >= LEAST_EDGE
