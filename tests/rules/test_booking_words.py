"""The words that are stored and sent over HTTP, and what holds where a hall sets nothing: neither may change unseen."""

from booking.appointment import Arrival, CheckInRules, Mover, State
from booking.blacklist import BlacklistRules
from booking.no_show import Outcome
from booking.order import Priority, QueueRules, RankReason, TicketKind
from booking.place import Why
from booking.slots import Slot, SlotKind
from booking.tickets import PassRules, TicketMover, TicketState
from tests.rules.booking_builders import MONDAY, at


def words(*kinds: type) -> str:
    return " | ".join(" ".join(kind) for kind in kinds)  # type: ignore[arg-type]


def test_the_words_of_an_appointment() -> None:
    assert words(State, Mover, Arrival) == (
        "requested consulting confirmed declined expired cancelled late_cancelled called_off checked_in served left"
        " no_show voided"
        " | applicant booking_clerk window_clerk guide hall_manager system"
        " | early on_time late"
    )


def test_the_words_of_a_no_show() -> None:
    assert words(Outcome) == "missed not_yet not_confirmed came took_a_ticket hall_closed hall_fault"


def test_the_words_of_a_ticket() -> None:
    assert words(TicketState, TicketMover) == (
        "waiting called serving held passed returned done left | visitor guide window_clerk hall_manager system"
    )


def test_the_words_of_a_place_in_line() -> None:
    assert words(TicketKind, Priority, RankReason, SlotKind) == (
        "walk_in booked | elderly disabled pregnant military child ill | arrived booked priority returned"
        " | in_hours out_of_hours"
    )


def test_the_words_of_an_explanation() -> None:
    assert words(Why) == (
        "next came_earlier priority_ahead booked_ahead returned_ahead you_have_priority"
        " you_are_booked you_returned bound"
    )


def test_BK_14_BK_15_what_holds_where_the_hall_sets_nothing() -> None:
    assert BlacklistRules(3, 6, 12, True) == BlacklistRules()
    assert CheckInRules(30, 15, False, True) == CheckInRules()


def test_GD_04_what_holds_in_the_queue_where_the_hall_sets_nothing() -> None:
    assert QueueRules(15, 15, 15, 0) == QueueRules()
    assert PassRules(3, 2, 60) == PassRules()


def test_a_new_slot_is_empty_open_and_certain() -> None:
    slot = Slot("one", at(MONDAY, 9), at(MONDAY, 10), SlotKind.IN_HOURS, 5)
    assert (slot.taken, slot.closed, slot.provisional) == (0, False, False)
