"""Finds what a hall offers by the words people use (BK-04); how well a word fits: portal.catalog.search."""

from portal.booking_facts import BookingFacts
from portal.catalog.search import score, tidy
from portal.store.items import OfferedItem


def search_items(facts: BookingFacts, words: str) -> list[OfferedItem]:
    """What the hall offers, the best fit first; everything where nothing is asked."""
    offered = list(facts.offered.values())
    wanted = tidy(words)
    if not wanted:
        return offered
    scored = [(score(facts.item(one.item.code), wanted), place, one) for place, one in enumerate(offered)]
    return [one for found, _, one in sorted(scored, key=lambda line: (-line[0], line[1])) if found]
