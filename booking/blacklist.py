"""Three no-shows within half a year close booking for a year; walk-in stays open (BK-14, BK-15)."""

import calendar as months
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class BlacklistRules:
    """The regulation's numbers, and one hall setting: several misses of one day in one area count once."""

    misses: int = 3
    within_months: int = 6
    barred_months: int = 12
    one_per_day: bool = True


@dataclass(frozen=True, order=True)
class NoShow:
    """One established no-show of one applicant; `group` names hall and area, empty where it stands alone."""

    on: date
    appointment: str
    group: str = ""
    item: str = ""
    hall: str = ""


@dataclass(frozen=True)
class Listing:
    """One entry of the blacklist: from the day of the last of its no-shows through `until`, both included."""

    since: date
    until: date
    no_shows: tuple[NoShow, ...]

    def bars(self, day: date) -> bool:
        return self.since <= day <= self.until


@dataclass(frozen=True)
class Explanation:
    """Everything the notice (N25) and the screens say about a listing."""

    no_shows: tuple[NoShow, ...]
    since: date
    until: date
    bookable_again: date
    counted_after: date
    rules: tuple[str, ...] = ("BK-13", "BK-14", "BK-15")
    unaffected: tuple[str, ...] = ("walk_in", "lookup", "printing", "confirmed_bookings")
    ways_to_object: tuple[str, ...] = ("phone", "window", "hotline_12345")


def add_months(day: date, count: int) -> date:
    """The same day `count` months on; the month's last day where it has no such day."""
    index = day.year * 12 + day.month - 1 + count
    year, month = divmod(index, 12)
    last = months.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def listings(no_shows: Iterable[NoShow], rules: BlacklistRules) -> tuple[Listing, ...]:
    """The applicant's whole history of listings, derived: leaving out a voided no-show undoes what it caused."""
    found: list[Listing] = []
    unused: list[NoShow] = []
    for miss in _counted(no_shows, rules):
        after = add_months(miss.on, -rules.within_months)
        unused = [one for one in unused if one.on > after] + [miss]
        if len(unused) >= rules.misses:
            found.append(Listing(miss.on, add_months(miss.on, rules.barred_months), tuple(unused)))
            unused = []
    return tuple(found)


def barring(found: Iterable[Listing], day: date, lifted: frozenset[date] = frozenset()) -> Listing | None:
    """The listing that bars booking on this day, the longest of several; `lifted` names entries by their first day."""
    active = [one for one in found if one.bars(day) and one.since not in lifted]
    return max(active, key=lambda one: one.until, default=None)


def misses_left(no_shows: Iterable[NoShow], day: date, rules: BlacklistRules) -> int:
    """How many more no-shows until the next listing, as a warning on the phone."""
    counted = _counted(no_shows, rules)
    used = {miss for one in listings(counted, rules) for miss in one.no_shows}
    after = add_months(day, -rules.within_months)
    return rules.misses - sum(1 for miss in counted if miss not in used and after < miss.on <= day)


def explain(listing: Listing, rules: BlacklistRules) -> Explanation:
    """Why, since when, until when, and what stays open."""
    return Explanation(
        no_shows=listing.no_shows,
        since=listing.since,
        until=listing.until,
        bookable_again=listing.until + timedelta(days=1),
        counted_after=add_months(listing.since, -rules.within_months),
    )


def _counted(no_shows: Iterable[NoShow], rules: BlacklistRules) -> Sequence[NoShow]:
    """In order of time, one per day and group where the hall counts so (requirements A2b)."""
    kept: list[NoShow] = []
    seen: set[tuple[date, str]] = set()
    for miss in sorted(no_shows):
        key = (miss.on, miss.group)
        if rules.one_per_day and miss.group and key in seen:
            continue
        seen.add(key)
        kept.append(miss)
    return kept
