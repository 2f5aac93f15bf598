"""Every lawful "no" of booking and queue, each with its code and the rule it rests on (BK-03 … BK-15)."""

from shared.refusals import Refusal


class Past(Refusal):
    code = "past"


class SlotClosed(Refusal):
    code = "slot_closed"
    status = 409


class NotOnOutOfHoursList(Refusal):
    code = "not_on_out_of_hours_list"
    rule = "BK-07"


class LeadTime(Refusal):
    code = "lead_time"
    rule = "BK-09"


class BeyondHorizon(Refusal):
    code = "beyond_horizon"


class TooSoon(Refusal):
    code = "too_soon"


class ReasonRequired(Refusal):
    code = "reason_required"
    rule = "BK-08"


class Blacklisted(Refusal):
    code = "blacklisted"
    rule = "BK-15"


class Overlapping(Refusal):
    code = "overlapping"
    status = 409


class SlotFull(Refusal):
    code = "slot_full"
    status = 409


class AppointmentMoved(Refusal):
    """The appointment is in another state than the move needs, or this mover may not make it."""

    code = "appointment_moved"
    status = 409


class AppointmentReasonRequired(Refusal):
    """Declining, calling off and voiding are explained to the applicant, so they need a reason."""

    code = "move_reason_required"


class TooLateToCancel(Refusal):
    code = "too_late_to_cancel"
    rule = "BK-12"
    status = 409


class TooLateToReschedule(Refusal):
    code = "too_late_to_reschedule"
    rule = "BK-12"
    status = 409


class TooEarlyToCheckIn(Refusal):
    code = "too_early_to_check_in"
    rule = "BK-02"
    status = 409


class CheckInOtherDay(Refusal):
    code = "check_in_other_day"
    rule = "BK-02"
    status = 409


class CheckInOtherHall(Refusal):
    code = "check_in_other_hall"
    rule = "BK-02"
    status = 409


class TooLateToCheckIn(Refusal):
    code = "too_late_to_check_in"
    rule = "BK-02"
    status = 409


class TicketMoved(Refusal):
    """The ticket is in another state than the move needs, or this mover may not make it."""

    code = "ticket_moved"
    status = 409


class PassedTooOften(Refusal):
    code = "passed_too_often"
    status = 409


class PassedTooLong(Refusal):
    code = "passed_too_long"
    status = 409


class NotATicketNumber(Refusal):
    code = "not_a_ticket_number"


class BookingOnly(Refusal):
    """Walk-in is closed by an emergency order with reason, start, end and who ordered (BK-03's only exception)."""

    code = "booking_only"
    rule = "BK-03"
    status = 409
