"""Says everything in the reader's language: refusals, texts, dates, times, ranges; zh_CN first, en complete."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from shared.clock import local
from shared.english import english_catalog, in_context
from shared.refusals import Both, Refusal, Term, wordings
from shared.rules import source_of

CHINESE, ENGLISH = "zh_CN", "en"
LOCALES = (CHINESE, ENGLISH)

PATTERNS = {
    CHINESE: {"day": "M月d日 EEE", "date": "y年M月d日", "full": "y年M月d日 EEEE", "month": "y年M月"},
    ENGLISH: {"day": "EEE d MMM", "date": "d MMM y", "full": "EEEE d MMMM y", "month": "MMMM y"},
}


@dataclass(frozen=True)
class Sentence:
    """A refusal as a person reads it: what is so, what to do now, and by which rule of which document."""

    code: str
    text: str
    now: str
    rule: str
    source: str
    field: str


class Speaker:
    """Everything that differs between readers of two languages. One per language and process: `speaker(locale)`."""

    def __init__(self, locale: str) -> None:
        if locale not in LOCALES:
            raise ValueError(f"no language {locale!r} here")
        self.locale = locale
        self.english = locale == ENGLISH
        self._catalog = english_catalog() if self.english else {}
        self._patterns = PATTERNS[locale]
        self._formatter = _Values(self)

    @property
    def html_lang(self) -> str:
        return self.locale.replace("_", "-")

    def say(self, refusal: Refusal) -> Sentence:
        """The refusal in this language, with its values in place."""
        words = wordings()[refusal.sentence]
        text, now = (words.en, words.now_en) if self.english else (words.zh, words.now_zh)
        return Sentence(
            code=refusal.code,
            text=self.fill(text, refusal.values),
            now=self.fill(now, refusal.values),
            rule=refusal.rule,
            source=source_of(refusal.rule),
            field=refusal.field,
        )

    def fill(self, template: str, values: dict[str, object]) -> str:
        """Put values into {places}; dates, times and Terms are said in this language, {n:day|days} counts."""
        return self._formatter.vformat(template, (), values)

    def gettext(self, msgid: str, **values: object) -> str:
        """The text in this language; the Chinese text is the key. Values fill %(name)s."""
        text = self._catalog.get(msgid, msgid)
        said = text if isinstance(text, str) else text[-1]
        return said % values if values else said

    def pgettext(self, context: str, msgid: str, **values: object) -> str:
        """As gettext, for a word that English says differently in this context."""
        key = in_context(context, msgid)
        return self.gettext(key if key in self._catalog else msgid, **values)

    def ngettext(self, singular: str, plural: str, num: int, **values: object) -> str:
        """As gettext, where English has two forms; `num` fills %(num)s."""
        text = self._catalog.get(singular, plural if num != 1 else singular)
        said = text if isinstance(text, str) else text[0 if num == 1 else -1]
        return said % {"num": num, **values}

    def knows(self, msgid: str) -> bool:
        """Whether there is anything to say for this text: always in Chinese."""
        return not self.english or msgid in self._catalog

    def day(self, day: dt.date) -> str:
        """11月26日 周四 / Thu 26 Nov"""
        return _dated(_wall(day), self._patterns["day"], self.locale)

    def date(self, day: dt.date) -> str:
        """2026年11月26日 / 26 Nov 2026"""
        return _dated(_wall(day), self._patterns["date"], self.locale)

    def full_date(self, day: dt.date) -> str:
        """2026年11月26日 星期四 / Thursday 26 November 2026"""
        return _dated(_wall(day), self._patterns["full"], self.locale)

    def month(self, day: dt.date) -> str:
        """2026年11月 / November 2026"""
        return _dated(_wall(day), self._patterns["month"], self.locale)

    def time(self, moment: dt.datetime | dt.time) -> str:
        """10:00, on the hall's wall clock"""
        shown = local(moment).time() if isinstance(moment, dt.datetime) else moment
        return f"{shown:%H:%M}"

    def datetime(self, moment: dt.datetime) -> str:
        """11月26日 周四 10:00 / Thu 26 Nov 10:00"""
        return f"{self.day(moment)} {self.time(moment)}"

    def time_range(self, start: dt.datetime | dt.time, end: dt.datetime | dt.time) -> str:
        """10:00–10:30"""
        return f"{self.time(start)}–{self.time(end)}"

    def slot(self, start: dt.datetime, end: dt.datetime) -> str:
        """11月26日 周四 10:00–10:30"""
        return f"{self.day(start)} {self.time_range(start, end)}"

    def date_range(self, start: dt.date, end: dt.date) -> str:
        """11月26日 周四–11月27日 周五"""
        return self.day(start) if start == end else f"{self.day(start)}–{self.day(end)}"

    def minutes(self, low: int, high: int | None = None) -> str:
        """8–14 分钟 / 8–14 minutes; one number when both ends agree"""
        shown = str(low) if high is None or high == low else f"{low}–{high}"
        return f"{shown} {'minute' if shown == '1' else 'minutes'}" if self.english else f"{shown} 分钟"

    def duration(self, length: dt.timedelta) -> str:
        """1 小时 20 分钟 / 1 hour 20 minutes; whole days beyond two; seconds below one minute"""
        seconds = int(length.total_seconds())
        parts = _parts(seconds)
        return " ".join(self._counted(count, unit) for count, unit in parts)

    def working_days(self, count: int) -> str:
        """2 个工作日 / 2 working days"""
        return f"{count} working {'day' if count == 1 else 'days'}" if self.english else f"{count} 个工作日"

    def number(self, number: float) -> str:
        """12,345"""
        return format_decimal(number, locale=self.locale)

    def list(self, things: Iterable[object]) -> str:
        """甲、乙和丙 / a, b, and c"""
        return format_list([self.value(thing) for thing in things], locale=self.locale)

    def value(self, value: object) -> str:
        """Any value as it stands in a sentence."""
        if isinstance(value, Term):
            return self.gettext(value)
        if isinstance(value, Both):
            return value.en if self.english else value.zh
        if isinstance(value, dt.datetime):
            return f"{self.date(value)} {self.time(value)}"
        if isinstance(value, dt.date):
            return self.date(value)
        if isinstance(value, dt.time):
            return self.time(value)
        if isinstance(value, dt.timedelta):
            return self.duration(value)
        if isinstance(value, (list, tuple)):
            return self.list(value)
        return str(value)

    def _counted(self, count: int, unit: str) -> str:
        if not self.english:
            return f"{count} {UNITS[unit]}"
        return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


UNITS = {"day": "天", "hour": "小时", "minute": "分钟", "second": "秒"}


class _Values(string.Formatter):
    """str.format with our own values; a form "day|days" prints the number with the fitting word."""

    def __init__(self, speaker: Speaker) -> None:
        self._speaker = speaker

    def format_field(self, value: object, format_spec: str) -> str:
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{value} {one if value == 1 else many}"
        if format_spec:
            return str(getattr(self._speaker, format_spec)(value))
        return self._speaker.value(value)


@cache
def speaker(locale: str) -> Speaker:
    """The one speaker of this language."""
    return Speaker(locale)


def negotiate(accept_language: str = "", chosen: str = "") -> str:
    """The language to answer in: an explicit choice, else what the browser asks; no wish at all means Chinese."""
    for wish in (chosen, *_wishes(accept_language)):
        found = _ours(wish)
        if found:
            return found
    return CHINESE


def _wishes(accept_language: str) -> list[str]:
    weighed: list[tuple[float, int, str]] = []
    for place, part in enumerate(accept_language.split(",")):
        tag, _, weight = part.strip().partition(";q=")
        try:
            weighed.append((-float(weight or 1), place, tag.strip()))
        except ValueError:
            continue
    return [tag for weight, _, tag in sorted(weighed) if weight]


def _ours(tag: str) -> str:
    """Any Chinese is answered in zh_CN; a reader of any other language is nearer to English."""
    if not tag or tag == "*":
        return ""
    try:
        language = Locale.parse(tag.replace("-", "_").split("_")[0].lower()).language
    except (ValueError, UnknownLocaleError):
        return ""
    return CHINESE if language == "zh" else ENGLISH


@lru_cache(4096)
def _dated(day: dt.date, pattern: str, locale: str) -> str:
    # A page shows the same few weeks again and again, and babel takes a third of a millisecond for each.
    return format_date(day, pattern, locale=locale)


def _wall(day: dt.date) -> dt.date:
    return local(day).date() if isinstance(day, dt.datetime) else day


def _parts(seconds: int) -> list[tuple[int, str]]:
    if seconds < 60:
        return [(seconds, "second")]
    minutes = seconds // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    named = [(days, "day"), (hours, "hour"), (left, "minute")]
    return [part for part in named if part[0]][:2]
