"""Finds items by the words people use: name, short name, synonyms, English (CT-01)."""

from collections.abc import Iterable

from portal.booking_facts import BookingFacts
from portal.catalog.item import Item
from portal.store.items import OfferedItem


def search_items(facts: BookingFacts, words: str) -> list[OfferedItem]:
    """What the hall offers, the best fit first; everything where nothing is asked."""
    offered = list(facts.offered.values())
    wanted = words.strip().lower()
    if not wanted:
        return offered
    scored = [(score(facts.item(one.item.code), wanted), place, one) for place, one in enumerate(offered)]
    return [one for found, _, one in sorted(scored, key=lambda line: (-line[0], line[1])) if found]


def score(item: Item, wanted: str) -> int:
    """How well an item fits: the whole name, a part of it, a word people use, or most of the letters."""
    names = [item.name.lower(), item.short.lower(), item.name_en.lower()]
    called = [name.lower() for name in (*item.synonyms, *item.synonyms_en)]
    called += [one.name.lower() for one in item.situations] + [one.name_en.lower() for one in item.situations]
    if wanted in names or wanted in called:
        return 100
    if any(wanted in name for name in names):
        return 80
    if any(wanted in name or name in wanted for name in called if name):
        return 60
    return 30 if _shares(wanted, [*names, *called]) else 0


def _shares(wanted: str, names: Iterable[str]) -> bool:
    """Whether at least two thirds of the letter pairs asked for stand in one name: people mistype and leave out."""
    pairs = {wanted[place : place + 2] for place in range(len(wanted) - 1)}
    return bool(pairs) and any(3 * sum(pair in name for pair in pairs) >= 2 * len(pairs) for name in names)
