"""A case handed in by a channel and decided by a department's own system, over HTTP alone."""

import pytest

from tests.builders import CITY
from tests.cast import CITIZEN

ITEM = "410190021000"
PERSON = {"name": CITIZEN.name, "id_number": CITIZEN.id_number, "phone": CITIZEN.phone}


@pytest.fixture
def case(client, channel):
    body = {"hall": CITY, "item": ITEM, "situation": "renewal", "applicant": PERSON}
    return client.post("/api/v1/cases", json=body, headers=channel("app")).json


@pytest.fixture
def say(client, channel):
    def word(number, step, officer="甲", department="410400-housing", **more):
        body = {"department": department, "officer": officer, **more}
        headers = channel("department_system")
        return client.post(f"/api/v1/exchange/cases/{number}/{step}", json=body, headers=headers)

    return word


def test_CS_27_a_case_has_its_number_the_moment_it_is_handed_in(case):
    assert case["number"].endswith(tuple("0123456789"))
    assert case["state"] == "intake_checking"


def test_the_progress_names_no_person(client, case):
    answer = client.post(f"/api/v1/cases/{case['number']}/progress", json={"password": case["password"]})
    assert answer.status_code == 200
    assert CITIZEN.name not in answer.get_data(as_text=True)


def test_a_wrong_password_is_told_how_many_tries_are_left(client, case):
    answer = client.post(f"/api/v1/cases/{case['number']}/progress", json={"password": "000000"})
    assert (answer.status_code, answer.json["code"]) == (403, "wrong_query_password")


def test_the_sixth_wrong_password_is_too_many(client, case):
    for _ in range(6):
        answer = client.post(f"/api/v1/cases/{case['number']}/progress", json={"password": "000000"})
    assert (answer.status_code, answer.json["code"]) == (429, "too_many_passwords")


def test_a_step_out_of_turn_is_refused_with_its_reason(say, case):
    answer = say(case["number"], "grant")
    assert (answer.status_code, answer.json["code"]) == (409, "no_such_move")


def test_only_the_department_system_speaks_for_departments(client, channel, case):
    url = f"/api/v1/exchange/cases/{case['number']}/sign-for"
    body = {"department": "410400-housing", "officer": "甲"}
    assert client.post(url, json=body, headers=channel("app")).status_code == 403
