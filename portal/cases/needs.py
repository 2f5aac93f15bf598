"""What must be true before a move, one small function per need, each with its own refusal (§6.2).

No refusal of intake without a statute (CS-08), no second supplement without a reason (CS-15), no act of a window that
is not authorised (WD-08) or that skips the identity (WD-13), no decision by who accepted (WD-02), none at once but for
items done on the spot (RV-03, CS-18), none before the earlier step's result (RV-08).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.cases import refusals as no
from portal.cases.moves import Move, Need
from portal.cases.states import State
from portal.catalog.item import DeliveryWay

# 行政许可法 45, and 公示 from the annex: time that is not counted.
STOP_REASONS = (
    "publicity",
    "hearing",
    "tender",
    "auction",
    "inspection",
    "testing",
    "quarantine",
    "appraisal",
    "expert_review",
)
PICKUP_WAYS = (DeliveryWay.APPLICATION_WINDOW, DeliveryWay.COMPETENT_WINDOW)


@dataclass(frozen=True)
class Stop:
    """Why a clock stops, on what basis, and for how many working days, told in writing."""

    reason: str
    basis: str
    days: int


@dataclass(frozen=True)
class Facts:
    """What is known about a case and its actor when a move is asked for; the action fills in what the move needs."""

    actor: str = ""
    actor_department: str = ""
    department: str = ""
    by_system: bool = False
    seen: State | None = None
    took_in_by: str = ""
    accepted_by: str = ""
    authorised: bool = False
    unchecked: int = 0
    missing: int = 0
    told: int = 0
    told_with_basis: bool = True
    supplements_sent: int = 0
    second_reason: str = ""
    statute: str = ""
    reason: str = ""
    remedies: bool = False
    tolerable: bool = False
    promise_due: date | None = None
    stop: Stop | None = None
    origin: State | None = None
    other_department: str = ""
    on_the_spot: bool = False
    prerequisite_open: bool = False
    signed_by_department: str = ""
    signed_by_issuer: str = ""
    identity_checked: bool = False
    tracking: str = ""
    way: DeliveryWay | None = None
    printable: bool = False
    deemed: bool = False


def check_needs(move: Move, facts: Facts, as_department: bool) -> None:
    """Raises the first need that is not met, in the order of the table."""
    for need in move.needs:
        if need is Need.OWN_DEPARTMENT and not (as_department and not facts.by_system):
            continue
        if need is Need.AUTHORISED and (as_department or facts.by_system):
            continue
        CHECKS[need](move, facts)


def _own_department(move: Move, facts: Facts) -> None:
    if not facts.actor_department or facts.actor_department != facts.department:
        raise no.NotYourDepartment(department=facts.department)


def _authorised(move: Move, facts: Facts) -> None:
    if not facts.authorised:
        raise no.NotAuthorised


def _materials_checked(move: Move, facts: Facts) -> None:
    if facts.unchecked:
        raise no.MaterialsUnchecked(count=facts.unchecked)
    if facts.missing and not facts.tolerable:
        raise no.MaterialsMissing(count=facts.missing)


def _told_everything(move: Move, facts: Facts) -> None:
    if facts.told == 0:
        raise no.NothingMissing
    if not facts.told_with_basis:
        raise no.MissingBasis


def _once(move: Move, facts: Facts) -> None:
    if facts.supplements_sent and not facts.second_reason.strip():
        raise no.SecondSupplementNeedsReason(sent=facts.supplements_sent)


def _statute(move: Move, facts: Facts) -> None:
    if not facts.statute.strip():
        raise no.MissingStatute


def _reason(move: Move, facts: Facts) -> None:
    if not facts.reason.strip():
        raise no.MissingReason


def _remedies(move: Move, facts: Facts) -> None:
    if not facts.remedies:
        raise no.MissingRemedies


def _promise(move: Move, facts: Facts) -> None:
    if facts.missing == 0:
        raise no.NothingMissing
    if not facts.tolerable:
        raise no.NotTolerable
    if facts.promise_due is None:
        raise no.MissingPromise


def _stop_named(move: Move, facts: Facts) -> None:
    stop = facts.stop
    if stop is None or stop.reason not in STOP_REASONS or not stop.basis.strip() or stop.days < 1:
        raise no.StopUnnamed


def _origin(move: Move, facts: Facts) -> None:
    """Back to where it came from: a suspended case to its place, a supplemented one to pre-check or department."""
    if move.start is State.SUSPENDED:
        right = facts.origin is move.end
    else:
        right = (facts.origin is State.PRE_CHECK) == (move.end is State.PRE_CHECK)
    if not right:
        raise no.NotThisWay


def _other_department(move: Move, facts: Facts) -> None:
    if not facts.other_department or facts.other_department == facts.department:
        raise no.SameDepartment


def _on_the_spot(move: Move, facts: Facts) -> None:
    if not facts.on_the_spot:
        raise no.NotOnTheSpot


def _prerequisite_closed(move: Move, facts: Facts) -> None:
    if facts.prerequisite_open:
        raise no.PrerequisiteOpen


def _missing_supplied(move: Move, facts: Facts) -> None:
    if facts.missing:
        raise no.PapersToFollow(count=facts.missing)


def _separation(move: Move, facts: Facts) -> None:
    if facts.actor and facts.actor in (facts.took_in_by, facts.accepted_by):
        raise no.SeparationOfDuties


def _both_signatures(move: Move, facts: Facts) -> None:
    signed = {facts.signed_by_department, facts.signed_by_issuer}
    if "" in signed or len(signed) == 1:
        raise no.SignaturesMissing


def _identity(move: Move, facts: Facts) -> None:
    if not facts.identity_checked:
        raise no.IdentityUnchecked


def _tracking(move: Move, facts: Facts) -> None:
    if not facts.tracking.strip():
        raise no.TrackingMissing


def _way_pickup(move: Move, facts: Facts) -> None:
    if facts.way not in PICKUP_WAYS:
        raise no.WrongWay


def _way_mail(move: Move, facts: Facts) -> None:
    if facts.way is not DeliveryWay.MAIL:
        raise no.WrongWay


def _way_kiosk(move: Move, facts: Facts) -> None:
    if facts.way is not DeliveryWay.KIOSK or not facts.printable:
        raise no.WrongWay


def _deemed(move: Move, facts: Facts) -> None:
    if facts.by_system and not facts.deemed:
        raise no.NotDeemed


Check = Callable[[Move, Facts], None]
CHECKS: dict[Need, Check] = {
    Need.OWN_DEPARTMENT: _own_department,
    Need.AUTHORISED: _authorised,
    Need.MATERIALS_CHECKED: _materials_checked,
    Need.TOLD_EVERYTHING: _told_everything,
    Need.ONCE: _once,
    Need.STATUTE: _statute,
    Need.REASON: _reason,
    Need.REMEDIES: _remedies,
    Need.PROMISE: _promise,
    Need.STOP_NAMED: _stop_named,
    Need.ORIGIN: _origin,
    Need.OTHER_DEPARTMENT: _other_department,
    Need.ON_THE_SPOT: _on_the_spot,
    Need.PREREQUISITE_CLOSED: _prerequisite_closed,
    Need.MISSING_SUPPLIED: _missing_supplied,
    Need.SEPARATION: _separation,
    Need.BOTH_SIGNATURES: _both_signatures,
    Need.IDENTITY: _identity,
    Need.TRACKING: _tracking,
    Need.WAY_PICKUP: _way_pickup,
    Need.WAY_MAIL: _way_mail,
    Need.WAY_KIOSK: _way_kiosk,
    Need.DEEMED: _deemed,
}
