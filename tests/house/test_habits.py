"""Habits that no linter knows: SQL in the store, no test that waits by the clock, strict pages, nothing left undone."""

import re

from tests.house import gauges
from tests.house.gauges import clean
from tests.house.sources import product, relative, suite, templates, texts

# Measuring, living through real time and waiting for a foreign program is what these are for.
MAY_SLEEP = ("tests/bench/", "tests/races/", "tests/devices/printers_peers.py")
# The printer emulator needs a Python 3.13, which a newcomer may lack; on CI a skip fails the run (tests/reports.py).
MAY_SKIP = ("tests/devices/printers_peers.py",)
# What a strict Content-Security-Policy forbids, and what htmx would have to evaluate.
FORBIDDEN_IN_PAGES = {
    "a style attribute": re.compile(r"\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "an inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>"),
    "an event attribute": re.compile(
        r"\son(?:click|change|input|submit|load|error|blur|focus|key\w+|mouse\w+|touch\w+)\s*="
    ),
    "hx-on": re.compile(r"\shx-on"),
    "a javascript: address": re.compile(r"javascript:"),
    "an unescaped value": re.compile(r"\|\s*safe\b"),
}


def test_nothing_is_left_undone() -> None:
    clean(gauges.unfinished(texts()))


def test_sql_stays_in_the_store() -> None:
    outside = [m for m in product() if m.path.startswith("portal/") and not m.path.startswith("portal/store/")]
    clean([said for module in outside for said in gauges.calls(module, "execute", "exec_driver_sql")])


def test_tests_do_not_wait_by_the_clock() -> None:
    quick = [m for m in suite() if not m.path.startswith(MAY_SLEEP)]
    clean([said for module in quick for said in gauges.calls(module, "sleep", "wait_for_timeout")])


def test_nothing_is_skipped() -> None:
    bound = [module for module in suite() if module.path not in MAY_SKIP]
    skipping = [said for module in bound for said in gauges.calls(module, "skip", "importorskip", "skipif")]
    clean(skipping)


def test_pages_keep_the_content_security_policy() -> None:
    pages = [(relative(path), path.read_text("utf-8")) for path in templates()]
    broken = [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {what}"
        for path, text in pages
        for what, pattern in FORBIDDEN_IN_PAGES.items()
        for match in pattern.finditer(text)
    ]
    clean(broken)


def test_every_part_is_included_by_a_page() -> None:
    parts = [path.name for path in templates() if path.name.startswith("_")]
    written = "\n".join(
        text for path, text in texts() if path.endswith((".html", ".py")) and not path.startswith("tests/")
    )
    clean([part for part in parts if part not in written and f'"{part[1:-5]}"' not in written])
