"""What is wrong with an item before it is published: 17 elements, halved limits, bases, steps (CT-10 … CT-23)."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from portal.catalog.catalogue import Catalogue
from portal.catalog.item import HandlingKind, Item, ItemType, Level, Limit, Need
from portal.catalog.needed import materials_for

CODE = re.compile(r"\d{12}")
PHONE = re.compile(r"(0\d{2,3}-\d{7,8}|12345|400-?\d{3}-?\d{4})")
STEPS = ("受理", "审核", "审批", "办结", "送达")
LOCAL = (Level.CITY, Level.COUNTY)


class Weight(StrEnum):
    """An error keeps an item from being published; a warning is for its owner."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """One thing to mend in an item: where, what, by which rule."""

    item: str
    element: str
    words: str
    words_en: str
    rule: str
    weight: Weight = Weight.ERROR


Check = Callable[[Item], Iterator[Fault]]


def lint(items: Iterable[Item]) -> tuple[Fault, ...]:
    """All faults of all items, errors first within each."""
    return tuple(fault for item in items for fault in faults_of(item))


def faults_of(item: Item) -> tuple[Fault, ...]:
    found = [fault for check in CHECKS for fault in check(item)]
    return tuple(sorted(found, key=lambda fault: fault.weight))


def publishable(item: Item) -> bool:
    return not any(fault.weight is Weight.ERROR for fault in faults_of(item))


def completeness(item: Item) -> dict[str, bool]:
    """The 17 elements that the source names for checking; empty forms are DOC, filled examples PDF (CT-10, CT-13)."""
    guide, materials = item.guide, item.materials
    return {
        "办件类型": bool(item.kind),
        "法定办结时限": item.limit.statutory > 0,
        "承诺办结时限": item.limit.promised > 0 or item.kind is HandlingKind.ON_THE_SPOT,
        "办理地点": bool(guide.place),
        "办理时间": bool(guide.hours),
        "联系电话": bool(PHONE.fullmatch(guide.consult_phone)),
        "设定依据": bool(guide.laws) and all(law.title and law.article for law in guide.laws),
        "中介机构或特殊环节": guide.intermediary is not None,
        "材料名称": all(material.name for material in materials),
        "材料来源或出具单位": all(material.source for material in materials),
        "数量要求": all(material.originals or material.copies for material in materials),
        "介质要求": all(material.medium for material in materials),
        "流程环节完备性": _has_steps(item),
        "流程内容详实性": all(step.text and step.who and step.days for step in guide.flow),
        "到办事现场次数": guide.visits >= 0,
        "空表下载服务": all(
            material.blank_form.endswith((".doc", ".docx")) for material in materials if material.blank_form
        ),
        "样表下载服务": all(material.sample.endswith(".pdf") for material in materials if material.sample),
    }


def is_halved(limit: Limit) -> bool:
    """承诺时限不超过法定时限的一半 (CT-15, A12)."""
    return limit.promised * 2 <= limit.statutory


def _elements(item: Item) -> Iterator[Fault]:
    for name, there in completeness(item).items():
        if not there:
            yield Fault(item.code, name, f"缺少或不完整：{name}", f"Missing or incomplete: {name}", "CT-10")


def _code(item: Item) -> Iterator[Fault]:
    if not CODE.fullmatch(item.code) or item.code[2:4] != item.type.value:
        yield Fault(
            item.code,
            "code",
            "编码应为 12 位，第 3–4 位是事项类型",
            "The code has 12 digits; digits 3-4 are the type",
            "CT-01",
        )


def _limits(item: Item) -> Iterator[Fault]:
    """Errors for permits of city and county, warnings for the rest: the source names only those (A12)."""
    for situation in item.situations:
        limit = item.limit_of(situation)
        if not is_halved(limit):
            strict = item.type is ItemType.PERMIT and situation.level in LOCAL
            words = f"{situation.title}：承诺 {limit.promised}，超过法定 {limit.statutory} 的一半"
            words_en = f"{situation.title_en}: promised {limit.promised} is over half of {limit.statutory}"
            yield Fault(item.code, "limit", words, words_en, "CT-15", Weight.ERROR if strict else Weight.WARNING)


def _kind(item: Item) -> Iterator[Fault]:
    if (item.kind is HandlingKind.ON_THE_SPOT) != (item.limit.promised == 0):
        yield Fault(
            item.code,
            "kind",
            "即办件的承诺时限是当场，承诺件要有天数",
            "On-the-spot items promise 0 days, others more",
            "CT-10",
        )


def _bases(item: Item) -> Iterator[Fault]:
    """自行设定的申请材料一律取消: what has no basis may not be asked for."""
    for material in item.materials:
        if not material.basis.strip():
            words = f"材料 {material.no} {material.name} 没有设定依据"
            yield Fault(item.code, "materials", words, f"Material {material.no} has no legal basis", "CT-16")
        if not material.review_points.strip():
            words = f"材料 {material.no} {material.name} 没有审查要点"
            yield Fault(item.code, "materials", words, f"Material {material.no} has no review points", "CT-05")


def _paper(item: Item) -> Iterator[Fault]:
    for material in item.materials:
        if material.paper_purpose and not material.paper_basis:
            words = f"材料 {material.no} 要留纸质，没有写依据"
            yield Fault(item.code, "materials", words, f"Material {material.no}: paper without a basis", "CS-24")


def _requirements(item: Item) -> Iterator[Fault]:
    """A situation never asks for more than the printed list, and always for something."""
    for situation in item.situations:
        needed = materials_for(item, situation)
        listed = {material.no for material in item.materials}
        if any(requirement.no not in listed for requirement in situation.requirements):
            yield Fault(item.code, situation.code, "用到了清单外的材料", "Uses a material outside the list", "CS-25")
        if any(line.need is Need.MUST and not line.material.required_as_printed for line in needed):
            yield Fault(item.code, situation.code, "把清单上非必须的材料变成了必须", "Asks more than the list", "CS-25")
        if not any(line.need is Need.MUST for line in needed):
            yield Fault(
                item.code, situation.code, "没有一项必须的材料", "No material is required", "CT-05", Weight.WARNING
            )


def _fee(item: Item) -> Iterator[Fault]:
    fee = item.guide.fee
    if fee.charged and not (fee.basis and fee.standard and fee.place):
        yield Fault(item.code, "fee", "收费要写标准、依据和地点", "A fee needs its rate, basis and place", "CT-23")


def _guide(item: Item) -> Iterator[Fault]:
    guide = item.guide
    if guide.visits and not guide.visits_reason:
        yield Fault(item.code, "visits", "要到现场的，写明原因", "Visits need a reason", "CT-10")
    if item.type is ItemType.PERMIT and not guide.questions:
        yield Fault(
            item.code, "questions", "行政许可至少有一条常见问题", "A permit needs at least one question", "CT-17"
        )
    if guide.consult_phone == guide.complaint_phone:
        yield Fault(
            item.code, "phone", "咨询电话和投诉电话不能相同", "Consulting and complaint phones must differ", "CT-11"
        )
    if not guide.conditions:
        yield Fault(item.code, "conditions", "没有申请条件", "No conditions", "CT-03")


def _english(item: Item) -> Iterator[Fault]:
    pairs = [
        (len(item.guide.conditions), len(item.guide.conditions_en)),
        (len(item.guide.ways), len(item.guide.ways_en)),
    ]
    named = item.name_en and item.guide.summary_en and all(material.name_en for material in item.materials)
    named = named and all(step.days_en and step.text_en for step in item.guide.flow)
    if not named or any(zh != en for zh, en in pairs):
        yield Fault(item.code, "english", "英文不全", "English is incomplete", "CT-17", Weight.WARNING)


def _has_steps(item: Item) -> bool:
    """The flow covers 受理、审核、审批、办结、送达 (CT-12)."""
    names = [step.name for step in item.guide.flow]
    return all(any(step in name for name in names) for step in STEPS)


CHECKS: tuple[Check, ...] = (_code, _elements, _limits, _kind, _bases, _paper, _requirements, _fee, _guide, _english)


def lint_catalogue(catalogue: Catalogue) -> tuple[Fault, ...]:
    """Faults of a whole catalogue; 办件类型 shares are figures, not faults (CT-16)."""
    return lint(catalogue.items)
