"""What is published of a decision or a rating, and how it leaves the house."""

import pytest

from portal.cases.states import State
from portal.supervision.published import PUBLIC_RESULTS, Decision, Opinion, as_csv, as_json, hidden_items
from portal.supervision.rating import Level
from tests.rules.cases_builders import at

GRANTED = Decision(
    "居住证申领", "叶县公安局", "Ye County Police", at("2026-11-20 09:00"), at("2026-11-24 16:30"), "decided_grant"
)


def test_SV_30_results_are_said_in_both_languages() -> None:
    assert GRANTED.words == ("准予", "Granted")
    assert set(PUBLIC_RESULTS) == {State.DECIDED_GRANT, State.DECIDED_REFUSE, State.NOT_ACCEPTED, State.TERMINATED}


def test_SV_30_the_export_holds_matter_office_dates_and_result() -> None:
    assert as_csv([GRANTED]) == (
        "\ufeff事项,办理机关,收件日期,决定日期,结果\r\n居住证申领,叶县公安局,2026-11-20,2026-11-24,准予\r\n"
    )
    assert as_json([GRANTED]) == [
        {
            "item": "居住证申领",
            "office": "叶县公安局",
            "received": "2026-11-20",
            "decided": "2026-11-24",
            "result": "准予",
        }
    ]


def test_SV_30_a_case_that_was_never_taken_in_has_no_such_day() -> None:
    never = Decision("居住证申领", "叶县公安局", "", None, at("2026-11-24 16:30"), "not_accepted")
    assert never.cells() == ("居住证申领", "叶县公安局", "", "2026-11-24", "不予受理")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_SV_30_no_cell_is_run_by_a_spreadsheet(sign: str) -> None:
    sly = Decision(f"{sign}1+1", "叶县公安局", "", None, at("2026-11-24 16:30"), "decided_grant")
    assert f"\r\n'{sign}1+1," in as_csv([sly])


def test_SV_30_each_item_has_a_switch() -> None:
    assert hidden_items([("a", True), ("b", False)]) == ("b",)


def test_SV_05_numbers_of_people_are_masked_in_comment_and_answer() -> None:
    opinion = Opinion(Level.DISSATISFIED, "找 13812345678", at("2026-11-24 16:30"), "intake", "已联系 13812345678")
    assert (opinion.words[0], opinion.said, opinion.answered) == ("不满意", "找 138****5678", "已联系 138****5678")
