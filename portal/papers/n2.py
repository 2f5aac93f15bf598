"""N2 《预约登记表》: what was asked for outside working hours, what the department said, what was confirmed (BK-10)."""

from datetime import datetime
from typing import Any

from booking.window import lead_days
from portal.booking_facts import BookingFacts
from portal.booking_person import opened_agent
from portal.hub import Hub
from portal.papers.frame import Stamp, frame
from portal.store.appointments import Booked
from shared.clock import instant, today
from shared.codes import show_code
from shared.privacy import mask_id, mask_phone
from shared.rules import source_of
from shared.speech import speaker

SAY = speaker("zh_CN")
BLANK = "　"


def n2(hub: Hub, facts: BookingFacts, booked: Booked) -> dict[str, Any]:
    """The paper's data; open fields stay blank for the pen."""
    answer = booked.answer
    number = f"BK-{booked.day:%y%m%d}-{booked.code}"
    stamp = Stamp("n2", number, booked.code, f"预约号 {show_code(booked.code)}")
    agent = opened_agent(hub.vault, booked.agent_sealed)
    return {
        **frame(hub, facts.hall, stamp),
        "applicant": booked.name,
        "id_no": mask_id(hub.vault.open(booked.id_sealed)),
        "phone": mask_phone(hub.vault.open(booked.phone_sealed)),
        "agent": f"{agent['name']}（代办）" if agent else "本人办理",
        "item": facts.item(booked.item).name if booked.item in facts.offered else booked.item,
        "slot": f"{SAY.full_date(booked.start)} {SAY.time_range(booked.start, booked.end)}",
        "lead": _lead(facts, booked),
        "need_by": SAY.date(booked.need_by) if booked.need_by else "没有填",
        "reason": booked.reason,
        "answer": str(answer.get("verdict", "")),
        "staff": " · ".join(str(answer[name]) for name in ("department", "staff", "words") if answer.get(name))
        or BLANK,
        "answered": _when(answer.get("answered_at")),
        "confirm": _confirm(booked),
        "confirmed": _when(answer.get("answered_at")),
        "rules": [
            f"来不了，请在 {SAY.datetime(booked.start)} 前取消：手机、自助终端或 12345 都可以。",
            "半年内 3 次约了不来又不取消，暂停预约一年。现场取号不受影响，可以申诉。",
            "材料不变，和工作时间来办一样带齐。",
        ],
        "basis": f"依据：{source_of('BK-07')}、{source_of('BK-09')}、{source_of('BK-14')}",
    }


def _lead(facts: BookingFacts, booked: Booked) -> str:
    asked = today(booked.made_at)
    ahead = lead_days(asked, booked.day, facts.calendar, facts.rules.lead_rule)
    return f"{SAY.day(asked)}提出，提前 {ahead} 个工作日，符合至少 1 个、至多 5 个工作日的规定"


def _confirm(booked: Booked) -> str:
    if booked.state == "confirmed":
        return f"已短信告诉申请人：{SAY.datetime(booked.start)}凭预约号签到。"
    if booked.state == "declined":
        return "已短信告诉申请人没有约上，可以改约工作时间或现场取号。"
    return BLANK


def _when(text: object) -> str:
    if not isinstance(text, str):
        return BLANK
    at: datetime = instant(text)
    return f"{SAY.date(at)} {SAY.time(at)}"
