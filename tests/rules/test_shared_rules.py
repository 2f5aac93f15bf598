"""The table of rules: whole, and printed with the source that a citizen could look up."""

from collections import Counter

import pytest

from shared.rules import GROUPS, RULES, as_markdown, source_of

WHOLE = {"BK": 18, "GD": 5, "CN": 10, "CT": 29, "WD": 15, "CS": 33, "RV": 12, "DL": 13, "SV": 31}
DOCUMENTS = (
    "平政数〔2022〕26号",
    "平政数〔2022〕47号",
    "平审改组办〔2022〕6号",
    "河南省“统一受理、全省通办”操作规程",
    "平顶山市一次办妥改革工作领导小组办公室第四十三号",
)


def test_all_166_rules_are_stated() -> None:
    assert Counter(rule.group for rule in RULES.values()) == WHOLE
    assert list(WHOLE) == list(GROUPS)


def test_every_rule_is_stated_in_both_languages() -> None:
    assert [rule.id for rule in RULES.values() if not rule.statement or not rule.statement_en] == []
    assert [rule.id for rule in RULES.values() if any("一" <= letter <= "鿿" for letter in rule.statement_en)] == []
    assert {rule.force for rule in RULES.values()} == {"M", "S", "X"}


def test_every_source_begins_with_its_document() -> None:
    sources = [source for rule in RULES.values() for source in rule.source.split("；")]
    assert [source for source in sources if not source.startswith(DOCUMENTS)] == []


@pytest.mark.parametrize(
    ("rule_id", "source"),
    [
        ("BK-09", "平政数〔2022〕26号 第6条"),
        ("BK-15", "平政数〔2022〕26号 第7条、第2条"),
        ("CS-04", "平审改组办〔2022〕6号 第13条（二）、第18条"),
        ("CS-12", "河南省“统一受理、全省通办”操作规程第19条；平政数〔2022〕47号 第19条"),
        ("RV-02", "河南省“统一受理、全省通办”操作规程附件四（二）第5项"),
        ("", ""),
    ],
)
def test_a_source_is_written_out_in_full(rule_id: str, source: str) -> None:
    assert source_of(rule_id) == source


def test_the_page_of_rules_has_a_row_for_each() -> None:
    rows = [line for line in as_markdown().splitlines() if line[:2] == "| " and line[2:4] in WHOLE]
    assert len(rows) == len(RULES)
