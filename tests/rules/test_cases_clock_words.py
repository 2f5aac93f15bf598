"""Clocks in words: the short line, the sentence with its sum, the rows behind it, in both languages."""

from datetime import date, time

import pytest

from portal.cases.clock_words import (
    CLOCK_NAMES,
    STARTED,
    STOP_NAMES,
    due_words,
    explain,
    length_words,
    reasoning,
    short_words,
    stop_name,
)
from portal.cases.clocks import Clock, Unit
from portal.cases.moves import ClockKind
from portal.cases.needs import STOP_REASONS
from portal.cases.readings import read
from shared.speech import CHINESE, ENGLISH, speaker
from tests.rules.cases_builders import CALENDAR, at, review, stopped

ZH, EN = speaker(CHINESE), speaker(ENGLISH)
NOTICE = review("2026-11-16 16:10", 10, stopped("2026-11-23", days=5))
PLAIN = review("2026-11-16 16:10")
LONG = review("2026-12-16 16:10", 20)


@pytest.mark.parametrize(
    ("clock", "now", "zh", "en"),
    [
        pytest.param(PLAIN, "2026-11-20 10:00", "剩 6 天", "6 days left", id="in order"),
        pytest.param(PLAIN, "2026-11-27 10:00", "剩 1 天", "1 day left", id="one day"),
        pytest.param(PLAIN, "2026-11-30 09:58", "剩 7 小时", "7 hours left", id="last day"),
        pytest.param(PLAIN, "2026-11-30 17:30", "今天到期", "Due today", id="after closing"),
        pytest.param(PLAIN, "2026-12-01 09:00", "超期 1 天", "1 day overdue", id="overdue"),
        pytest.param(NOTICE, "2026-11-24 09:00", "已停表，剩 6 天", "Stopped, 6 days left", id="stopped"),
        pytest.param(
            LONG, "2026-12-17 09:00", "暂定 1月14日 周四前后", "about Thu 14 Jan, provisional", id="provisional"
        ),
        pytest.param(
            PLAIN.stop(at("2026-11-25 09:00")), "2027-01-01 09:00", "提前 3 天办结", "Done 3 days early", id="early"
        ),
        pytest.param(PLAIN.stop(at("2026-11-30 09:00")), "2027-01-01 09:00", "按期办结", "Done in time", id="in time"),
        pytest.param(
            PLAIN.stop(at("2026-12-01 09:00")), "2027-01-01 09:00", "超期 1 天办结", "Done 1 day late", id="late"
        ),
    ],
)
def test_SV_10_the_words_beside_the_bar(clock: Clock, now: str, zh: str, en: str) -> None:
    reading = read(clock, CALENDAR, at(now))
    assert (short_words(reading, ZH), short_words(reading, EN)) == (zh, en)


def test_CS_15_waiting_for_the_applicant_in_words() -> None:
    wait = Clock(ClockKind.APPLICANT_WAIT, at("2026-11-18 10:00"), 0)
    assert short_words(read(wait, CALENDAR, at("2026-11-23 10:00")), ZH) == "已等 3 天"
    assert explain(wait, CALENDAR, ZH, date(2026, 11, 23)) == (
        "11月18日 周三告知补正，没有规定期限，等待的时间不算在部门头上。"
    )


@pytest.mark.parametrize(
    ("clock", "zh", "en"),
    [
        pytest.param(
            Clock(ClockKind.ACCEPTANCE, at("2026-11-19 16:20"), 2),
            "11月19日 周四收到材料，次日起算，2 个工作日，最迟 11月23日 周一 17:00，过 24:00 记超期。",
            "Papers received Thu 19 Nov; counting from the next day, 2 working days, "
            "at the latest Mon 23 Nov 17:00, overdue after midnight.",
            id="acceptance",
        ),
        pytest.param(
            NOTICE,
            "11月16日 周一受理，次日起算，10 个工作日，加停表 5 个工作日（公示），共 15 个工作日，"
            "最迟 12月7日 周一 17:00，过 24:00 记超期。",
            "Accepted Mon 16 Nov; counting from the next day, 10 working days plus 5 working days stopped "
            "(Public notice), 15 working days in all, at the latest Mon 7 Dec 17:00, overdue after midnight.",
            id="with a stop",
        ),
        pytest.param(
            LONG,
            "12月16日 周三受理，次日起算，20 个工作日，最迟 1月14日 周四 17:00，过 24:00 记超期。"
            "2027 年放假安排还没有公布，日期暂定。",
            "Accepted Wed 16 Dec; counting from the next day, 20 working days, at the latest Thu 14 Jan 17:00, "
            "overdue after midnight. The holidays of 2027 are not published yet, so the date is provisional.",
            id="provisional",
        ),
        pytest.param(
            Clock(ClockKind.ACCEPTANCE, at("2026-11-23 10:00"), 0),
            "11月23日 周一收到材料，应当场办，最迟 11月23日 周一 17:00，过 24:00 记超期。",
            "Papers received Mon 23 Nov; due on the spot, at the latest Mon 23 Nov 17:00, overdue after midnight.",
            id="on the spot",
        ),
        pytest.param(
            Clock(ClockKind.REVIEW, at("2026-11-02 10:00"), 20, Unit.CALENDAR_DAY),
            "11月2日 周一受理，次日起算，20 个自然日，最迟 11月23日 周一 17:00，过 24:00 记超期。",
            "Accepted Mon 2 Nov; counting from the next day, 20 calendar days, at the latest Mon 23 Nov 17:00, "
            "overdue after midnight.",
            id="calendar days",
        ),
    ],
)
def test_RV_01_a_clock_explains_itself_in_one_sentence(clock: Clock, zh: str, en: str) -> None:
    day = date(2026, 11, 23)
    assert explain(clock, CALENDAR, ZH, day) == zh
    assert explain(clock, CALENDAR, EN, day) == en


def test_RV_02_the_rows_behind_the_date() -> None:
    rows = [(row.label, row.value, row.remark) for row in reasoning(NOTICE, CALENDAR, ZH, date(2026, 11, 24))]
    assert rows == [
        ("次日起算", "11月17日 周二", ""),
        ("审查时限", "10 个工作日", ""),
        ("公示停表", "11月23日 周一–11月27日 周五", "+ 5 个工作日"),
        ("周末和节假日", "不计", ""),
        ("最迟", "12月7日 周一 17:00", ""),
    ]


def test_a_provisional_end_is_labelled_and_calendar_days_skip_no_weekend() -> None:
    assert reasoning(LONG, CALENDAR, ZH, date(2026, 12, 17))[-1].label == "暂定最迟"
    clock = Clock(ClockKind.REVIEW, at("2026-11-02 10:00"), 20, Unit.CALENDAR_DAY)
    assert [row.label for row in reasoning(clock, CALENDAR, ZH, date(2026, 11, 3))] == ["次日起算", "审查时限", "最迟"]


def test_an_open_ended_clock_has_one_row() -> None:
    wait = Clock(ClockKind.APPLICANT_WAIT, at("2026-11-18 10:00"), 0)
    (row,) = reasoning(wait, CALENDAR, EN, date(2026, 11, 23))
    assert row.label == "Waiting for the applicant"
    assert row.value.startswith("Supplement asked for Wed 18 Nov; no time limit is set")


def test_RV_02_a_stop_that_runs_past_its_length_is_told_with_the_day_it_reached() -> None:
    today = date(2026, 12, 1)
    assert "加停表 7 个工作日（公示），共 17 个工作日，最迟 12月9日 周三 18:00" in explain(
        NOTICE, CALENDAR, ZH, today, time(18)
    )
    rows = reasoning(NOTICE, CALENDAR, ZH, today, time(18))
    assert (rows[2].value, rows[2].remark) == ("11月23日 周一–12月1日 周二", "+ 7 个工作日")
    assert rows[-1].value == "12月9日 周三 18:00"


def test_RV_02_two_kinds_of_stop_are_both_named_and_one_that_took_nothing_shows_zero() -> None:
    clock = review("2026-11-16 16:10", 10, stopped("2026-11-18", "2026-11-19", reason="hearing"), *NOTICE.suspensions)
    assert "（听证和公示）" in explain(clock, CALENDAR, ZH, date(2026, 11, 24))
    none = review("2026-11-16 16:10", 10, stopped("2026-11-18", "2026-11-18"))
    row = reasoning(none, CALENDAR, ZH, date(2026, 11, 24))[2]
    assert (row.value, row.remark) == ("11月18日 周三", "")


def test_lengths_in_words() -> None:
    said = [length_words(length, Unit.WORKING_DAY, EN) for length in (0, 1, 2)]
    assert said == ["on the spot", "1 working day", "2 working days"]
    assert [length_words(length, Unit.CALENDAR_DAY, EN) for length in (1, 2)] == ["1 calendar day", "2 calendar days"]


def test_a_cause_from_elsewhere_is_said_as_it_came() -> None:
    assert stop_name("flood", EN) == "flood"
    assert stop_name("hearing", EN) == "Hearing"


@pytest.mark.parametrize(("days", "words"), [(1, "1 day waited"), (3, "3 days waited")])
def test_CS_15_the_wait_is_counted_in_english_too(days: int, words: str) -> None:
    wait = Clock(ClockKind.APPLICANT_WAIT, at("2026-11-18 10:00"), 0)
    now = at(f"2026-11-{18 + days + (2 if days == 3 else 0)} 10:00")
    assert short_words(read(wait, CALENDAR, now), EN) == words


def test_more_than_one_day_late_is_in_the_plural() -> None:
    assert short_words(read(PLAIN, CALENDAR, at("2026-12-02 09:00")), EN) == "2 days overdue"
    assert (
        short_words(read(PLAIN.stop(at("2026-12-02 09:00")), CALENDAR, at("2027-01-01 09:00")), EN)
        == "Done 2 days late"
    )


def test_every_clock_and_every_stop_has_a_name_in_both_languages() -> None:
    assert set(STARTED) == set(CLOCK_NAMES) == set(ClockKind)
    assert set(STOP_NAMES) == set(STOP_REASONS)
    said = [*STARTED.values(), *CLOCK_NAMES.values(), *STOP_NAMES.values()]
    assert [text for text in said if not EN.knows(text)] == []


def test_a_list_with_room_for_the_day_only() -> None:
    assert due_words(at("2026-11-20 17:00"), ZH) == "应 11月20日 周五"
