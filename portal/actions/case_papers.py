"""Every paper of a case, made from the case as it stands in the transaction that causes it (requirements §7.1)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from portal.actions.print_paper import Paper, PrintWish, make, queue
from portal.case_terms import checklist, terms
from portal.cases import letters, papers
from portal.cases.clocks import Due
from portal.cases.materials import Notice, NoticeLine, one_time_notice
from portal.cases.moves import ClockKind
from portal.cases.needs import Stop
from portal.cases.paper_words import Frame, Letter, Party, doc_number
from portal.cases.papers import Ahead, CaseSheet
from portal.cases.states import State
from portal.catalog.item import DeliveryWay, Level
from portal.catalog.places import Department
from portal.delivery import papers as result_papers
from portal.delivery.papers import Handover, PickUp, Result
from portal.hub import Hub
from portal.people import Actor
from portal.store.cases import Case
from portal.store.documents import Document
from portal.store.unit import Unit
from portal.working_days import calendar
from shared.clock import local, today
from shared.identity import IdType
from shared.ids import CodeKind
from shared.privacy import mask_id, mask_phone
from shared.refusals import NotFound
from shared.wire import Media

By = tuple[Actor, datetime]
Data = dict[str, object]
WAYS = ("本人或代办人交到任一大厅窗口", "网上补传", "邮寄到本大厅")
KEEP = timedelta(days=90)
NAMES = {
    "n5": "一次性告知清单",
    "n6": "材料受理及接收凭证",
    "n7": "补正通知",
    "n8": "受理通知书",
    "n9": "不予受理通知书",
    "n11": "决定文书",
    "n12": "不予许可决定书",
    "n14": "办理结果交接单",
    "n17": "领取登记签收",
    "n20": "领取通知",
}


@dataclass(frozen=True)
class Scene:
    """All that papers of one case draw on."""

    unit: Unit
    hub: Hub
    case: Case
    actor: Actor
    now: datetime

    @property
    def department(self) -> Department:
        """The competent department with review body and court."""
        return department_of(self.unit, self.case.department)

    @property
    def frame(self) -> Frame:
        """Who issues the paper, and how it is checked."""
        hall = self.unit.halls.get(self.case.hall)
        if hall is None:
            raise NotFound
        check = self.hub.ids.code(CodeKind.PICK_UP)
        settings = self.hub.settings
        return Frame(hall.name, hall.name, self.case.number, settings.portal_url, check, settings.demo)

    @property
    def party(self) -> Party:
        """The applicant: full name, masked numbers."""
        vault = self.hub.vault
        number = mask_id(vault.open(self.case.id_sealed))
        return Party(self.case.name, number, mask_phone(vault.open(self.case.phone_sealed)))

    @property
    def sheet(self) -> CaseSheet:
        """The block of facts at a paper's head."""
        place = f"{self.case.window} 号窗口" if self.case.window else "综合窗口"
        region = self.unit.halls.get(self.case.hall)
        return CaseSheet(
            number=self.case.number,
            title=self.case.title,
            party=self.party,
            department=self.department.name,
            taken_at=self.case.received_at or self.now,
            place=place,
            clerk=self.actor.name,
            cross_region=bool(region and region.region != self.department.region),
            way=DeliveryWay(self.case.delivery) if self.case.delivery else None,
        )

    def letter(self, kind: str) -> Letter:
        """The head of an authority's letter with its document number."""
        department, day = self.department, today(self.now)
        serial = self.unit.cases.next_serial(f"{department.code}:{kind}"[:40], date(day.year, 1, 1))
        frame = self.frame
        own = Frame(frame.hall, department.name, frame.number, frame.base_url, frame.check, frame.demo)
        contact = f"人：{self.actor.name}，电话 {department.phone}"
        return Letter(own, doc_number(department.mark, kind, day.year, serial), day, contact)

    def due(self, kind: ClockKind) -> Due:
        """When the case's clock of this kind runs out; a clock not yet started is taken to start now."""
        days = calendar(self.unit)
        for stored in reversed(self.unit.clocks.of_case(self.case.id)):
            if stored.clock.kind is kind:
                return stored.clock.due(days, today=today(self.now))
        limit = terms(self.unit, self.case)
        day = days.add(today(self.now), limit.item.limit_of(limit.situation).promised)
        at = datetime.combine(day.day, datetime.min.time(), local(self.now).tzinfo)
        return Due(at, day.day, day.provisional)


def department_of(unit: Unit, code: str) -> Department:
    """A stored department as the rules read it; NotFound for an unknown one."""
    stored = unit.halls.department(code)
    if stored is None:
        raise NotFound(field="department")
    facts = stored.facts
    return Department(
        code=stored.code,
        kind=str(facts["kind"]),
        name=stored.name,
        name_en=stored.name_en,
        region=stored.region,
        level=Level(stored.level),
        mark=str(facts["mark"]),
        uscc=str(facts["uscc"]),
        phone=str(facts["phone"]),
        review_body=str(facts["review_body"]),
        court=str(facts["court"]),
        upstream=stored.upstream,
    )


def _n5(scene: Scene) -> Data:
    lines = checklist(scene.unit, scene.case)
    return papers.one_time_list(scene.frame, scene.sheet, one_time_notice(lines, WAYS), lines)


def _n6(scene: Scene) -> Data:
    under = terms(scene.unit, scene.case)
    ahead = Ahead(
        acceptance=scene.due(ClockKind.ACCEPTANCE),
        decision=scene.due(ClockKind.REVIEW),
        limit=under.item.limit_of(under.situation),
        steps=under.item.special_steps_of(under.situation),
    )
    again = scene.case.state is State.SUPPLEMENTED
    receipt = papers.supplement_receipt if again else papers.intake_receipt
    return receipt(scene.frame, scene.sheet, checklist(scene.unit, scene.case), ahead)


def _n7(scene: Scene) -> Data:
    asked = tuple(NoticeLine(**line) for line in scene.case.facts.get("asked", []))
    notice = Notice(asked, WAYS, str(scene.case.facts.get("second_reason", "")))
    return letters.supplement_notice(scene.letter("补"), scene.sheet, notice)


def _n8(scene: Scene) -> Data:
    under = terms(scene.unit, scene.case)
    acceptance = letters.Acceptance(
        at=scene.now,
        limit=under.item.limit_of(under.situation),
        due=scene.due(ClockKind.REVIEW),
        steps=under.item.special_steps_of(under.situation),
        progress_address=f"{scene.hub.settings.portal_url}/progress",
    )
    return letters.acceptance_notice(scene.letter("受"), scene.sheet, under.item, acceptance)


def _grounds(scene: Scene) -> letters.Grounds:
    facts = scene.case.facts
    found = (f"申请人提交的{scene.case.title}申请材料已经审查。",)
    return letters.Grounds((str(facts.get("reason", "")),), str(facts.get("statute", "")), found)


def _n9(scene: Scene) -> Data:
    return letters.non_acceptance(scene.letter("不受"), scene.sheet, _grounds(scene), scene.department)


def _n11(scene: Scene) -> Data:
    stop = scene.case.facts.get("stop")
    if stop:
        return letters.stop_notice(scene.letter("停"), scene.sheet, Stop(**stop), scene.due(ClockKind.REVIEW))
    accepted = [clock for clock in scene.unit.clocks.of_case(scene.case.id) if clock.clock.kind is ClockKind.REVIEW]
    accepted_on = accepted[-1].clock.first_day if accepted else today(scene.now)
    facts = [["办件号", scene.case.number], ["准予事项", scene.case.title]]
    return letters.grant_decision(scene.letter("许"), scene.sheet, accepted_on, facts)


def _n12(scene: Scene) -> Data:
    return letters.refusal_decision(scene.letter("不许"), scene.sheet, _grounds(scene), scene.department)


def _results(scene: Scene) -> list[Result]:
    certificate = scene.unit.certificates.of_case(scene.case.id)
    if certificate is None:
        return [Result(NAMES["n12"], scene.case.number)]
    return [Result(certificate.title, certificate.identifier or scene.case.number)]


def _n14(scene: Scene) -> Data:
    giver, taker = scene.case.facts.get("signed", ["", ""])
    handover = Handover(giver, taker, scene.now, way=DeliveryWay(scene.case.delivery))
    return result_papers.handover_sheet(scene.frame, scene.sheet, _results(scene), handover)


def _n17(scene: Scene) -> Data:
    handover = Handover(scene.actor.name, scene.case.name, scene.now, way=DeliveryWay(scene.case.delivery))
    return result_papers.pick_up_receipt(scene.frame, scene.sheet, _results(scene), handover)


def _n20(scene: Scene) -> Data:
    hall = scene.unit.halls.get(scene.case.hall)
    place = f"{hall.name}（{hall.address}）" if hall else ""
    code = scene.hub.ids.code(CodeKind.PICK_UP)
    day = today(scene.now)
    bring = (IdType(scene.case.id_type).label,)
    pick_up = PickUp(place, "工作日 09:00–17:00", code, day + KEEP, bring)
    return result_papers.pick_up_notice(scene.frame, scene.sheet, _results(scene), pick_up, day)


BUILDERS: dict[str, Callable[[Scene], Data]] = {
    "n5": _n5,
    "n6": _n6,
    "n7": _n7,
    "n8": _n8,
    "n9": _n9,
    "n11": _n11,
    "n12": _n12,
    "n14": _n14,
    "n17": _n17,
    "n20": _n20,
}


def paper(unit: Unit, hub: Hub, case: Case, kind: str, by: By) -> Document:
    """Makes one paper of a case and keeps it; it is found again under the case."""
    data = BUILDERS[kind](Scene(unit, hub, case, *by))
    return make(unit, hub, Paper(kind, Media.A4, data, NAMES[kind], "case", case.number), *by)


def print_paper(unit: Unit, hub: Hub, case: Case, kind: str, by: By) -> Document:
    """Makes one paper and queues it for the laser beside the window."""
    document = paper(unit, hub, case, kind, by)
    place = f"{case.window} 号窗口" if case.window else ""
    queue(unit, hub, document, PrintWish(by[0].hall or case.hall, place=place), by)
    return document
