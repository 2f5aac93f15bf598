"""What the portal sends to browsers besides pages: kept for ever, sent small, and a phone's first page under 60 kB."""

import re

import pytest

from portal.web.assets import STATIC, built

SMALL = {"Accept-Encoding": "br, gzip"}
FIRST_PAGE_BYTES = 60_000


def address(name: str) -> str:
    return f"/static/{built.path(name)}"


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_a_style_sheet_is_sent_small_and_kept_for_ever(client, coding):
    answer = client.get(address("phone.css"), headers={"Accept-Encoding": coding}, buffered=True)
    assert answer.headers["Content-Encoding"] == coding
    assert answer.headers["Content-Type"].startswith("text/css")
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert "immutable" in answer.headers["Cache-Control"]


def test_a_browser_that_takes_no_coding_gets_the_plain_file(client):
    answer = client.get(address("phone.css"), buffered=True)
    assert "Content-Encoding" not in answer.headers
    assert b"@layer" in answer.data


def test_no_address_leads_out_of_the_static_folder(client):
    assert client.get("/static/../assets.py", headers=SMALL, buffered=True).status_code == 404


def test_the_offline_helper_stands_at_the_root_and_is_asked_for_again(client):
    answer = client.get("/sw.js", buffered=True)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize(("lang", "name"), [("zh_CN", "政务服务大厅"), ("en", "Government service hall")])
def test_a_phone_may_put_the_hall_on_its_home_screen(client, lang, name):
    answer = client.get(f"/app.webmanifest?lang={lang}", buffered=True)
    assert answer.content_type == "application/manifest+json"
    assert answer.json["name"] == name
    assert all(client.get(icon["src"], buffered=True).status_code == 200 for icon in answer.json["icons"])


def test_first_page_of_a_phone_stays_under_60_kB_over_the_wire(client):
    page = client.get("/", buffered=True).get_data(as_text=True)
    files = set(re.findall(r'(?:href|src)="(/static/[^"#]+)', page)) - {address("icon-192.png")}
    sizes = {file: len(client.get(file, headers=SMALL, buffered=True).data) for file in files}
    assert (
        len(page.encode()) + sum(sizes.values()) + len(client.get(numerals(), buffered=True).data) <= FIRST_PAGE_BYTES
    )


def numerals() -> str:
    css = (STATIC / built.path("phone.css")).read_text("utf-8")
    return "/static/built/" + re.search(r"num-600\.[A-Z0-9]+\.woff2", css).group()
