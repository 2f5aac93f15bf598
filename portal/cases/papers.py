"""The hall's own papers of a case as plain data: N5 one-time notice, N6 receipt, N10 pre-check (papers.md §5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from portal.cases.clocks import CLOSES, Due
from portal.cases.materials import Checklist, Line, Notice, Tick
from portal.cases.paper_words import PERMIT_LAW, S_TITLE, Frame, Paper, Party, full, latest, minute, sentence, short
from portal.catalog.item import DeliveryWay, Limit, SpecialStep
from shared.clock import local

WAY_WORDS = {
    DeliveryWay.APPLICATION_WINDOW: ("收件大厅窗口领取", "凭身份证到收件大厅领取"),
    DeliveryWay.COMPETENT_WINDOW: ("审批地窗口领取", "凭身份证到审批地窗口领取"),
    DeliveryWay.MAIL: ("邮寄", "邮寄到您留的地址"),
    DeliveryWay.KIOSK: ("自助终端打印", "凭身份证到自助终端打印"),
}
N6_BASIS = (
    f"依据：{S_TITLE}第21条；{PERMIT_LAW}第三十二条。本凭证一式两份，窗口和申请人各一份。"
    "查进度要用 6 位密码，密码用短信发给您，不印在纸上。"
)
N5_BASIS = f"依据：{S_TITLE}第22条；{PERMIT_LAW}第三十二条第一款第（四）项。本单一式两份，窗口和申请人各一份。"
N10_BASIS = "依据：平政数〔2022〕26号第26、27条（网上预审）。预审不是受理，不计算办理时限。"


@dataclass(frozen=True)
class CaseSheet:
    """What papers say of a case, whatever its state."""

    number: str
    title: str
    party: Party
    department: str
    taken_at: datetime
    place: str
    clerk: str
    cross_region: bool = False
    way: DeliveryWay | None = None

    def fields(self, when: str, at: datetime | None = None) -> list[list[str]]:
        """The block of labels at the head; `when` names the time ("收件时间"), else the time of intake."""
        decided_by = self.department + ("（跨区域通办）" if self.cross_region else "")
        return [
            ["办件号", self.number],
            [when, minute(at or self.taken_at)],
            ["申请人", self.party.with_id],
            ["联系电话", self.party.phone_masked],
            ["办理事项", self.title, "wide"],
            ["审批部门", decided_by, "wide"],
        ]


@dataclass(frozen=True)
class Ahead:
    """What the receipt promises: by when acceptance is told, and how long the review then takes."""

    acceptance: Due
    decision: Due
    limit: Limit
    steps: tuple[SpecialStep, ...] = ()
    closes: time = CLOSES


def intake_receipt(frame: Frame, sheet: CaseSheet, checklist: Checklist, ahead: Ahead) -> Paper:
    """N6 材料受理及接收凭证: taken in, not yet accepted (CS-07, F3)."""
    told = latest(ahead.acceptance.day, ahead.closes)
    fields = [*sheet.fields("收件时间"), ["收件窗口", sheet.place]]
    if sheet.way is not None:
        fields.append(["取件方式", WAY_WORDS[sheet.way][0]])
    return {
        **frame.of("N6"),
        "state": "已收件，还不是受理。",
        "state_words": f"受理还是不受理，{_latest_word(ahead.acceptance)} {told} 告诉您。",
        "fields": fields,
        "materials": [_material(line) for line in checklist.lines],
        "total": totals(checklist),
        "next": _next_steps(sheet, ahead),
        "clerk": sheet.clerk,
        "applicant_line": "以上材料我已核对。",
        "basis": N6_BASIS,
    }


def supplement_receipt(frame: Frame, sheet: CaseSheet, checklist: Checklist, ahead: Ahead) -> Paper:
    """N6 again, for what was supplied: a new acceptance clock starts (A5)."""
    paper = intake_receipt(frame, sheet, checklist, ahead)
    return {**paper, "state": "补正材料已收到，还不是受理。"}


def one_time_list(frame: Frame, sheet: CaseSheet, notice: Notice, checklist: Checklist) -> Paper:
    """N5 一次性告知: everything that is missing, with basis and how to mend it (CS-03, CS-08)."""
    return {
        **frame.of("N5"),
        "state": "材料还不齐，这次没有收件。",
        "state_words": "下面一次列全，补齐这些就能收件，不会再要别的。",
        "fields": sheet.fields("告知时间")[:5],
        "items": [
            {
                "no": line.no,
                "name": line.name,
                "fix": sentence(line.problem) + sentence(line.remedy),
                "where": "",
                "basis": line.basis,
            }
            for line in notice.lines
        ],
        "total": f"共 {len(notice.lines)} 项。补齐后当天到{sheet.place}，不用重新取号。",
        "accepted": [line.needed.material.name for line in checklist.complete],
        "ways": list(notice.ways),
        "clerk": sheet.clerk,
        "applicant_line": "以上内容已当面说明。",
        "basis": N5_BASIS,
    }


def pre_check_result(frame: Frame, sheet: CaseSheet, checklist: Checklist, bring: Iterable[str]) -> Paper:
    """N10 预审结果: what is right, what to bring; a pre-check is not an acceptance (CS-21, CS-22)."""
    wrong = len(checklist.missing)
    passed = "预审通过。" if not wrong else f"预审有 {wrong} 项要改。"
    words = "带上纸质材料到大厅，或者邮寄，当天收件。" if not wrong else "改好再交一次，或者直接带到大厅，当天收件。"
    day = short(local(sheet.taken_at).date())
    return {
        **frame.of("N10"),
        "state": passed,
        "state_words": words,
        "fields": sheet.fields("提交时间"),
        "materials": [_pre_checked(line) for line in checklist.lines if line.tick is not Tick.NOT_NEEDED],
        "bring": list(bring),
        "next": [
            ["预审完成，短信已发", day],
            ["带齐材料到大厅，或改好再交", "现在就可以"],
            ["收件，开始计受理时限", "带齐当天"],
        ],
        "promise": "预审通过的材料，窗口收件时只核对原件，不再重新审查内容。",
        "basis": N10_BASIS,
    }


def totals(checklist: Checklist) -> str:
    """共收原件 2 份、复印件 7 份；其中 8 项已与原件核对一致。不涉及的 3 项没有收。"""
    taken = checklist.of(Tick.COMPLETE)
    originals, copies = sum(line.originals for line in taken), sum(line.copies for line in taken)
    words = f"共收原件 {originals} 份、复印件 {copies} 份"
    seen = sum(line.original_seen for line in taken)
    words += f"；其中 {seen} 项已与原件核对一致。" if seen else "。"
    waived, absent = len(checklist.of(Tick.WAIVED)), len(checklist.of(Tick.NOT_NEEDED))
    if waived:
        words += f"已有电子证照的 {waived} 项免交。"
    if absent:
        words += f"不涉及的 {absent} 项没有收。"
    later = [line.needed.material.name for line in checklist.missing]
    return words + (f"容缺 {len(later)} 项，以后补交：{'、'.join(later)}。" if later else "")


def _material(line: Line) -> Paper:
    return {
        "no": line.no,
        "name": line.needed.material.name,
        "originals": str(line.originals or ""),
        "copies": str(line.copies or ""),
        "checked": line.original_seen,
        "note": _note(line),
    }


def _note(line: Line) -> str:
    fixed = {Tick.NOT_NEEDED: "不涉及", Tick.WAIVED: "已有电子证照，免交", Tick.MISSING: "容缺，以后补交"}
    return line.note or fixed.get(line.tick, line.needed.material.note)


def _pre_checked(line: Line) -> Paper:
    right = line.tick in (Tick.COMPLETE, Tick.WAIVED)
    return {
        "no": line.no,
        "name": line.needed.material.name,
        "ok": right,
        "result": "符合" if right else "要改",
        "note": line.remedy if not right else line.note,
    }


def _next_steps(sheet: CaseSheet, ahead: Ahead) -> list[list[str]]:
    steps = "、".join(step.name for step in ahead.steps)
    not_counted = f"（{steps}时间不计）" if steps else ""
    review = f"受理后审查，{limit_words(ahead.limit)}决定{not_counted}"
    delivery = WAY_WORDS[sheet.way][1] if sheet.way else "按您选的方式领取"
    return [
        ["已收件，材料送审批部门", short(local(sheet.taken_at).date())],
        ["受理、补正或不予受理，短信告诉您", f"{_latest_word(ahead.acceptance)} {short(ahead.acceptance.day)}"],
        [review, f"{_latest_word(ahead.decision)} {short(ahead.decision.day)}"],
        [f"做出结果后通知您，{delivery}", "随后"],
    ]


def limit_words(limit: Limit) -> str:
    """10 个工作日内, 20 日内, 当场"""
    if limit.promised == 0:
        return "当场"
    return f"{limit.promised} 个工作日内" if limit.unit == "working_day" else f"{limit.promised} 日内"


def _latest_word(due: Due) -> str:
    """A year without a published calendar makes a date provisional, and the paper says so."""
    return "暂定最迟" if due.provisional else "最迟"


def taken_in_on(sheet: CaseSheet) -> str:
    """2026年11月23日, as letters refer to it."""
    return full(local(sheet.taken_at).date())
