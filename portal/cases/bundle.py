"""A 一件事 in progress: sent to all at once, reviewed side by side, issued together (RV-06, RV-07, RV-08, RV-09)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from portal.cases import refusals as no
from portal.cases.states import ENDED, State
from portal.catalog.packages import Package
from portal.roles import Role
from shared.refusals import Term


class BundleState(StrEnum):
    """Where a bundle stands; each member case has its own state beside it."""

    COLLECTING = "collecting"
    DISTRIBUTED = "distributed"
    PARALLEL_REVIEW = "parallel_review"
    ALL_DECIDED = "all_decided"
    ISSUED_TOGETHER = "issued_together"


BUNDLE_NAMES: Mapping[BundleState, tuple[str, str]] = {
    BundleState.COLLECTING: ("收件中", "Collecting"),
    BundleState.DISTRIBUTED: ("已分发各部门", "Sent to all departments"),
    BundleState.PARALLEL_REVIEW: ("并联审批中", "Reviewed side by side"),
    BundleState.ALL_DECIDED: ("全部办结", "All decided"),
    BundleState.ISSUED_TOGETHER: ("已统一出件", "Issued together"),
}
GRANTED = frozenset(
    {
        State.DECIDED_GRANT,
        State.CERTIFICATE_MADE,
        State.HANDED_OVER,
        State.NOTIFIED,
        State.MAILED,
        State.RETURNED_BY_POST,
        State.READY_FOR_PICKUP,
        State.KIOSK_PRINTABLE,
        State.REMOTE_PRINT_QUEUED,
        State.DELIVERED,
        State.ARCHIVED,
    }
)
CLOSED = ENDED | GRANTED | {State.DECIDED_REFUSE}
BEGUN = frozenset(
    {State.ACCEPTED, State.ACCEPTED_TOLERANT, State.IN_REVIEW, State.WAITING_PREREQUISITE, State.SUSPENDED}
)
ON_PAPER = frozenset({State.CERTIFICATE_MADE, State.DECIDED_REFUSE, State.HANDED_OVER}) | ENDED
LEADERS = frozenset({Role.LEAD_DEPARTMENT, Role.WINDOW_CLERK, Role.ISSUING_CLERK})


@dataclass(frozen=True)
class Bundle:
    """A package applied for: each member item's case by its state; `issued` once the results went out together."""

    package: Package
    states: Mapping[str, State]
    issued: bool = False

    @property
    def state(self) -> BundleState:
        """Derived from the members, so that it can never disagree with them (RV-07)."""
        states = [self.states.get(item, State.DRAFT) for item in self.package.items]
        if self.issued:
            return BundleState.ISSUED_TOGETHER
        if any(
            state in (State.DRAFT, State.INTAKE_CHECKING, State.VIDEO_ASSIST, State.INTAKE_REFUSED) for state in states
        ):
            return BundleState.COLLECTING
        if all(state in CLOSED for state in states):
            return BundleState.ALL_DECIDED
        return (
            BundleState.PARALLEL_REVIEW if any(state in BEGUN | CLOSED for state in states) else BundleState.DISTRIBUTED
        )

    @property
    def granted(self) -> tuple[str, ...]:
        return tuple(item for item in self.package.items if self.states.get(item) in GRANTED)

    def waits_for(self, item: str) -> tuple[str, ...]:
        """Members whose result this item's decision still waits for; its review may go on meanwhile (RV-08)."""
        member = next(one for one in self.package.members if one.item == item)
        return tuple(earlier for earlier in member.after if self.states.get(earlier) not in CLOSED)

    def blocked_by(self, item: str) -> tuple[str, ...]:
        """Members without whose refused or withdrawn result this item cannot be granted."""
        member = next(one for one in self.package.members if one.item == item)
        lost = CLOSED - GRANTED
        return tuple(earlier for earlier in member.after if self.states.get(earlier) in lost)


def check_distribution(bundle: Bundle, to: Collection[str]) -> None:
    """Electronic and paper go to every department in one step, or to none (RV-06)."""
    left_out = [item for item in bundle.package.items if item not in to]
    if left_out:
        raise no.NotAllAtOnce(count=len(left_out))


def check_issue(bundle: Bundle, roles: Collection[Role]) -> tuple[str, ...]:
    """The granted members to hand out in one go; what was refused is told with it, and holds nothing back (RV-09)."""
    if LEADERS.isdisjoint(roles):
        raise no.NotYourMove(to=Term(BUNDLE_NAMES[BundleState.ISSUED_TOGETHER][0]))
    waiting = [item for item in bundle.package.items if bundle.states.get(item) not in ON_PAPER]
    if waiting:
        raise no.NotAllDecided(count=len(waiting))
    return bundle.granted
