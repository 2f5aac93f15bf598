"""The issuing desk over its pages: counted sheets, two signatures, telling, and nobody else's hand."""

import pytest

from portal.actions import print_jobs as printing
from portal.people import Actor
from printers.hub import JobState
from tests.builders import ZHANHE
from tests.cast import CITIZEN, STRANGER
from tests.web.case_walk import SOME_REASON, Walk, visitor_at_window

AGENT = Actor("device", f"{ZHANHE}-AGENT", hall=ZHANHE)


@pytest.fixture
def walk(hub, staff):
    """A granted case whose certificate waits at 湛河区's issuing window."""
    visitor_at_window(hub)
    one = Walk(hub, staff("pzh.window")).taken_in()
    for who, name in (("housing1", "accept"), ("housing1", "begin"), ("housing2", "grant")):
        one.step(staff(who), name)
    return one


@pytest.fixture
def desk(staff):
    return staff("pzh.issuing")


def press(desk, walk, do: str, **form: str):
    return desk.post("/staff/print/batch", data={"case": walk.number, "do": do, **form})


def jobs(walk, kind: str = "n13"):
    with walk.hub.store.read() as unit:
        return [line.job for line in unit.print_jobs.lines(ZHANHE, tuple(JobState)) if line.job.kind == kind]


def fallen_silent(walk) -> str:
    """The laser took the sheet and was never heard of again."""
    hub, job = walk.hub, jobs(walk)[0]
    with hub.store.write() as unit:
        leased = printing.lease(unit, hub, AGENT, job, hub.now())
        for state in ("sending", "unknown"):
            said = printing.Said(job.id, leased.fence, state, {})
            printing.report(unit, hub, AGENT, said, hub.now())
    return job.id


def test_a_result_waits_to_be_printed(desk, walk):
    page = desk.get("/staff/print").text
    assert walk.number in page
    assert "还没有打印" in page


def test_DL_07_the_first_sheet_is_secure_and_on_the_issuing_laser(desk, walk):
    press(desk, walk, "print")
    (job,) = jobs(walk)
    assert (job.secure, job.copy, job.printer) == (True, 1, "410411-L2")


def test_the_same_sheet_is_not_queued_twice(desk, walk):
    press(desk, walk, "print")
    assert press(desk, walk, "print").status_code == 409
    assert len(jobs(walk)) == 1


def test_nothing_picked_is_said(desk, walk):
    assert desk.post("/staff/print/batch", data={"do": "print"}).status_code == 422


def test_an_unknown_sheet_waits_for_a_person(desk, walk):
    press(desk, walk, "print")
    job = fallen_silent(walk)
    assert "有 1 份不知道打没打出来" in desk.get("/staff/print").text
    desk.post(f"/staff/print/jobs/{job}/settle", data={"verdict": "printed", "sheet": "A-0001"})
    assert jobs(walk)[0].state is JobState.CONFIRMED


def test_a_verdict_that_does_not_exist_is_refused(desk, walk):
    press(desk, walk, "print")
    answer = desk.post(f"/staff/print/jobs/{fallen_silent(walk)}/settle", data={"verdict": "maybe"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({}, 422),
        ({"reason": "打皱了"}, 422),
        ({"reason": "打皱了", "second": "nobody"}, 422),
        ({"reason": "打皱了", "second": "pzh.issuing"}, 422),
        ({"reason": "打皱了", "second": "pzh.manager"}, 303),
    ],
)
def test_a_second_sheet_needs_a_reason_and_a_second_person(desk, walk, form, status):
    press(desk, walk, "print")
    desk.post(f"/staff/print/jobs/{fallen_silent(walk)}/settle", data={"verdict": "printed"})
    assert press(desk, walk, "print", **form).status_code == status


def test_a_sheet_that_never_came_is_printed_again_without_ado(desk, walk):
    press(desk, walk, "print")
    desk.post(f"/staff/print/jobs/{fallen_silent(walk)}/settle", data={"verdict": "not_printed"})
    assert press(desk, walk, "print").status_code == 303
    assert {job.copy for job in jobs(walk)} == {1}


def test_DL_01_the_handover_has_two_signatures_and_N14(desk, walk):
    assert press(desk, walk, "hand_over").status_code == 422
    press(desk, walk, "hand_over", giver="陈试远")
    assert (walk.state, len(jobs(walk, "n14"))) == ("handed_over", 1)


def handed_over_and_told(desk, walk):
    press(desk, walk, "hand_over", giver="陈试远")
    press(desk, walk, "notify", f="notify")


def test_DL_03_the_applicant_is_told_and_may_collect(desk, walk):
    handed_over_and_told(desk, walk)
    assert (walk.state, len(jobs(walk, "n20"))) == ("ready_for_pickup", 1)
    assert walk.number in desk.get("/staff/print?f=pickup").text


@pytest.mark.parametrize(
    ("number", "status"), [("", 422), ("123", 422), (STRANGER.id_number, 403), (CITIZEN.id_number, 303)]
)
def test_DL_04_a_result_goes_to_its_applicant_only(desk, walk, number, status):
    handed_over_and_told(desk, walk)
    form = {"id_number": number, "seen": "ready_for_pickup", "number": walk.number}
    assert desk.post(f"/staff/print/{walk.number}/deliver", data=form).status_code == status
    assert (walk.state == "delivered") is (status == 303)


def test_a_refusal_is_handed_over_like_a_certificate(hub, staff, desk):
    visitor_at_window(hub)
    walk = Walk(hub, staff("pzh.window")).taken_in()
    walk.step(staff("housing1"), "accept")
    walk.step(staff("housing1"), "begin")
    walk.step(staff("housing2"), "refuse", **SOME_REASON)
    press(desk, walk, "print")
    press(desk, walk, "hand_over", giver="陈试远")
    assert (walk.state, len(jobs(walk, "n12"))) == ("handed_over", 1)


def test_a_posted_result_has_its_number(hub, staff, desk):
    visitor_at_window(hub)
    walk = Walk(hub, staff("pzh.window")).taken_in(delivery="mail")
    for who, name in (("housing1", "accept"), ("housing1", "begin"), ("housing2", "grant")):
        walk.step(staff(who), name)
    handed_over_and_told(desk, walk)
    address = f"/staff/print/{walk.number}/mail"
    assert desk.post(address, data={"seen": "notified", "tracking": ""}).status_code == 422
    desk.post(address, data={"seen": "notified", "tracking": "10000000062"})
    assert walk.state == "mailed"


@pytest.mark.parametrize("wanted", ["ready", "notify", "pickup", "mail", "queue", "nonsense"])
def test_every_list_opens(desk, walk, wanted):
    press(desk, walk, "print")
    assert desk.get(f"/staff/print?f={wanted}", headers={"Accept-Language": "en"}).status_code == 200
