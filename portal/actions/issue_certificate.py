"""Makes the certificate of a granted case: its identifier, its face, its paper N13 (T23, DL-11, RV-05)."""

from dataclasses import replace
from datetime import datetime

from portal.actions import hand_out
from portal.actions.case_papers import Scene
from portal.actions.print_paper import Paper, make
from portal.case_terms import terms
from portal.catalog.item import Outcome
from portal.delivery.certificate import certificate_number, serial_of, valid_until
from portal.delivery.papers import Face, certificate_paper
from portal.hub import Hub
from portal.people import Actor
from portal.store.cases import Case
from portal.store.unit import Unit
from shared.clock import today
from shared.wire import Media

By = tuple[Actor, datetime]


def issue(unit: Unit, hub: Hub, case: Case, by: By) -> Case:
    """The certificate with its paper; offered at kiosks at once when the applicant chose that."""
    scene = Scene(unit, hub, case, *by)
    under = terms(unit, case)
    outcome = under.item.outcome_of(under.situation)
    day = today(by[1])
    serial = serial_of(hub.ids, day)
    identifier = certificate_number(outcome, scene.department.uscc, serial)
    face = _face(scene, outcome, serial, identifier)
    paper = certificate_paper(replace(scene.frame, org=scene.department.name), face)
    name = hub.ids.token()
    document = make(unit, hub, Paper("n13", Media.A4, paper, outcome.name, "certificate", name), *by)
    made = hand_out.Made(
        id=name,
        identifier=identifier or serial,
        serial=serial,
        title=outcome.name,
        face={"lines": [list(line) for line in face.lines]},
        document=document.id,
        printable=outcome.printable_at_kiosk,
        valid_until=valid_until(day, outcome),
    )
    return hand_out.make_certificate(unit, hub, case, made, by)


def _face(scene: Scene, outcome: Outcome, serial: str, identifier: str) -> Face:
    case, day = scene.case, today(scene.now)
    until = valid_until(day, outcome)
    known: dict[str, str] = {
        **dict.fromkeys(("姓名", "持证人", "名称", "经营者", "经营者名称", "权利人", "女方姓名"), case.name),
        **dict.fromkeys(("身份号码", "证件号码", "统一社会信用代码"), scene.party.id_masked),
        **dict.fromkeys(("注册编号", "证书号码", "不动产单元号"), serial),
        "登记日期": f"{day.year}年{day.month}月{day.day}日",
        "事项": case.title,
        "发证机关": scene.department.name,
        "有效期": f"至{until.year}年{until.month}月{until.day}日" if until else "长期",
        **{str(label): str(value) for label, value in case.facts.get("face", {}).items()},
    }
    wanted = outcome.face or ("姓名", "身份号码", "事项", "发证机关", "有效期")
    lines = tuple((label, known[label]) for label in wanted if label in known)
    return Face(outcome.name, serial, identifier, lines, day)
