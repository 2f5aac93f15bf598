"""How often a paper may be printed and which number the next copy bears (DL-07; a later copy is 补打 第 n 次)."""

from __future__ import annotations

from dataclasses import dataclass

from printers.hub import MAY_BE_ON_PAPER, WAITING, WORKING, Job, JobState
from printers.refused import CopiesUsedUp, OutcomeUnknown, ReprintNeedsReason, ReprintNeedsSecond, StillPrinting


@dataclass(frozen=True)
class Wish:
    """A wish for one more sheet: why, who asks, and for secure paper the second person who agrees."""

    reason: str = ""
    asked_by: str = ""
    approved_by: str = ""


def next_copy(earlier: list[Job]) -> int:
    """1 is the first sheet; what is known not to have reached paper used no number."""
    used = [job.copy for job in earlier if job.state in MAY_BE_ON_PAPER or job.evidence.get("verdict") == "spoiled"]
    return max(used, default=0) + 1


def mark_number(copy: int) -> int:
    """The n of 补打 第 n 次 for a sheet's copy number: the first sheet bears no mark."""
    return copy - 1


def copies_left(earlier: list[Job], free: int) -> int:
    """How many sheets a person may still print alone."""
    return max(free - sum(job.state in MAY_BE_ON_PAPER | WAITING | WORKING for job in earlier), 0)


def check_own_print(earlier: list[Job], free: int) -> None:
    """A person at a kiosk: inside the free number, and never while an earlier sheet is under way or of unknown fate."""
    _check_settled(earlier)
    if copies_left(earlier, free) == 0:
        raise CopiesUsedUp(free=free)


def check_reprint(earlier: list[Job], secure: bool, wish: Wish) -> None:
    """A member of staff prints again: with a reason, and secure paper only with a second person's word."""
    _check_settled(earlier)
    if not wish.reason.strip():
        raise ReprintNeedsReason(field="reason")
    if secure and next_copy(earlier) > 1 and wish.approved_by in ("", wish.asked_by):
        raise ReprintNeedsSecond(field="approved_by")


def _check_settled(earlier: list[Job]) -> None:
    if any(job.state is JobState.UNKNOWN and job.secure for job in earlier):
        raise OutcomeUnknown
    if any(job.state in WORKING | {JobState.QUEUED} and job.secure for job in earlier):
        raise StillPrinting
