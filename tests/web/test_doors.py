"""Every route names who may pass; everybody else is turned away, and nobody ever sees a 500."""

import pytest
from flask import Flask

from portal.roles import STAFF_ROLES, Role
from portal.web.door import OPEN_ENDPOINTS, Pass, admitted

SAMPLE = "410411"


def routes(app: Flask):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in OPEN_ENDPOINTS]


def path_of(rule) -> str:
    _, path = rule.build(dict.fromkeys(rule.arguments, SAMPLE), append_unknown=False)
    return path.replace("%3A", ":")


def test_every_route_names_who_may_pass(app):
    nobody = [rule.rule for rule in routes(app) if not admitted(app.view_functions[rule.endpoint])]
    assert nobody == []


def test_a_stranger_passes_only_public_routes(app, client):
    open_to_all = []
    for rule in routes(app):
        if "GET" not in rule.methods or Pass.PUBLIC in admitted(app.view_functions[rule.endpoint]):
            continue
        answer = client.get(path_of(rule))
        if answer.status_code not in {302, 303, 401, 403, 404, 405}:
            open_to_all.append((rule.rule, answer.status_code))
    assert open_to_all == []


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_a_role_passes_only_where_it_is_named(app, signed_in_as, role):
    browser = signed_in_as(role)
    wrong = []
    for rule in routes(app):
        allowed = admitted(app.view_functions[rule.endpoint])
        if "GET" not in rule.methods or not rule.rule.startswith("/staff") or Pass.PUBLIC in allowed:
            continue
        passed = browser.get(path_of(rule)).status_code not in {403}
        if passed != (Pass.STAFF in allowed or role in allowed):
            wrong.append(rule.rule)
    assert wrong == []


@pytest.fixture
def signed_in_as(app, hub):
    """A browser of an account with exactly one role."""
    from portal.actions.sign_in_staff import open_session
    from portal.store.staff import StaffAccount
    from portal.web.callers import STAFF_COOKIE

    def sign_in(role: Role):
        account = StaffAccount(f"only.{role}", "测试", SAMPLE, "410400-housing", frozenset({role}), "-")
        with hub.store.write() as unit:
            unit.staff.add(account)
            token = open_session(hub, unit, account, hub.now()).token
        browser = app.test_client()
        browser.set_cookie(STAFF_COOKIE, token)
        return browser

    return sign_in


def test_no_get_ever_breaks(app, client):
    broken = []
    for rule in routes(app):
        if "GET" in rule.methods:
            with client.get(path_of(rule)) as answer:
                broken += [rule.rule] if answer.status_code >= 500 else []
    assert broken == []


def test_no_empty_post_ever_breaks(app, client, channel):
    broken = []
    for rule in routes(app):
        if "POST" not in rule.methods:
            continue
        headers = channel("app") if rule.rule.startswith("/api") else {}
        answer = client.post(path_of(rule), json={} if headers else None, headers=headers)
        if answer.status_code >= 500:
            broken.append((rule.rule, answer.status_code))
    assert broken == []


def test_a_form_without_its_token_is_refused(app, hub):
    from flask.testing import FlaskClient

    answer = FlaskClient(app).post("/prefer", data={"mode": "elder"})
    assert answer.status_code == 400
