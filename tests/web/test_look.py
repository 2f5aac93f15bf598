"""The look on its own: every part renders in every mode and language, obeys the strict CSP, finds its assets."""

import gzip
import json
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from shared.look import Built
from tests.web.look_pages import ROOT, SAMPLES, SHEETS, look_app

ADDRESSES = [f"/gallery?device={device}" for device in SHEETS] + [f"/sample/{name}" for name in SAMPLES]
APPS = {"portal": ROOT / "portal/web/static/built", "kiosk": ROOT / "kiosk/static/built"}
LOOK = ROOT / "shared/look"
FIRST_PAGE = ("phone.css", "phone.js", "htmx.js", "icons.svg", "seal.svg", "num-600.woff2")
FIRST_PAGE_BYTES = 48_000


@pytest.fixture(scope="module")
def browser() -> FlaskClient:
    return look_app().test_client()


def manifest(app: str) -> dict[str, str]:
    file = APPS[app] / "manifest.json"
    assert file.exists(), "the browser assets are not built: npm ci && npm run build"
    return dict(json.loads(file.read_text("utf-8")))


def templates(app: str) -> list[Path]:
    return [*(ROOT / app).rglob("templates/**/*.html"), *LOOK.rglob("*.html")]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("wishes", ["mode=normal&lang=zh_CN", "mode=elder&lang=en"])
def test_page_is_whole_and_obeys_the_csp(browser: FlaskClient, address: str, wishes: str) -> None:
    page = browser.get(f"{address}{'&' if '?' in address else '?'}{wishes}").get_data(as_text=True)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert not re.search(r"\sstyle=|<style|javascript:|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)
    assert f'lang="{"en" if "lang=en" in wishes else "zh-CN"}"' in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_label_error_and_summary_points_at_something(browser: FlaskClient, address: str) -> None:
    page = browser.get(address).get_data(as_text=True)
    ids = set(re.findall(r'\sid="([^"]+)"', page))
    pointed = re.findall(r'(?:for|aria-labelledby|aria-describedby)="([^"]+)"|<li><a href="#([^"]+)"', page)
    assert {name for group in pointed for names in group for name in names.split()} <= ids


@pytest.mark.parametrize("app", APPS)
def test_every_icon_named_in_a_template_is_in_the_sprite(app: str) -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (APPS[app] / manifest(app)["icons.svg"]).read_text("utf-8")))
    calls = re.compile(r"""\bicon\(\s*['"]([a-z0-9-]+)|['"]?\b(?:drawing|after)['"]?\s*[=:]\s*['"]([a-z0-9-]+)['"]""")
    named = {
        name for path in templates(app) for pair in calls.findall(path.read_text("utf-8")) for name in pair if name
    }
    assert named <= drawn


@pytest.mark.parametrize("app", APPS)
def test_every_asset_named_in_a_template_is_built(app: str) -> None:
    built = manifest(app)
    named = {
        name for path in templates(app) for name in re.findall(r"asset\('([a-z0-9.-]+)'\)", path.read_text("utf-8"))
    }
    assert named - {"chart.js", "icon-192.png"} <= built.keys()
    assert all((APPS[app] / file).exists() for file in built.values())


def test_first_page_of_a_phone_stays_light() -> None:
    built = manifest("portal")
    files = [
        next(file for name, file in built.items() if re.sub(r"\.[A-Z0-9]{8}", "", name) == one) for one in FIRST_PAGE
    ]
    weight = sum(len(gzip.compress((APPS["portal"] / file).read_bytes(), 9)) for file in files)
    assert weight <= FIRST_PAGE_BYTES


def test_asset_keeps_its_plain_name_until_something_is_built(tmp_path: Path) -> None:
    assert Built(tmp_path).path("phone.css") == "built/phone.css"


def test_asset_carries_the_hash_of_its_content(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"phone.css": "phone.3f2a.css"}', encoding="utf-8")
    assert Built(tmp_path).path("phone.css") == "built/phone.3f2a.css"


def test_asset_built_later_is_found_without_a_restart(tmp_path: Path) -> None:
    built = Built(tmp_path)
    for name in ("phone.3f2a.css", "phone.77aa.css"):
        built.path("phone.css")
        (tmp_path / "manifest.json").write_text(json.dumps({"phone.css": name}), encoding="utf-8")
    assert built.path("phone.css") == "built/phone.77aa.css"
