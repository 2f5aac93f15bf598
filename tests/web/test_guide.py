"""The guide's tablet: tickets for those who cannot, and kiosks that call for somebody (GD-04)."""

from portal.web.clerk.desk import WINDOW_ROLES
from tests.builders import ZHANHE


def test_GD_04_a_guide_takes_a_priority_ticket_that_prints_in_the_hall(staff, hub):
    guide = staff("pzh.guide")
    answer = guide.post("/staff/guide/", data={"area": "A", "priority": "elderly"}, follow_redirects=True)
    with hub.store.read() as unit:
        jobs = unit.print_jobs.counts(ZHANHE)
    assert "A001" in answer.get_data(as_text=True)
    assert jobs == {"queued": 1}


def test_GD_04_a_kiosk_calls_until_a_guide_goes(staff, client, device):
    guide = staff("pzh.guide")
    client.post("/api/v1/kiosk/help", json={"screen": "ticket"}, headers=device("410411-K1"))
    assert "请人帮忙" in guide.get("/staff/guide/").get_data(as_text=True)
    guide.post("/staff/guide/help/410411-K1")
    assert "请人帮忙" not in guide.get("/staff/guide/").get_data(as_text=True)


def test_a_guide_sees_no_window_console(staff):
    assert not {"guide"} & {role.value for role in WINDOW_ROLES}
    assert staff("pzh.guide").get("/staff/window").status_code == 403
