"""A year's holidays from a file: what is accepted, and that every fault names its line and leaves nothing behind."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.refusals import Refusal
from shared.workday_files import decode, parse_year
from shared.workdays import TABLES, load, read_table
from tests.outcomes import outcome, refusal_of

GOOD = """# notice: 国办发明电〔2026〕9号
date,kind,name
2027-01-01,holiday,元旦
2027/5/1,放假,劳动节
2027年10月1日,holiday,国庆节
2027-10-09,makeup_workday,国庆节
"""
OURS = (TABLES / "workdays-2026.toml").read_text("utf-8")
PUBLIC = json.dumps(
    {
        "year": 2026,
        "papers": ["https://www.gov.cn/notice.htm"],
        "days": [
            {"name": "元旦", "date": "2026-01-01", "isOffDay": True},
            {"name": "元旦", "date": "2026-01-04", "isOffDay": False},
            {"name": "劳动节", "date": "2026-05-01", "isOffDay": True},
            {"name": "国庆节", "date": "2026-10-01", "isOffDay": True},
        ],
    },
    ensure_ascii=False,
    indent=1,
)


def fault_of(text: str, kind: str = "csv") -> Refusal:
    return refusal_of(parse_year, text, kind)


def test_a_table_by_hand_is_read_with_its_notice() -> None:
    table = parse_year(GOOD, "csv")
    assert (table.year, table.source) == (2027, "国办发明电〔2026〕9号")
    assert list(table.holidays) == [date(2027, 1, 1), date(2027, 5, 1), date(2027, 10, 1)]
    assert table.make_up == {date(2027, 10, 9): "国庆节"}


def test_our_own_table_files_can_be_imported_again() -> None:
    assert parse_year(OURS, "toml") == read_table(TABLES / "workdays-2026.toml")


def test_the_public_json_layout_is_read() -> None:
    table = parse_year(PUBLIC, "json")
    assert list(table.make_up) == [date(2026, 1, 4)]
    assert table.source == "https://www.gov.cn/notice.htm"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_files_of_office_programs_are_read(encoding: str) -> None:
    assert parse_year(decode(GOOD.encode(encoding)), "csv").year == 2027


@pytest.mark.parametrize(
    ("text", "wording", "line"),
    [
        pytest.param(GOOD + "2027-10-08,上班,\n", "calendar_weekday", 7, id="make-up on a Friday"),
        pytest.param(GOOD + "2027-13-01,holiday,\n", "calendar_date", 7, id="no such month"),
        pytest.param(GOOD + "2027-02-30,holiday,\n", "calendar_date", 7, id="no such day"),
        pytest.param(GOOD + "soon,holiday,\n", "calendar_date", 7, id="no date at all"),
        pytest.param(GOOD + "2028-01-01,holiday,\n", "calendar_years", 7, id="another year"),
        pytest.param(GOOD + "2027-01-01,holiday,\n", "calendar_twice", 7, id="twice"),
        pytest.param(GOOD + "2027-02-08,perhaps,\n", "calendar_kind", 7, id="unknown kind"),
        pytest.param(GOOD + "2027-02-08\n", "calendar_kind", 7, id="no kind"),
        pytest.param(GOOD.replace("# notice", "#"), "calendar_notice", 1, id="no notice"),
        pytest.param(GOOD.replace("2027/5/1,放假", "2027/5/2,放假"), "calendar_incomplete", 0, id="no labour day"),
        pytest.param("", "calendar_incomplete", 0, id="empty"),
    ],
)
def test_a_fault_names_its_line(text: str, wording: str, line: int) -> None:
    fault = fault_of(text)
    assert (fault.sentence, fault.values["line"]) == (wording, line)


@pytest.mark.parametrize(
    ("text", "kind", "line"),
    [
        ('{"days": [\n}', "json", 2),
        ("[1, 2]", "json", 1),
        ("year = 2027\nholidays = [", "toml", 2),
        ('{"holidays": [1]}', "json", 1),
    ],
)
def test_a_broken_file_is_named_with_its_line(text: str, kind: str, line: int) -> None:
    fault = fault_of(text, kind)
    assert (fault.sentence, fault.values["line"]) == ("calendar_syntax", line)


def test_a_fault_in_json_names_the_line_of_the_day() -> None:
    monday = PUBLIC.replace("2026-01-04", "2026-01-05")
    line = int(str(fault_of(monday, "json").values["line"]))
    assert "2026-01-05" in monday.splitlines()[line - 1]


def test_an_unknown_file_kind_is_refused() -> None:
    assert fault_of(GOOD, "xlsx").sentence == "calendar_kind"


def test_bytes_that_are_no_text_are_refused() -> None:
    assert refusal_of(decode, b"\xff\xff\xff").sentence == "calendar_encoding"


SIMPLE = st.none() | st.booleans() | st.text(max_size=5)


def keyed(inner: st.SearchStrategy[object]) -> st.SearchStrategy[dict[str, object]]:
    return st.dictionaries(st.sampled_from(["days", "holidays", "make_up", "source", "papers", "2026-01-01"]), inner)


@given(st.text(), st.sampled_from(["csv", "toml", "json"]))
def test_any_text_is_read_or_refused_and_never_crashes(text: str, kind: str) -> None:
    assert outcome(parse_year, text, kind)


@given(keyed(SIMPLE | st.lists(SIMPLE, max_size=3) | keyed(SIMPLE)) | SIMPLE)
def test_any_json_is_read_or_refused_and_never_crashes(value: object) -> None:
    assert outcome(parse_year, json.dumps(value), "json")


def test_an_import_does_not_touch_the_old_calendar() -> None:
    before = load(range(2026, 2027))
    before.with_year(parse_year(GOOD, "csv"))
    assert before.last_published == 2026
