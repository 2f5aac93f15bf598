"""What an authority writes in a case, as plain data: N7, N8, N9, N11 and N12 (papers.md §5)."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.cases.clock_words import STOP_NAMES
from portal.cases.clocks import Due
from portal.cases.materials import Notice
from portal.cases.needs import Stop
from portal.cases.paper_words import Letter, Paper, full, minute, rights, sentence
from portal.cases.papers import CaseSheet, limit_words, taken_in_on
from portal.catalog.item import Item, ItemType, Limit, SpecialStep
from portal.catalog.places import Department

PERMIT = "《中华人民共和国行政许可法》"
CONDUCT = "平政数〔2022〕26号"


@dataclass(frozen=True)
class Acceptance:
    """What the acceptance notice states."""

    at: datetime
    limit: Limit
    due: Due
    steps: tuple[SpecialStep, ...] = ()
    progress_address: str = ""


@dataclass(frozen=True)
class Grounds:
    """Why an application is not accepted or not granted: facts, reasons, statute, and what can be done instead."""

    reasons: tuple[str, ...]
    statute: str
    facts: tuple[str, ...] = ()
    instead: str = ""


def supplement_notice(letter: Letter, sheet: CaseSheet, notice: Notice) -> Paper:
    """N7 补正通知: everything at once; a second one says that it is the second, and why (A5b)."""
    count = len(notice.lines)
    opening = (
        f"你于{taken_in_on(sheet)}提出的{sheet.title}申请（办件号{sheet.number}）收悉。"
        f"经核对，下列 {count} 项材料需要补正。需要补正的全部内容一次列明如下，此后不再要求补正其他内容。"
    )
    second = [f"本通知是第二次补正通知。理由：{notice.second_reason}"] if notice.second_reason else []
    return {
        **letter.of("N7", sheet.party),
        "opening": [opening, *second],
        "items": [
            {
                "no": line.no,
                "name": line.name,
                "fix": sentence(line.problem) + sentence(line.remedy),
                "basis": line.basis,
            }
            for line in notice.lines
        ],
        "ways": list(notice.ways),
        "last": ["补正材料收齐后，2 个工作日内告诉你是否受理。依据" + PERMIT + "第三十二条，特此通知。"],
    }


def acceptance_notice(letter: Letter, sheet: CaseSheet, item: Item, acceptance: Acceptance) -> Paper:
    """N8 受理通知书: accepted, from when it counts, and the last day of the decision (CS-13, CS-28, RV-01)."""
    day = full(acceptance.due.day)
    provisional = f"（暂定：{acceptance.due.day.year}年放假安排还没有公布）" if acceptance.due.provisional else ""
    facts = [
        ["办件号", sheet.number],
        ["受理日期", minute(acceptance.at)],
        [
            "承诺时限",
            f"{limit_words(acceptance.limit).removesuffix('内')}，从受理次日起算"
            if acceptance.limit.promised
            else "当场办结",
        ],
        ["最迟决定日期", day + provisional, "big"],
    ]
    if acceptance.steps:
        facts.append(["不计入的时间", _not_counted(acceptance.steps)])
    if acceptance.progress_address:
        facts.append(["查进度", f"{acceptance.progress_address}，或到任意自助终端"])
    return {
        **letter.of("N8", sheet.party),
        "opening": [f"你提出的{sheet.title}申请，材料齐全、符合法定形式。{_accepting_basis(item)}，本机关决定受理。"],
        "facts": facts,
        "last": ["如果超过最迟日期没有决定，你可以拨打12345，也可以找大厅“办不成事”反映窗口。"],
    }


def non_acceptance(letter: Letter, sheet: CaseSheet, grounds: Grounds, department: Department) -> Paper:
    """N9 不予受理通知书: reasons, statute, where to go instead, remedies (CS-14, CS-28)."""
    instead = grounds.instead or "补足条件后，可以重新提出申请。你交来的材料随本通知书退还。"
    return {
        **letter.of("N9", sheet.party),
        "opening": [
            f"你于{taken_in_on(sheet)}提出的{sheet.title}申请（办件号{sheet.number}）收悉。经审查，本机关决定不予受理。"
        ],
        "sections": [
            {"h": "一、不予受理的理由", "paras": list(grounds.reasons)},
            {"h": "二、依据", "paras": [sentence(grounds.statute)]},
            {"h": "三、你可以这样办", "paras": [instead]},
        ],
        "rights": rights(department, "通知书"),
        "last": [_contact(letter)],
    }


def refusal_decision(letter: Letter, sheet: CaseSheet, grounds: Grounds, department: Department) -> Paper:
    """N12 不予许可决定书: facts, reasons, decision, remedies; it cannot be made without them (RV-04)."""
    return {
        **letter.of("N12", sheet.party),
        "opening": [
            f"你于{taken_in_on(sheet)}提出{sheet.title}申请（办件号{sheet.number}），本机关依法受理。经审查，现决定如下。"
        ],
        "sections": [
            {"h": "一、查明的事实", "paras": list(grounds.facts)},
            {"h": "二、理由和依据", "paras": [*grounds.reasons, f"依据：{sentence(grounds.statute)}"]},
            {"h": "三、决定", "paras": [f"依照{PERMIT}第三十八条第二款，决定不予许可。"]},
        ],
        "rights": rights(department, "决定书"),
        "last": [f"上述情形消除后，可以重新提出申请。你提交的原件随本决定书退还。{_contact(letter)}"],
    }


def grant_decision(letter: Letter, sheet: CaseSheet, accepted_on: date, facts: list[list[str]]) -> Paper:
    """N11 准予决定书."""
    opening = (
        f"你于{taken_in_on(sheet)}提出的{sheet.title}申请（办件号{sheet.number}），本机关于{full(accepted_on)}受理。"
        f"经审查，申请符合法定条件。依照{PERMIT}第三十八条第一款，本机关决定准予许可。"
    )
    return {
        **letter.of("N11", sheet.party),
        "title": "准予行政许可决定书",
        "opening": [opening],
        "facts": facts,
        "paras": [],
        "last": [_contact(letter)],
    }


def stop_notice(letter: Letter, sheet: CaseSheet, stop: Stop, due: Due) -> Paper:
    """The written word that a clock stops: why, on what basis, how long, and the new last day (RV-02, 许可法 45)."""
    name = STOP_NAMES[stop.reason]
    return {
        **letter.of("N11", sheet.party),
        "title": f"{name}时间告知书",
        "opening": [
            f"你提出的{sheet.title}申请（办件号{sheet.number}），依法需要{name}。{name}所需时间不计入办理时限，现书面告知。"
        ],
        "facts": [
            ["需要的时间", f"{stop.days} 个工作日"],
            ["依据", stop.basis],
            ["最迟决定日期", full(due.day) + ("（暂定）" if due.provisional else ""), "big"],
        ],
        "paras": [f"{name}结束后自动继续计时。提前结束的，最迟日期相应提前。"],
        "last": [_contact(letter)],
    }


def termination_notice(letter: Letter, sheet: CaseSheet, grounds: Grounds, department: Department) -> Paper:
    """The written word that a case ends without a decision: statute, reasons, remedies (T33)."""
    remedies = rights(department, "通知书")
    rows = "；".join("".join(row) for row in remedies["rows"])
    return {
        **letter.of("N11", sheet.party),
        "title": "终止办理通知书",
        "opening": [f"你于{taken_in_on(sheet)}提出的{sheet.title}申请（办件号{sheet.number}），本机关决定终止办理。"],
        "facts": [["理由", "；".join(grounds.reasons)], ["依据", grounds.statute]],
        "paras": [f"{remedies['lead']}{rows}。"],
        "last": [_contact(letter)],
    }


def _not_counted(steps: tuple[SpecialStep, ...]) -> str:
    named = "、".join(f"{step.name} {step.days} 个工作日" for step in steps)
    return f"{named}。开始和结束都会短信告诉你，最迟日期相应顺延"


def _accepting_basis(item: Item) -> str:
    if item.type is ItemType.PERMIT:
        return f"依据{PERMIT}第三十二条第一款第（五）项"
    return f"依据{CONDUCT}第22条和本事项办事指南"


def _contact(letter: Letter) -> str:
    return f"联系{letter.contact}。"
