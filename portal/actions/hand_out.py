"""From the decision to the hand: certificate, handover with two signatures, delivery (DL-01 … DL-09)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from portal.actions.case_step import Step, take
from portal.cases.flow import Circumstances
from portal.cases.needs import Facts
from portal.cases.states import State
from portal.catalog.item import DeliveryWay
from portal.hub import Deed, Hub, TextMessage
from portal.people import SYSTEM, Actor
from portal.store.cases import Case
from portal.store.certificates import Certificate
from portal.store.unit import Unit

By = tuple[Actor, datetime]


@dataclass(frozen=True)
class Made:
    """What a certificate is made of: its number, face and paper."""

    id: str
    identifier: str
    serial: str
    title: str
    face: dict[str, Any]
    document: str
    printable: bool
    valid_until: date | None = None


def make_certificate(unit: Unit, hub: Hub, case: Case, made: Made, by: By) -> Case:
    """The certificate exists and can be checked (T23); for a result delivered electronically this is the hand-over."""
    actor, now = by
    electronic = case.delivery == DeliveryWay.KIOSK.value
    step = Step(
        State.CERTIFICATE_MADE,
        remember={"certificate": made.id},
        circumstances=Circumstances(electronic=electronic),
    )
    after = take(unit, hub, case, step, by)
    unit.certificates.add(
        Certificate(
            id=made.id,
            case_id=case.id,
            identifier=made.identifier,
            serial=made.serial,
            title=made.title,
            id_blind=case.id_blind,
            face=made.face,
            document=made.document,
            state="valid",
            issued_at=now,
            valid_until=made.valid_until,
            printable=made.printable,
        )
    )
    hub.record(unit, actor, Deed("certificate.made", f"certificate:{made.id}", now, {"case": case.number}, case.hall))
    return after


def choose_way(unit: Unit, hub: Hub, case: Case, way: DeliveryWay, by: By) -> Case:
    """The applicant chooses how the result comes (DL-07); changeable until it is on its way."""
    unit.cases.change(case, {"delivery": way.value})
    deed = Deed("case.delivery_chosen", f"case:{case.number}", by[1], {"way": way.value}, case.hall)
    hub.record(unit, by[0], deed)
    found = unit.cases.by_id(case.id)
    return found or case


def offer_at_kiosk(unit: Unit, hub: Hub, case: Case, printable: bool, by: By) -> Case:
    """Ready to be printed at any kiosk by the applicant (T26c)."""
    facts = Facts(way=DeliveryWay(case.delivery), printable=printable)
    after = take(unit, hub, case, Step(State.KIOSK_PRINTABLE, facts), by)
    _tell(unit, hub, after, "已办好，可凭身份证在自助终端打印", by[1])
    return after


def hand_over(unit: Unit, hub: Hub, case: Case, signed: tuple[str, str], by: By) -> Case:
    """Department and issuing window sign together (T24, DL-01): (department's name, issuer's name)."""
    facts = Facts(signed_by_department=signed[0], signed_by_issuer=signed[1])
    remember = {"signed": list(signed)}
    return take(unit, hub, case, Step(State.HANDED_OVER, facts, remember=remember), by)


def notify(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """The applicant is told that the result is there (T25), and a window way is then ready for pick-up (T26a)."""
    after = take(unit, hub, case, Step(State.NOTIFIED), by)
    if DeliveryWay(case.delivery) in PICKUP:
        after = take(unit, hub, after, Step(State.READY_FOR_PICKUP, Facts(way=DeliveryWay(case.delivery))), by)
    _tell(unit, hub, after, "已办结，请凭身份证到发证窗口领取", by[1])
    return after


PICKUP = frozenset({DeliveryWay.APPLICATION_WINDOW, DeliveryWay.COMPETENT_WINDOW})


def mail(unit: Unit, hub: Hub, case: Case, tracking: str, by: By) -> Case:
    """Given to the post with its tracking number (T26b, DL-05)."""
    facts = Facts(way=DeliveryWay(case.delivery), tracking=tracking)
    return take(unit, hub, case, Step(State.MAILED, facts, remember={"tracking": tracking}), by)


def deliver(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """Handed to the applicant after the identity check; registered and fed back (T26, T27, DL-06)."""
    actor, now = by
    facts = Facts(identity_checked=True)
    after = take(unit, hub, case, Step(State.DELIVERED, facts, remember={"delivered_by": actor.label}), by)
    hub.record(unit, actor, Deed("case.delivered", f"case:{case.number}", now, {"way": case.delivery}, case.hall))
    return after


def delivered_at_kiosk(unit: Unit, hub: Hub, case: Case, now: datetime) -> Case:
    """The kiosk's laser confirmed the sheet, and the person there was identified (T26c)."""
    return deliver(unit, hub, case, (SYSTEM, now))


def _tell(unit: Unit, hub: Hub, case: Case, what: str, now: datetime) -> None:
    body = f"您的办件{case.number}{what}。咨询12345。"
    hub.text_message(unit, TextMessage("case.result", body, phone_sealed=case.phone_sealed), now)
