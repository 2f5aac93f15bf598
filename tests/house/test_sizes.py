"""Sizes that keep a file readable (a limit is raised only by a commit that says why)."""

from tests.house import gauges
from tests.house.gauges import clean
from tests.house.sources import modules, product, relative, suite, templates

RULES = (
    "shared/",
    "booking/",
    "printers/",
    "portal/cases/",
    "portal/catalog/",
    "portal/delivery/",
    "portal/supervision/",
)
# Where catching everything is the promise: the process must survive, and the failure is logged and shown.
MAY_CATCH_ALL = {
    "portal/web/refusals.py": "the one 500 page",
    "portal/cli.py": "one clear line instead of a traceback",
    "portal/worker.py": "one failed timer must not stop the others",
    "printers/agent.py": "one failed job must not stop the agent",
    "kiosk/app.py": "the one 500 page of the kiosk",
}


def product_functions() -> list[gauges.Function]:
    return [function for module in product() for function in module.functions]


def written_tests() -> list[gauges.Function]:
    return [function for module in suite() for function in module.functions if function.is_test]


def test_no_file_is_longer_than_300_lines() -> None:
    clean(gauges.long_files(modules(), 300))


def test_most_files_are_short() -> None:
    lengths = [len(module.lines) for module in product()]
    assert gauges.tenth_highest(lengths) <= 200
    assert gauges.middle(lengths) <= 80


def test_no_function_is_longer_than_40_lines() -> None:
    # A migration lists the columns of its tables and is never changed again.
    clean(gauges.long_functions((f for f in product_functions() if "/versions/" not in f.module.path), 40))


def test_most_functions_are_short() -> None:
    lengths = [function.length for function in product_functions()]
    assert gauges.tenth_highest(lengths) <= 25
    assert gauges.middle(lengths) <= 10


def test_views_only_translate() -> None:
    views = [f for f in product_functions() if f.is_view and f.module.path.startswith(("portal/web/", "kiosk/"))]
    clean(gauges.long_functions(views, 25))
    assert gauges.middle([view.length for view in views]) <= 8


def test_function_names_are_short() -> None:
    assert gauges.tenth_highest([len(function.node.name) for function in product_functions()]) <= 24


def test_every_module_says_what_lives_in_it() -> None:
    clean(gauges.without_docstring(modules()))


def test_no_module_is_a_drawer() -> None:
    clean(gauges.banned_module_names(modules()))


def test_rules_and_printers_are_typed_throughout() -> None:
    clean(gauges.untyped_returns(f for f in product_functions() if f.module.path.startswith(RULES)))


def test_nearly_everything_is_typed() -> None:
    untyped = gauges.untyped_returns(product_functions())
    assert len(untyped) <= 0.05 * len(product_functions()), untyped


def test_nothing_catches_everything() -> None:
    clean(gauges.broad_excepts(m for m in product() if m.path not in MAY_CATCH_ALL))


def test_code_is_not_repeated() -> None:
    share, places = gauges.repeated_share(product())
    assert share <= 0.015, places


def test_tests_are_hardly_repeated() -> None:
    share, places = gauges.repeated_share(suite())
    assert share <= 0.05, places


def test_tests_are_short_and_claim_little() -> None:
    lengths = [test.length for test in written_tests()]
    assert gauges.middle(lengths) <= 8
    assert gauges.tenth_highest(lengths) <= 20
    assert gauges.middle([gauges.claims(test) for test in written_tests()]) <= 2


def test_shared_fixtures_stay_small() -> None:
    limits = {"conftest.py": 150, "builders.py": 250}
    kept = ((m, limits.get(m.path.rpartition("/")[2])) for m in suite())
    clean([said for m, limit in kept if limit for said in gauges.long_files([m], limit)])


def test_hardly_anything_is_patched() -> None:
    patched = [said for module in suite() for said in gauges.patches(module)]
    assert len(patched) <= len(written_tests()) / 50, patched


def test_templates_are_short() -> None:
    sizes = [(relative(path), len(path.read_text("utf-8").splitlines())) for path in templates()]
    limits = [(path, size, 60 if path.rpartition("/")[2].startswith("_") else 120) for path, size in sizes]
    clean([f"{path}: {size} lines, at most {limit}" for path, size, limit in limits if size > limit])
