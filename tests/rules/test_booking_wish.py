"""Which refusal a wish hears first, and what a list of slots says of each slot (BK-07, BK-08, BK-15)."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from booking import refusals
from booking.appointment import State
from booking.blacklist import Listing
from booking.hours import instant
from booking.slots import Slot, SlotKind
from booking.window import BookingRules, Wish, bookable_reason, check_wish
from shared.refusals import Refusal
from tests.rules.booking_builders import MONDAY, YEARS, a_slot, an_evening, at, evening_wish

RULES = BookingRules()
NOON = at(MONDAY, 12)
BARRED = Listing(date(2026, 11, 1), date(2027, 11, 1), ())

# --- the order of refusals (product §4) ---

FULL = {"taken": 5}


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        pytest.param(
            evening_wish(date(2026, 11, 22), listed=False, reason="", listing=BARRED), refusals.Past, id="past first"
        ),
        pytest.param(Wish(an_evening(MONDAY, closed=True, **FULL)), refusals.SlotClosed, id="then closed"),
        pytest.param(
            evening_wish(date(2026, 12, 20), listed=False, reason="", listing=BARRED),
            refusals.NotOnOutOfHoursList,
            id="then the list",
        ),
        pytest.param(
            evening_wish(date(2026, 12, 20), reason="", listing=BARRED), refusals.LeadTime, id="then the lead time"
        ),
        pytest.param(
            evening_wish(date(2026, 11, 25), reason=" \u3000", listing=BARRED),
            refusals.ReasonRequired,
            id="then reason",
        ),
        pytest.param(
            Wish(an_evening(date(2026, 11, 25), **FULL), True, "急", BARRED), refusals.Blacklisted, id="then blacklist"
        ),
        pytest.param(
            Wish(a_slot(hour=15, **FULL), held=((at(MONDAY, 15), at(MONDAY, 16)),)),
            refusals.Overlapping,
            id="then the own other booking",
        ),
        pytest.param(Wish(a_slot(hour=15, **FULL)), refusals.SlotFull, id="full last"),
    ],
)
def test_a_wish_with_several_faults_hears_the_first_in_order(wish: Wish, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        check_wish(wish, NOON, YEARS, RULES)
    assert type(refused.value) is refusal
    expected = {"reason_required": "reason", "blacklisted": ""}.get(refusal.code, "slot")
    assert refused.value.field == expected


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        pytest.param(Wish(a_slot(hour=12)), refusals.Past, id="past"),
        pytest.param(Wish(a_slot(hour=15, closed=True)), refusals.SlotClosed, id="closed"),
        pytest.param(Wish(an_evening(date(2026, 11, 25))), refusals.NotOnOutOfHoursList, id="not on the list"),
        pytest.param(Wish(a_slot(hour=15, taken=5)), refusals.SlotFull, id="full"),
    ],
)
def test_a_refusal_names_the_time_it_speaks_of(wish: Wish, refusal: type[Refusal]) -> None:
    with pytest.raises(refusal) as refused:
        check_wish(wish, NOON, YEARS, RULES)
    assert refused.value.values == {"start": wish.slot.start}


@pytest.mark.parametrize(
    ("refusal", "status", "rule"),
    [
        (refusals.Past, 422, ""),
        (refusals.NotOnOutOfHoursList, 422, "BK-07"),
        (refusals.LeadTime, 422, "BK-09"),
        (refusals.ReasonRequired, 422, "BK-08"),
        (refusals.Blacklisted, 422, "BK-15"),
        (refusals.SlotFull, 409, ""),
        (refusals.Overlapping, 409, ""),
    ],
)
def test_the_published_status_and_rule_of_each_refusal(refusal: type[Refusal], status: int, rule: str) -> None:
    assert (refusal.status, refusal.rule) == (status, rule)


def test_a_refusal_about_the_slot_points_at_the_slot() -> None:
    with pytest.raises(refusals.SlotFull) as full:
        check_wish(Wish(a_slot(hour=15, taken=5)), NOON, YEARS, RULES)
    with pytest.raises(refusals.ReasonRequired) as unreasoned:
        check_wish(evening_wish(date(2026, 11, 25), reason=""), NOON, YEARS, RULES)
    assert (full.value.field, full.value.values) == ("slot", {"start": at(MONDAY, 15)})
    assert (unreasoned.value.field, unreasoned.value.values) == ("reason", {})


def test_BK_11_only_an_in_hours_wish_is_confirmed_at_once() -> None:
    assert check_wish(Wish(a_slot(hour=15)), NOON, YEARS, RULES) is State.CONFIRMED
    assert check_wish(evening_wish(date(2026, 11, 25)), NOON, YEARS, RULES) is State.REQUESTED


def test_BK_15_the_refusal_says_until_when_and_from_when_again() -> None:
    with pytest.raises(refusals.Blacklisted) as refused:
        check_wish(Wish(a_slot(hour=15), listing=BARRED), NOON, YEARS, RULES)
    assert refused.value.values == {
        "since": date(2026, 11, 1),
        "until": date(2027, 11, 1),
        "again": date(2027, 11, 2),
    }


def test_BK_06_booking_works_at_any_hour() -> None:
    for hour in range(24):
        moment = instant(date(2026, 11, 24), time(hour))
        assert check_wish(Wish(a_slot(date(2026, 11, 26))), moment, YEARS, RULES) is State.CONFIRMED


@pytest.mark.parametrize(
    ("held", "free"),
    [
        pytest.param((10, 0, 10, 30), False, id="same slot"),
        pytest.param((9, 30, 10, 1), False, id="ends a minute into it"),
        pytest.param((10, 29, 11, 0), False, id="starts a minute before its end"),
        pytest.param((9, 30, 10, 0), True, id="just before"),
        pytest.param((10, 30, 11, 0), True, id="just after"),
    ],
)
def test_overlapping_means_the_same_time_and_nothing_else(held: tuple[int, int, int, int], free: bool) -> None:
    own = ((at(MONDAY, held[0], held[1]), at(MONDAY, held[2], held[3])),)
    wish = Wish(a_slot(), held=own)
    if free:
        assert check_wish(wish, at(MONDAY, 9), YEARS, RULES) is State.CONFIRMED
    else:
        with pytest.raises(refusals.Overlapping) as refused:
            check_wish(wish, at(MONDAY, 9), YEARS, RULES)
        assert (refused.value.field, refused.value.values) == ("slot", {"start": at(MONDAY, 10)})


# --- the reason shown in a list of slots ---


@pytest.mark.parametrize(
    ("slot", "reason"),
    [
        pytest.param(a_slot(hour=15), None, id="free"),
        pytest.param(a_slot(hour=15, taken=4), None, id="one place left"),
        pytest.param(a_slot(hour=15, taken=5), "full", id="full"),
        pytest.param(a_slot(hour=15, taken=6), "full", id="more taken than there is after the hall lowered it"),
        pytest.param(a_slot(hour=15, closed=True, taken=5), "closed", id="closed says more than full"),
        pytest.param(a_slot(hour=12), "closed", id="starting now"),
        pytest.param(a_slot(date(2026, 12, 8)), "lead_time", id="not open yet"),
        pytest.param(an_evening(date(2026, 11, 24)), None, id="tomorrow evening"),
        pytest.param(an_evening(MONDAY), "lead_time", id="this evening"),
        pytest.param(an_evening(MONDAY, taken=5), "lead_time", id="this evening, full"),
        pytest.param(an_evening(date(2026, 11, 25), provisional=True), "closed", id="provisional evening"),
        pytest.param(a_slot(hour=15, provisional=True), None, id="provisional but ordinary"),
    ],
)
def test_the_reason_a_slot_cannot_be_booked(slot: Slot, reason: str | None) -> None:
    assert bookable_reason(slot, NOON, YEARS, RULES) == reason


@given(
    ahead=st.integers(-2, 40),
    hour=st.sampled_from([9, 12, 18]),
    taken=st.integers(0, 6),
    closed=st.booleans(),
    kind=st.sampled_from(SlotKind),
)
def test_a_listed_wish_with_a_reason_is_granted_exactly_where_the_list_says_bookable(
    ahead: int, hour: int, taken: int, closed: bool, kind: SlotKind
) -> None:
    slot = a_slot(MONDAY + timedelta(days=ahead), hour, kind, taken=taken, closed=closed)
    try:
        granted = check_wish(Wish(slot, True, "急"), NOON, YEARS, RULES) is not None
    except Refusal:
        granted = False
    assert granted == (bookable_reason(slot, NOON, YEARS, RULES) is None)
