"""Finding an item by what people call it: names, everyday words, English, codes; no index, no server (BK-04, CT-17)."""

import unicodedata
from collections.abc import Iterable

from portal.catalog.catalogue import Catalogue
from portal.catalog.item import Item

SAME, STARTS_WITH, HOLDS, SPREAD = 4, 3, 2, 1
# How much a hit weighs by where it is: the name, an everyday word, the rest of the guide.
NAME, SYNONYM, SUMMARY = 100, 80, 20


def tidy(text: str) -> str:
    """Half width, lower case, no spaces: what is compared."""
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def search(catalogue: Catalogue, query: str, limit: int = 20) -> tuple[Item, ...]:
    """Items that fit, best first; an empty query lists all in their order."""
    wanted = tidy(query)
    if not wanted:
        return catalogue.items[:limit]
    scored = [(score(item, wanted), -place, item) for place, item in enumerate(catalogue)]
    found = sorted((one for one in scored if one[0]), key=lambda one: one[:2], reverse=True)
    return tuple(item for _, _, item in found[:limit])


def score(item: Item, wanted: str) -> int:
    """How well an item fits a tidied query; 0 means not at all."""
    if wanted == item.code:
        return NAME * SYNONYM
    names = (item.name, item.short, item.name_en, *(situation.title for situation in item.situations))
    best = max(_best(names, wanted, NAME), _best((*item.synonyms, *item.synonyms_en), wanted, SYNONYM))
    return best or _best((item.guide.summary, item.guide.summary_en), wanted, SUMMARY, spread=False)


def _best(texts: Iterable[str], wanted: str, weight: int, spread: bool = True) -> int:
    return max((_fit(tidy(text), wanted, spread) * weight for text in texts), default=0)


def _fit(text: str, wanted: str, spread: bool) -> int:
    """Is it, begins with it, holds it (or is held by a longer wish), or nearly has it."""
    if text == wanted:
        return SAME
    if text.startswith(wanted):
        return STARTS_WITH
    if wanted in text or (len(text) > 1 and text in wanted):
        return HOLDS
    return SPREAD if spread and (_in_order(text, wanted) or _mostly(text, wanted)) else 0


def _in_order(text: str, wanted: str) -> bool:
    """Chinese leaves characters out: 建师注 for 二级建造师注册."""
    rest = iter(text)
    return not wanted.isascii() and all(symbol in rest for symbol in wanted)


def _mostly(text: str, wanted: str) -> bool:
    """People mistype: two thirds of the pairs of neighbours are there."""
    pairs = {wanted[place : place + 2] for place in range(len(wanted) - 1)}
    return len(pairs) > 1 and 3 * sum(pair in text for pair in pairs) >= 2 * len(pairs)
