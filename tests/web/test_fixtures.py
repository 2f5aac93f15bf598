"""The fixtures themselves: pages are inspected, keys open doors, the clock stands still."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.hub import Hub
from tests.builders import MORNING
from tests.web.inspection import faults_of

GOOD = '<html lang="en"><title>x</title><h1>x</h1></html>'


def test_the_clock_stands_at_five_past_eight(hub: Hub) -> None:
    assert hub.now() == MORNING


def test_the_demonstration_is_loaded_on_both_databases(hub_on_both: Hub) -> None:
    with hub_on_both.store.read() as unit:
        assert unit.halls.all()[0].code == "410400"


def test_an_unknown_page_passes_inspection(client: FlaskClient) -> None:
    assert client.get("/nowhere").status_code == 404


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (GOOD, ""),
        ('<html lang="en"><title>x</title></html>', "0 h1"),
        ("<html><title>x</title><h1>x</h1></html>", "lang is"),
        ('<html lang="en"><h1>x</h1></html>', "no title"),
        ('<p id="a"><p id="a">', "stands twice"),
        ('<input name="x">', "no label"),
        ('<form method="post" action="/x"></form>', "without its token"),
        ('<p style="color:red">', "a style attribute"),
        ("<p>41040019900101123X</p>", "a full identity number"),
        ("<p>until {until}</p>", "an unfilled sentence"),
    ],
)
def test_inspection_notices(html: str, said: str) -> None:
    assert said in "; ".join(faults_of(html)) if said else faults_of(html) == []


def test_a_channel_is_known_by_its_key(app: Flask, channel: Callable[[str], dict[str, str]]) -> None:
    assert app.test_client().get("/api/v1/openapi.json", headers=channel("app")).status_code == 200
