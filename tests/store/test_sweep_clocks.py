"""What clocks do by themselves: silence accepts a permit, limits warn and show red once, imports move due days."""

from datetime import date, datetime, timedelta

import pytest

from portal.actions import intake, window_intake
from portal.actions.sweep_clocks import sweep_clocks
from portal.case_terms import checklist
from portal.cases.materials import Finding, Tick
from portal.cases.moves import ClockKind
from portal.cases.states import State
from portal.people import Actor
from portal.roles import Role
from shared.clock import SHANGHAI
from tests.builders import ZHANHE, copy_of, filled_file, make_hub
from tests.cast import CITIZEN

CLERK = Actor("staff", "pzh.window", "李测雯", ZHANHE, "", frozenset({Role.WINDOW_CLERK, Role.APPLICATION_CLERK}))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_file(tmp_path_factory.mktemp("sweep"))


@pytest.fixture
def hub(filled, tmp_path):
    made = make_hub(copy_of(filled, tmp_path), tmp_path)
    yield made
    made.store.close()


@pytest.fixture
def case(hub):
    """A building permit taken in on Monday morning."""
    who = intake.Applicant(CITIZEN.name, "id_card", CITIZEN.id_number, CITIZEN.phone)
    wish = intake.CaseWish(ZHANHE, "410190021000", "renewal", who, window=3)
    by = (CLERK, hub.now())
    with hub.store.write() as unit:
        opened = intake.open_case(unit, hub, wish, by).case
        found = {line.no: Finding(Tick.COMPLETE) for line in checklist(unit, opened).unchecked}
        intake.tick(unit, hub, opened, found, by)
        return window_intake.take_in(unit, hub, opened, by)


def swept(hub, day: int) -> int:
    hub.clock.set(datetime(2026, 11, day, 18, 0, tzinfo=SHANGHAI))
    with hub.store.write() as unit:
        return sweep_clocks(unit, hub, hub.now())


def deeds(hub, case) -> list[str]:
    with hub.store.read() as unit:
        return [row.action for row in unit.audit.about(f"case:{case.number}")]


def now_in(hub, case) -> State:
    with hub.store.read() as unit:
        return unit.cases.by_id(case.id).state


def test_nothing_happens_on_the_first_day(hub, case):
    assert swept(hub, 23) == 0


def test_SV_12_a_warning_and_a_red_card_come_once_each(hub, case):
    for day in (25, 25, 26, 26):
        swept(hub, day)
    with hub.store.read() as unit:
        rows = unit.audit.about(f"case:{case.number}")
    said = [row.action for row in rows if row.facts.get("clock") == "acceptance"]
    assert said == ["clock.warning", "clock.red_card"]


def test_CS_12_silence_accepts_as_of_the_day_of_receipt(hub, case):
    swept(hub, 30)
    before = now_in(hub, case)
    hub.clock.advance(timedelta(days=1))
    with hub.store.write() as unit:
        sweep_clocks(unit, hub, hub.now())
        review = next(one for one in unit.clocks.of_case(case.id) if one.clock.kind is ClockKind.REVIEW)
    assert (before, now_in(hub, case)) == (State.RECEIVED, State.ACCEPTED)
    assert review.clock.start.astimezone(SHANGHAI).date() == date(2026, 11, 23)
    assert "case.deemed_accepted" in deeds(hub, case)


def test_the_red_card_stays_after_silence_accepted(hub, case):
    swept(hub, 30)
    hub.clock.advance(timedelta(days=1))
    with hub.store.write() as unit:
        sweep_clocks(unit, hub, hub.now())
        warned = {one.clock.kind: one.warned for one in unit.clocks.of_case(case.id)}
    assert warned[ClockKind.ACCEPTANCE] == "red_card"


def test_a_clock_of_another_calendar_is_derived_again(hub, case):
    with hub.store.write() as unit:
        before = unit.clocks.of_case(case.id)
        for stored in before:
            unit.clocks.save(type(stored)(**{**stored.__dict__, "calendar_version": "old"}), hub.ids)
        assert sweep_clocks(unit, hub, hub.now()) == len(before)
        after = unit.clocks.of_case(case.id)
    assert [one.due_cached for one in after] == [one.due_cached for one in before]
