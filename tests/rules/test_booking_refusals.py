"""Every refusal of booking and queue can be said in both languages, with its values in place."""

from datetime import UTC, date, datetime

import pytest

from booking import refusals
from shared.refusals import Refusal
from shared.speech import speaker

EVERY = sorted(
    (kind for kind in vars(refusals).values() if isinstance(kind, type) and issubclass(kind, Refusal)),
    key=lambda kind: kind.__name__,
)
EVERY.remove(Refusal)
MOMENT = datetime(2026, 11, 23, 2, tzinfo=UTC)
A_DAY = date(2026, 11, 23)
VALUES: dict[str, object] = {
    **dict.fromkeys(("start", "opens", "until"), MOMENT),
    **dict.fromkeys(("day", "earliest", "latest", "since", "again"), A_DAY),
    "minutes": 1,
    "days": 14,
    "hall": "市民之家",
    "passes": 4,
    "allowed": 3,
    "number": "X",
    "reason": "停电",
}


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.code)
def test_a_refusal_says_what_is_so_and_what_to_do_now(kind: type[Refusal], locale: str) -> None:
    values = VALUES | ({"until": A_DAY} if kind is refusals.Blacklisted else {})
    said = speaker(locale).say(kind(**values))
    assert said.text
    assert said.now
    assert "{" not in said.text + said.now


def test_codes_are_unique() -> None:
    assert len({kind.code for kind in EVERY}) == len(EVERY)


def test_BK_09_the_lead_time_is_said_with_its_dates_and_its_source() -> None:
    said = speaker("zh_CN").say(refusals.LeadTime(day=A_DAY, earliest=date(2026, 11, 14), latest=date(2026, 11, 20)))
    assert "11月14日 周六" in said.text
    assert "11月20日 周五" in said.text
    assert said.source == "平政数〔2022〕26号 第6条"


def test_BK_15_the_blacklist_is_said_with_both_dates_and_the_way_in() -> None:
    said = speaker("zh_CN").say(
        refusals.Blacklisted(since=date(2026, 8, 31), until=date(2027, 8, 31), again=date(2027, 9, 1))
    )
    assert "2026年8月31日 到 2027年8月31日" in said.text
    assert "现场取号" in said.now
    assert "2027年9月1日" in said.now
