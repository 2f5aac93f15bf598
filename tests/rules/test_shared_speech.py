"""Sentences: refusals, values, dates and times as people of two languages write them."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared import refusals
from shared.english import catalog_files, contested_texts
from shared.refusals import Both, NotFound, Refusal, Required, Term, wordings
from shared.rules import RULES
from shared.speech import CHINESE, ENGLISH, LOCALES, Speaker, negotiate, speaker

ZH, EN = speaker(CHINESE), speaker(ENGLISH)
TEN = datetime(2026, 11, 26, 2, tzinfo=UTC)
HALF_PAST = TEN + timedelta(minutes=30)


class Blocked(Refusal):
    """A refusal of the tests, said with the words of another."""

    code = "blocked"
    rule = "BK-15"
    wording = "required"


def test_no_sentence_begs_or_shouts() -> None:
    said = [words.zh + words.now_zh + words.en + words.now_en for words in wordings().values()]
    assert [text for text in said if any(sign in text for sign in ("抱歉", "！", "!", "亲，", "sorry"))] == []


def test_a_refusal_is_said_with_its_rule_and_source() -> None:
    said = ZH.say(Blocked(name=Term("护照"), field="name"))
    assert (said.text, said.rule, said.source) == ("护照还没有填", "BK-15", RULES["BK-15"].source)
    assert (said.code, said.field, said.now) == ("blocked", "name", "填好这一项再继续。")


def test_a_term_and_a_name_in_both_languages_are_said_in_the_readers() -> None:
    assert EN.say(Required(name=Term("护照"))).text == "passport is missing"
    assert EN.say(Required(name=Both("市政务大厅", "City hall"))).text == "City hall is missing"
    assert ZH.say(Required(name=Both("市政务大厅", "City hall"))).text == "市政务大厅还没有填"


def test_a_refusal_without_rule_names_no_source() -> None:
    assert ZH.say(NotFound()).source == ""


def test_a_refusal_can_be_pinned_to_a_field() -> None:
    assert Required(name="x").at("phone").field == "phone"


def test_two_rooms_cannot_say_the_same_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = '[again]\nzh = "a"\nen = "b"\nnow_zh = "c"\nnow_en = "d"\n'
    for room in ("a.toml", "b.toml"):
        (tmp_path / room).write_text(words, "utf-8")
    monkeypatch.setattr(refusals, "SENTENCES", tmp_path)
    with pytest.raises(ValueError, match="said twice"):
        wordings.__wrapped__()


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{day}", "2027年3月12日|12 Mar 2027"),
        ("{day:day}", "3月12日 周五|Fri 12 Mar"),
        ("{at}", "2026年11月26日 10:00|26 Nov 2026 10:00"),
        ("{at:datetime}", "11月26日 周四 10:00|Thu 26 Nov 10:00"),
        ("{clock}", "17:30|17:30"),
        ("{wait}", "1 小时 20 分钟|1 hour 20 minutes"),
        ("{names}", "护照和x|passport and x"),
        ("{count:day|days}", "1 day|1 day"),
        ("{count}", "1|1"),
    ],
)
def test_values_are_said_by_their_kind(template: str, said: str) -> None:
    values = {
        "day": date(2027, 3, 12),
        "at": TEN,
        "clock": time(17, 30),
        "wait": timedelta(minutes=80),
        "names": [Term("护照"), "x"],
        "count": 1,
    }
    assert "|".join(one.fill(template, values) for one in (ZH, EN)) == said


@pytest.mark.parametrize(
    ("shown", "zh", "en"),
    [
        ("day", "11月26日 周四", "Thu 26 Nov"),
        ("date", "2026年11月26日", "26 Nov 2026"),
        ("full_date", "2026年11月26日 星期四", "Thursday 26 November 2026"),
        ("month", "2026年11月", "November 2026"),
        ("time", "10:00", "10:00"),
        ("datetime", "11月26日 周四 10:00", "Thu 26 Nov 10:00"),
    ],
)
def test_instants_are_shown_on_the_halls_wall(shown: str, zh: str, en: str) -> None:
    assert (getattr(ZH, shown)(TEN), getattr(EN, shown)(TEN)) == (zh, en)


def test_ranges_are_joined_with_an_en_dash() -> None:
    assert ZH.slot(TEN, HALF_PAST) == "11月26日 周四 10:00–10:30"
    assert EN.time_range(TEN, HALF_PAST) == "10:00–10:30"
    assert EN.date_range(date(2026, 11, 26), date(2026, 11, 27)) == "Thu 26 Nov–Fri 27 Nov"
    assert ZH.date_range(date(2026, 11, 26), date(2026, 11, 26)) == "11月26日 周四"


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [(8, 14, "8–14 分钟", "8–14 minutes"), (5, 5, "5 分钟", "5 minutes"), (1, None, "1 分钟", "1 minute")],
)
def test_waiting_is_a_range_of_minutes(low: int, high: int | None, zh: str, en: str) -> None:
    assert (ZH.minutes(low, high), EN.minutes(low, high)) == (zh, en)


@pytest.mark.parametrize(
    ("length", "zh", "en"),
    [
        (timedelta(seconds=1), "1 秒", "1 second"),
        (timedelta(minutes=1), "1 分钟", "1 minute"),
        (timedelta(hours=2), "2 小时", "2 hours"),
        (timedelta(days=1, hours=3, minutes=4), "1 天 3 小时", "1 day 3 hours"),
    ],
)
def test_a_length_of_time_names_its_two_largest_parts(length: timedelta, zh: str, en: str) -> None:
    assert (ZH.duration(length), EN.duration(length)) == (zh, en)


def test_working_days_and_numbers_are_counted() -> None:
    assert [ZH.working_days(2), EN.working_days(1), EN.working_days(2)] == [
        "2 个工作日",
        "1 working day",
        "2 working days",
    ]
    assert EN.number(12345) == "12,345"


def test_a_text_without_english_stays_chinese_and_is_known_to_be_missing() -> None:
    assert EN.gettext("没有人翻译过 %(n)s", n=3) == "没有人翻译过 3"
    assert (EN.knows("没有人翻译过 %(n)s"), ZH.knows("没有人翻译过 %(n)s"), EN.knows("护照")) == (False, True, True)


def test_a_word_may_be_said_differently_in_a_context() -> None:
    en = Speaker(ENGLISH)
    en._catalog = {"人": "people", "queue\x04人": "in line"}
    assert [en.pgettext("queue", "人"), en.pgettext("desk", "人"), ZH.pgettext("queue", "人")] == [
        "in line",
        "people",
        "人",
    ]


def test_no_two_rooms_translate_one_text_differently() -> None:
    assert contested_texts() == []


def test_english_has_two_forms_of_a_count() -> None:
    en = Speaker(ENGLISH)
    en._catalog = {"还有 %(num)s 人": ("%(num)s person", "%(num)s people"), "%(num)s 份": "%(num)s copies"}
    assert [en.ngettext("还有 %(num)s 人", "还有 %(num)s 人", n) for n in (1, 3)] == ["1 person", "3 people"]
    assert en.ngettext("%(num)s 份", "%(num)s 份", 2) == "2 copies"
    assert ZH.ngettext("还有 %(num)s 人", "还有 %(num)s 人", 2) == "还有 2 人"


@pytest.mark.parametrize(
    ("accept", "chosen", "locale"),
    [
        ("", "", CHINESE),
        ("en-GB,en;q=0.9", "", ENGLISH),
        ("zh-TW,en;q=0.8", "", CHINESE),
        ("en;q=0.5,zh-CN;q=0.9", "", CHINESE),
        ("fr,de;q=0.9", "", ENGLISH),
        ("*", "", CHINESE),
        ("en", "zh_CN", CHINESE),
        ("zh", "en", ENGLISH),
        ("zh", "zh-Hans-CN", CHINESE),
        ("en;q=0,zh;q=0.1", "", CHINESE),
        ("en;q=much", "", CHINESE),
        ("???", "!!", CHINESE),
    ],
)
def test_the_language_is_the_chosen_one_or_the_one_asked_for(accept: str, chosen: str, locale: str) -> None:
    assert negotiate(accept, chosen) == locale


@given(st.text(), st.text())
def test_any_header_gives_one_of_our_languages(accept: str, chosen: str) -> None:
    assert negotiate(accept, chosen) in LOCALES


def test_the_page_names_its_language() -> None:
    assert (ZH.html_lang, EN.html_lang) == ("zh-CN", "en")


def test_there_is_no_third_language() -> None:
    with pytest.raises(ValueError, match="fr"):
        Speaker("fr")


def test_every_room_brings_its_english() -> None:
    assert "shared.en.po" in [path.name for path in catalog_files()]
