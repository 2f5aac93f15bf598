"""Gauges of decay: each answers the offenders in words, so that a failing test names the file and what is wrong."""

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from statistics import median, quantiles

import pytest

from tests.house.sources import Function, Module

BANNED_NAMES = {"util", "utils", "helper", "helpers", "manager", "data", "info", "handle", "process", "common", "misc"}
RUN = 8


def clean(offenders: Sequence[str]) -> None:
    """Fail with one line for each offender."""
    if offenders:
        pytest.fail("\n".join(offenders), pytrace=False)


def tenth_highest(values: Sequence[int]) -> float:
    """The 90th percentile."""
    return quantiles(values, n=10)[-1] if len(values) > 1 else max(values, default=0)


def middle(values: Sequence[int]) -> float:
    return median(values) if values else 0


def long_files(modules: Iterable[Module], limit: int) -> list[str]:
    return [f"{m.path}: {len(m.lines)} lines, at most {limit}" for m in modules if len(m.lines) > limit]


def long_functions(functions: Iterable[Function], limit: int) -> list[str]:
    return [f"{f.place}: {f.length} lines, at most {limit}" for f in functions if f.length > limit]


def without_docstring(modules: Iterable[Module]) -> list[str]:
    """A module says in its first sentence which rule or promise lives in it; an empty __init__ says nothing."""
    spoken = ((module, ast.get_docstring(module.tree)) for module in modules if module.tree.body)
    return [
        f"{m.path}: no first sentence" for m, words in spoken if not words or words.split("\n")[0][-1:] not in ".)?"
    ]


def banned_module_names(modules: Iterable[Module]) -> list[str]:
    named = ((module.path, module.path.rpartition("/")[2].removesuffix(".py").strip("_")) for module in modules)
    return [f"{path}: the name {name!r} says nothing" for path, name in named if name in BANNED_NAMES]


def untyped_returns(functions: Iterable[Function]) -> list[str]:
    """An __init__ with typed arguments needs none: there is only one answer."""
    return [f"{f.place}: no return type" for f in functions if f.node.returns is None and f.node.name != "__init__"]


def broad_excepts(modules: Iterable[Module]) -> list[str]:
    """Handlers that catch everything, except those that only clean up and raise again."""
    found = []
    for module in modules:
        handlers = (node for node in ast.walk(module.tree) if isinstance(node, ast.ExceptHandler))
        found += [f"{module.path}:{handler.lineno}: catches everything" for handler in handlers if _is_broad(handler)]
    return found


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = ast.unparse(handler.type) if handler.type else "everything"
    raises_again = any(isinstance(node, ast.Raise) and node.exc is None for node in ast.walk(handler))
    return not raises_again and any(name in caught.split() for name in ("Exception", "BaseException", "everything"))


def unfinished(texts: Iterable[tuple[str, str]]) -> list[str]:
    marks = ("TO" + "DO", "FIX" + "ME", "XX" + "X:")
    lines = ((path, n, line) for path, text in texts for n, line in enumerate(text.splitlines(), 1))
    return [f"{path}:{n}: {line.strip()[:80]}" for path, n, line in lines if any(mark in line for mark in marks)]


def repeated_share(modules: Iterable[Module]) -> tuple[float, list[str]]:
    """The share of lines that stand in a run of eight which occurs more than once, and where."""
    places: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    total = 0
    for module in modules:
        lines = _telling_lines(module)
        total += len(lines)
        for start in range(len(lines) - RUN + 1):
            run = lines[start : start + RUN]
            places[tuple(text for _, text in run)].append((module.path, run[0][0]))
    twice = [spots for spots in places.values() if len(spots) > 1]
    repeated = {(path, line + offset) for spots in twice for path, line in spots for offset in range(RUN)}
    worst = Counter(path for path, _ in repeated).most_common(8)
    said = [f"{path}: about {count} lines" for path, count in worst]
    said += [" = ".join(f"{path}:{line}" for path, line in spots[:3]) for spots in twice[:20]]
    return (len(repeated) / total if total else 0.0), said


def _telling_lines(module: Module) -> list[tuple[int, str]]:
    stripped = ((n, line.strip()) for n, line in enumerate(module.lines, 1))
    return [(n, text) for n, text in stripped if text and not text.startswith(("#", "import ", "from "))]


def calls(module: Module, *names: str) -> list[str]:
    """Where a function is called by one of these names: ``sleep`` finds time.sleep and sleep."""
    nodes = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    named = ((node, ast.unparse(node.func).rpartition(".")[2]) for node in nodes)
    return [f"{module.path}:{node.lineno}: {name}()" for node, name in named if name in names]


def patches(module: Module) -> list[str]:
    """Uses of monkeypatch and mock.patch."""
    nodes = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
    spoken = ((node.lineno, ast.unparse(node.func)) for node in nodes)
    return [
        f"{module.path}:{n}: {said}" for n, said in spoken if said.startswith("monkeypatch.") or said[-5:] == "patch"
    ]


def claims(function: Function) -> int:
    """How many things a test asserts."""
    nodes = list(ast.walk(function.node))
    asserts = sum(isinstance(node, ast.Assert) for node in nodes)
    expects = [ast.unparse(node.func) for node in nodes if isinstance(node, ast.Call)]
    return asserts + sum(said.endswith("raises") or said == "expect" for said in expects)
