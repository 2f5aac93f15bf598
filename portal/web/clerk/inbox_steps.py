"""The steps a department takes from its inbox, each with what its form asks for and the paper that follows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.actions import case_papers, hand_out, issue_certificate, review
from portal.case_terms import checklist, terms
from portal.cases.materials import NoticeLine
from portal.cases.needs import Stop
from portal.cases.refusals import StopUnnamed
from portal.cases.states import State
from portal.catalog.item import DeliveryWay, HandlingKind
from portal.hub import Hub
from portal.people import Actor
from portal.store.cases import Case
from portal.store.unit import Unit

By = tuple[Actor, datetime]
Form = Mapping[str, str]
Work = Callable[[Unit, Hub, Case, Form, By], Case]
S = State


def _(text: str) -> str:
    """Marks a text for the English catalogue; it is said by a Speaker later."""
    return text


@dataclass(frozen=True)
class Step:
    """One button of the inbox: its words, from which states, what it does, and whether it asks something first."""

    name: str
    label: str
    states: tuple[State, ...]
    work: Work
    asks: bool = False
    kind: str = "secondary"
    drawing: str = ""


def _sign(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    return review.sign_for(unit, hub, case, by)


def _accept(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    signed = case if case.state is S.SIGNED_FOR else review.sign_for(unit, hub, case, by)
    after = review.accept(unit, hub, signed, by)
    case_papers.paper(unit, hub, after, "n8", by)
    return after


def _supplement(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    """Only lines of the published list can be asked for, each with what is wrong, the way to mend it and the basis."""
    lines = []
    for line in checklist(unit, case).lines:
        if form.get(f"ask-{line.no}"):
            said = {name: form.get(f"{name}-{line.no}", "").strip() for name in ("problem", "remedy", "basis")}
            basis = said["basis"] or line.needed.material.basis
            lines.append(NoticeLine(line.no, line.needed.material.name, said["problem"], said["remedy"], basis))
    after = review.ask_supplement(unit, hub, case, (lines, form.get("second_reason", "")), by)
    case_papers.paper(unit, hub, after, "n7", by)
    return after


def _not_accept(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    after = review.not_accept(unit, hub, case, _why(form), by)
    case_papers.paper(unit, hub, after, "n9", by)
    return after


def _begin(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    return review.begin_review(unit, hub, case, by)


def _suspend(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    days = form.get("days", "")
    if not days.isdecimal():
        raise StopUnnamed(field="days")
    stop = Stop(form.get("reason", ""), form.get("basis", ""), int(days))
    after = review.suspend(unit, hub, case, stop, by)
    case_papers.paper(unit, hub, after, "n11", by)
    return after


def _resume(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    return review.resume(unit, hub, case, by)


def _grant(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    """Decided, the certificate made, and offered at the kiosks when that is the way and its paper allows it."""
    granted = review.grant(unit, hub, case, by, on_the_spot=case.state is S.ACCEPTED)
    case_papers.paper(unit, hub, granted, "n11", by)
    return _make(unit, hub, granted, form, by)


def _make(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    made = issue_certificate.issue(unit, hub, case, by)
    certificate = unit.certificates.of_case(made.id)
    if made.delivery == DeliveryWay.KIOSK.value and certificate is not None and certificate.printable:
        return hand_out.offer_at_kiosk(unit, hub, made, True, by)
    return made


def _refuse(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    after = review.refuse(unit, hub, case, _why(form), by)
    case_papers.paper(unit, hub, after, "n12", by)
    return after


def _forward(unit: Unit, hub: Hub, case: Case, form: Form, by: By) -> Case:
    return review.forward(unit, hub, case, (form.get("department", ""), form.get("reason", "")), by)


def _why(form: Form) -> tuple[str, str]:
    return form.get("reason", ""), form.get("statute", "")


NEW = (S.RECEIVED, S.SUPPLEMENTED)
PENDING = (S.RECEIVED, S.SIGNED_FOR)
STEPS = (
    Step("accept", _("签收并受理"), NEW, _accept, kind="primary", drawing="file-check"),
    Step("accept", _("予以受理"), (S.SIGNED_FOR,), _accept, kind="primary", drawing="file-check"),
    Step("sign", _("只签收"), NEW, _sign),
    Step("begin", _("开始审查"), (S.ACCEPTED, S.ACCEPTED_TOLERANT), _begin, kind="primary", drawing="search"),
    Step("resume", _("恢复计时"), (S.SUSPENDED,), _resume, kind="primary", drawing="play"),
    Step("grant", _("准予并制证"), (S.IN_REVIEW,), _grant, kind="primary", drawing="check"),
    Step("grant", _("当场准予"), (S.ACCEPTED,), _grant, drawing="check"),
    Step("make", _("制证"), (S.DECIDED_GRANT,), _make, kind="primary", drawing="file-check"),
    Step("supplement", _("一次告知补正"), PENDING, _supplement, asks=True),
    Step("suspend", _("暂停计时"), (S.SIGNED_FOR, S.ACCEPTED, S.IN_REVIEW), _suspend, asks=True, drawing="pause"),
    Step("forward", _("转办"), PENDING, _forward, asks=True),
    Step("not_accept", _("决定不予受理"), PENDING, _not_accept, asks=True, kind="danger"),
    Step("refuse", _("决定不予许可"), (S.IN_REVIEW,), _refuse, asks=True, kind="danger"),
)


def steps_for(unit: Unit, case: Case) -> list[Step]:
    """The buttons of a case as it stands; only what is done on the spot may be granted without a review."""
    quick = terms(unit, case).item.kind is HandlingKind.ON_THE_SPOT
    found = [step for step in STEPS if case.state in step.states]
    return [step for step in found if quick or not (step.name == "grant" and case.state is S.ACCEPTED)]


def step_named(name: str, state: State) -> Step | None:
    """The step of this name, first one that starts from this state; any of that name when none does."""
    named = [step for step in STEPS if step.name == name]
    return next((step for step in named if state in step.states), named[0] if named else None)
