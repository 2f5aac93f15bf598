"""Every gauge is broken once on purpose here: a gauge that cannot fail measures nothing."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import NetworkClosed
from tests.house import gauges, test_habits, test_leaks, words
from tests.house.sources import ROOT, Module

LONG_FUNCTION = "def f():\n" + "    pass\n" * 41
GENERIC = Module("booking/utils.py", "def f():\n    try:\n        return 1\n    except Exception:\n        return 2\n")
CLEANING_UP = "def f() -> None:\n    try:\n        g()\n    except:\n        raise\n"
TIDY = Module("booking/tidy.py", '"""Nothing to find here."""\n\n\n' + CLEANING_UP)
MODULE_GAUGES = [gauges.without_docstring, gauges.banned_module_names, gauges.broad_excepts]


def test_a_long_file_is_found() -> None:
    assert gauges.long_files([Module("a.py", "x\n" * 301)], 300) == ["a.py: 301 lines, at most 300"]


def test_a_long_function_is_found_inside_a_class() -> None:
    inside = Module("a.py", "class C:\n" + "".join(f"    {line}\n" for line in LONG_FUNCTION.splitlines()))
    assert gauges.long_functions(inside.functions, 40) == ["a.py:2 C.f: 42 lines, at most 40"]


@pytest.mark.parametrize("gauge", MODULE_GAUGES, ids=lambda gauge: gauge.__name__)
def test_a_careless_module_is_found_and_a_tidy_one_is_not(gauge: object) -> None:
    assert callable(gauge)
    assert (len(gauge([GENERIC])), len(gauge([TIDY]))) == (1, 0)


def test_a_missing_return_type_is_found() -> None:
    assert gauges.untyped_returns([*GENERIC.functions, *TIDY.functions]) == ["booking/utils.py:1 f: no return type"]


def test_a_view_is_known_by_its_route() -> None:
    views = Module("portal/web/a.py", "@bp.get('/')\ndef f():\n    pass\n\ndef g():\n    pass\n").functions
    assert [view.name for view in views if view.is_view] == ["f"]


def test_a_copied_block_is_found() -> None:
    block = "".join(f"x{n} = {n}\n" for n in range(10))
    share, places = gauges.repeated_share([Module("a.py", block), Module("b.py", block + "y = 1\n")])
    assert share > 0.9
    assert "a.py:1 = b.py:1" in places


def test_an_unfinished_line_is_found() -> None:
    assert len(gauges.unfinished([("a.py", "x = 1  # TO" + "DO later")])) == 1


def test_a_patch_and_a_call_are_found() -> None:
    careless = Module("tests/a.py", "monkeypatch.setattr(a, 'b', 1)\nmock.patch('x')\ntime.sleep(1)\n")
    assert len(gauges.patches(careless)) == 2
    assert gauges.calls(careless, "sleep") == ["tests/a.py:3: sleep()"]


def test_claims_are_counted() -> None:
    module = Module(
        "tests/a.py", "def test_a():\n    assert 1\n    with pytest.raises(ValueError):\n        expect(page)\n"
    )
    assert gauges.claims(module.functions[0]) == 3


@pytest.mark.parametrize(
    "markup",
    ['<p style="x">', "<style>", "<script>go()</script>", '<b onclick="x">', '<b hx-on:click="x">', "{{ x|safe }}"],
)
def test_what_the_content_security_policy_forbids_is_found(markup: str) -> None:
    assert any(pattern.search(markup) for pattern in test_habits.FORBIDDEN_IN_PAGES.values())


def test_a_script_file_is_allowed() -> None:
    assert not test_habits.FORBIDDEN_IN_PAGES["an inline script"].search('<script src="/x.js" defer></script>')


def test_a_number_that_may_be_a_persons_is_found() -> None:
    elsewhere = [f"11010119900307{n:03d}{check}" for n in range(1) for check in "0123456789X"]
    assert len(test_leaks.real_numbers(" ".join(elsewhere))) == 1
    assert test_leaks.real_numbers(" ".join(one.replace("110101", "410400") for one in elsewhere)) == []


def test_untranslated_words_are_found() -> None:
    assert list(words.python_texts(Module("a.py", "_('取号')\nTerm('号票')\nprint('别的')\n"))) == [
        (1, "取号"),
        (2, "号票"),
    ]
    assert list(words.template_texts("{{ _('取号') }}{# 注 #}")) == [(1, "取号")]
    assert list(words.bare_template_texts("{# 注 #}<p>取号</p>{% trans %}签到{% endtrans %}")) == [(1, "<p>取号</p>")]


def test_the_network_is_closed() -> None:
    with pytest.raises(NetworkClosed):
        socket.create_connection(("192.0.2.1", 80), timeout=1)


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_skipped_test_fails_the_run_on_ci(tmp_path: Path, ci: str, code: int) -> None:
    (tmp_path / "test_it.py").write_text("import pytest\n\ndef test_it():\n    pytest.skip('no browser')\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "tests.conftest",
        "-p",
        "no:randomly",
        "--rootdir",
        str(tmp_path),
    ]
    run = subprocess.run([*command, str(tmp_path)], cwd=ROOT, env={**os.environ, "CI": ci}, capture_output=True)
    assert run.returncode == code
