"""Walk-in service is always open; only an emergency order can make a hall booking-only for a time (BK-03, BK-16)."""

from dataclasses import dataclass
from datetime import datetime

from booking.refusals import BookingOnly


@dataclass(frozen=True)
class BookingOnlyOrder:
    """Epidemic control and the like: why, from when to when, and who ordered it. There is none without an end."""

    reason: str
    start: datetime
    end: datetime
    ordered_by: str

    def __post_init__(self) -> None:
        if not (self.reason.strip() and self.ordered_by.strip()) or self.start >= self.end:
            raise ValueError("a booking-only order names its reason, who ordered it, and ends after it starts")

    def holds(self, now: datetime) -> bool:
        return self.start <= now < self.end


def check_walk_in(now: datetime, orders: tuple[BookingOnlyOrder, ...] = ()) -> None:
    """A ticket without a booking needs no identity, phone or account; it is refused only while an order holds."""
    for order in orders:
        if order.holds(now):
            raise BookingOnly(reason=order.reason, until=order.end)
