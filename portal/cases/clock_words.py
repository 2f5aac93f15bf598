"""A clock in words: the short line of a list, one sentence with its sum, and the rows behind it (product.md §5.6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from portal.cases.clocks import CLOSES, ONE_DAY, Clock, Suspension, Unit, spans_of, suspended_days
from portal.cases.moves import ClockKind
from portal.cases.readings import Reading, Standing
from shared.clock import local
from shared.speech import Speaker
from shared.workdays import WorkCalendar


def _(text: str) -> str:
    """Marks a text for the English catalogue; it is said by a Speaker later."""
    return text


# What happened at the start, what the clock is called, and what must happen by its end.
STARTED: Mapping[ClockKind, str] = {
    ClockKind.PRE_ACCEPT: _("%(day)s网上提交"),
    ClockKind.ACCEPTANCE: _("%(day)s收到材料"),
    ClockKind.DEEMED: _("%(day)s收到材料"),
    ClockKind.REVIEW: _("%(day)s受理"),
    ClockKind.PAPER_MAIL: _("%(day)s收件"),
    ClockKind.MISSING_MATERIAL: _("%(day)s容缺受理"),
    ClockKind.APPLICANT_WAIT: _("%(day)s告知补正"),
    ClockKind.CONSULTATION: _("%(day)s提问"),
    ClockKind.GUIDE_CHANGE: _("%(day)s改完指南"),
    ClockKind.RATING_CONTACT: _("%(day)s评价"),
    ClockKind.RATING_FIX: _("%(day)s评价"),
}
CLOCK_NAMES: Mapping[ClockKind, str] = {
    ClockKind.PRE_ACCEPT: _("预受理时限"),
    ClockKind.ACCEPTANCE: _("受理时限"),
    ClockKind.DEEMED: _("视为受理"),
    ClockKind.REVIEW: _("审查时限"),
    ClockKind.PAPER_MAIL: _("纸质材料寄出"),
    ClockKind.MISSING_MATERIAL: _("容缺补交"),
    ClockKind.APPLICANT_WAIT: _("等申请人补正"),
    ClockKind.CONSULTATION: _("咨询答复"),
    ClockKind.GUIDE_CHANGE: _("指南公布"),
    ClockKind.RATING_CONTACT: _("差评联系"),
    ClockKind.RATING_FIX: _("差评整改"),
}
STOP_NAMES: Mapping[str, str] = {
    "publicity": _("公示"),
    "hearing": _("听证"),
    "tender": _("招标"),
    "auction": _("拍卖"),
    "inspection": _("检验"),
    "testing": _("检测"),
    "quarantine": _("检疫"),
    "appraisal": _("鉴定"),
    "expert_review": _("专家评审"),
}


@dataclass(frozen=True)
class Row:
    """One line of the reasoning: what, when or how much, and a remark."""

    label: str
    value: str
    remark: str = ""


def short_words(reading: Reading, speaker: Speaker) -> str:
    """The words beside the bar: 剩 4 天, 剩 7 小时, 超期 1 天, 已停表，剩 6 天, 暂定 12月30日前后, 提前 3 天办结."""
    if reading.due is None:
        return _counted(speaker, _("已等 %(num)s 天"), reading.used)
    if reading.standing is Standing.DONE:
        return _done_words(reading, speaker)
    if reading.standing is Standing.OVERDUE:
        return _counted(speaker, _("超期 %(num)s 天"), reading.over)
    if reading.standing is Standing.STOPPED:
        return _counted(speaker, _("已停表，剩 %(num)s 天"), reading.left)
    if reading.standing is Standing.PROVISIONAL:
        return speaker.gettext("暂定 %(day)s前后", day=speaker.day(reading.due.day))
    return _running_words(reading, speaker)


def explain(clock: Clock, calendar: WorkCalendar, speaker: Speaker, today: date, closes: time = CLOSES) -> str:
    """One sentence: from when, how many days with what added, until when, and when it counts as broken."""
    if clock.open_ended:
        return _endless(clock, speaker)
    due = clock.due(calendar, closes, today)
    spans = spans_of(clock.suspensions, calendar, today)
    stopped = suspended_days(clock, calendar, spans, due.day)
    values = {
        "started": _started(clock, speaker),
        "sum": _sum(clock, stopped, speaker),
        "due": speaker.datetime(due.at),
    }
    if clock.length == 0:
        sentence = speaker.gettext("%(started)s，应当场办，最迟 %(due)s，过 24:00 记超期。", **values)
    else:
        sentence = speaker.gettext("%(started)s，次日起算，%(sum)s，最迟 %(due)s，过 24:00 记超期。", **values)
    if due.provisional:
        sentence += speaker.gettext("%(year)s 年放假安排还没有公布，日期暂定。", year=due.day.year)
    return sentence


def reasoning(
    clock: Clock, calendar: WorkCalendar, speaker: Speaker, today: date, closes: time = CLOSES
) -> tuple[Row, ...]:
    """The same as rows, for "why is it 7 December": start, length, each stop, days off, and the end."""
    if clock.open_ended:
        return (Row(speaker.gettext(CLOCK_NAMES[clock.kind]), _endless(clock, speaker)),)
    due = clock.due(calendar, closes, today)
    first = Row(speaker.gettext("次日起算"), speaker.day(clock.first_day + ONE_DAY))
    length = Row(speaker.gettext(CLOCK_NAMES[clock.kind]), length_words(clock.length, clock.unit, speaker))
    stops = tuple(_stop_row(clock, stop, calendar, speaker, today) for stop in clock.suspensions)
    off = (Row(speaker.gettext("周末和节假日"), speaker.gettext("不计")),) if clock.unit is Unit.WORKING_DAY else ()
    label = speaker.gettext("暂定最迟") if due.provisional else speaker.gettext("最迟")
    return (first, length, *stops, *off, Row(label, speaker.datetime(due.at)))


def length_words(length: int, unit: Unit, speaker: Speaker) -> str:
    """10 个工作日, 60 天, 当场"""
    if length == 0:
        return speaker.gettext("当场")
    if unit is Unit.WORKING_DAY:
        return speaker.working_days(length)
    return _counted(speaker, _("%(num)s 个自然日"), length)


def stop_name(reason: str, speaker: Speaker) -> str:
    return speaker.gettext(STOP_NAMES.get(reason, reason))


def _started(clock: Clock, speaker: Speaker) -> str:
    return speaker.gettext(STARTED[clock.kind], day=speaker.day(local(clock.start)))


def _endless(clock: Clock, speaker: Speaker) -> str:
    """What is waited for without a limit of its own (A5c)."""
    started = _started(clock, speaker)
    return speaker.gettext("%(started)s，没有规定期限，等待的时间不算在部门头上。", started=started)


def _counted(speaker: Speaker, text: str, count: int) -> str:
    """A text with a number in it; Chinese has one form, English two."""
    return speaker.ngettext(text, text, count)


def _sum(clock: Clock, stopped: int, speaker: Speaker) -> str:
    """10 个工作日，加停表 5 个工作日（公示），共 15 个工作日"""
    given = length_words(clock.length, clock.unit, speaker)
    if not stopped:
        return given
    names = dict.fromkeys(stop_name(stop.reason, speaker) for stop in clock.suspensions)
    return speaker.gettext(
        "%(given)s，加停表 %(stopped)s（%(names)s），共 %(total)s",
        given=given,
        stopped=length_words(stopped, clock.unit, speaker),
        names=speaker.list(names),
        total=length_words(clock.length + stopped, clock.unit, speaker),
    )


def _stop_row(clock: Clock, stop: Suspension, calendar: WorkCalendar, speaker: Speaker, today: date) -> Row:
    spans = spans_of((stop,), calendar, today)
    start, end = spans[0] if spans else (stop.start, stop.start)
    days = suspended_days(clock, calendar, ((start, end),), end)
    label = speaker.gettext("%(name)s停表", name=stop_name(stop.reason, speaker))
    return Row(
        label,
        speaker.date_range(start, max(end - ONE_DAY, start)),
        f"+ {length_words(days, clock.unit, speaker)}" if days else "",
    )


def _done_words(reading: Reading, speaker: Speaker) -> str:
    if reading.over:
        return _counted(speaker, _("超期 %(num)s 天办结"), reading.over)
    if reading.left:
        return _counted(speaker, _("提前 %(num)s 天办结"), reading.left)
    return speaker.gettext("按期办结")


def _running_words(reading: Reading, speaker: Speaker) -> str:
    if reading.hours_left is None:
        return _counted(speaker, _("剩 %(num)s 天"), reading.left)
    if reading.hours_left:
        return _counted(speaker, _("剩 %(num)s 小时"), reading.hours_left)
    return speaker.gettext("今天到期")


def due_words(at: datetime, speaker: Speaker) -> str:
    """应 11月20日: where a list only has room for the day."""
    return speaker.gettext("应 %(day)s", day=speaker.day(at))
