"""docs/states.md says what the table of moves says."""

from portal.cases.state_page import page
from tests.house.sources import ROOT


def test_the_page_of_states_is_up_to_date() -> None:
    assert (ROOT / "docs/states.md").read_text("utf-8") == page()
