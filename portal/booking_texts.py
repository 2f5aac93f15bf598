"""Text messages about appointments: one message each, with nothing personal in them (BK-05, BK-11, BK-12)."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.codes import show_code
from shared.speech import speaker

LONGEST = 70
SAY = speaker("zh_CN")
CUT = "…"


@dataclass(frozen=True)
class Told:
    """What a message says of an appointment."""

    code: str
    start: datetime
    hall: str
    item: str


def confirmed(told: Told) -> str:
    """N1 as a message: when, where, which code, and until when it can be cancelled."""
    return _fit(
        f"已约{SAY.datetime(told.start)}办“", told.item, f"”，预约号{show_code(told.code)}。来不了请在开始前取消。"
    )


def requested(told: Told) -> str:
    """A request is not an appointment yet (BK-11)."""
    return _fit(
        f"已收到{SAY.datetime(told.start)}办“", told.item, f"”的申请，号{show_code(told.code)}。还没约上，等短信答复。"
    )


def request_granted(told: Told) -> str:
    """The department agreed (BK-11 b)."""
    return _fit(
        f"已同意{SAY.datetime(told.start)}办“", told.item, f"”，预约号{show_code(told.code)}。带齐材料，来不了请取消。"
    )


def request_declined(told: Told, reason: str) -> str:
    """The department cannot come; the reason is told, and that the hall is open."""
    return _fit(f"{SAY.datetime(told.start)}的申请没有约上：", reason, "。可改约工作时间，现场取号照常。")


def one_time_notice(item: str, count: int, address: str) -> str:
    """Conditions and materials told once and completely, by the address of the whole list (BK-05, BK-11 c)."""
    tail = f"”要带{count}样，条件和清单：{address}"
    if len(tail) > LONGEST - 8:
        tail = f"”要带{count}样，条件和清单见办事指南，或打12345。"
    return _fit("一次告知：办“", item, tail)


def cancelled(told: Told) -> str:
    """Says that it is cancelled and counts as no no-show (BK-12)."""
    return _fit(f"{SAY.datetime(told.start)}的预约（{show_code(told.code)}，", told.item, "）已取消，不记爽约。")


def moved(told: Told) -> str:
    """The new time of a moved appointment."""
    return _fit(f"预约{show_code(told.code)}已改到{SAY.datetime(told.start)}，办“", told.item, "”。")


def reminder(told: Told) -> str:
    """The evening before (BK-12)."""
    return _fit(
        f"提醒：{SAY.datetime(told.start)}办“", told.item, f"”，预约号{show_code(told.code)}。来不了请在开始前取消。"
    )


def missed(told: Told, left: int) -> str:
    """What was established, and how to object (BK-13)."""
    return f"{SAY.datetime(told.start)}的预约记为爽约，半年内再有{left}次停约一年。有误可在手机上说明或打12345。"


def listed(until: date) -> str:
    """N25 as a message (BK-14, BK-15)."""
    return f"半年内3次爽约，网上和电话预约暂停到{SAY.date(until)}。现场取号照常；有误可在手机上说明或打12345。"


def sign_in_code(code: str, minutes: int) -> str:
    """The code of a sign-in by phone."""
    return f"登录验证码{code}，{minutes}分钟内有效。工作人员不会向您要它。"


def _fit(head: str, middle: str, tail: str) -> str:
    """Shortens the middle, never the code or the way forward."""
    room = LONGEST - len(head) - len(tail)
    return head + (middle if len(middle) <= room else middle[: max(0, room - 1)] + CUT) + tail
