"""The project's files as the gauges see them: parsed once, by kind, with their paths for the message."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROOMS = ("booking", "kiosk", "portal", "printers", "shared")
NOT_OURS = {".git", ".venv", "node_modules", "var", "built", ".built", "build", "__pycache__", "tongban.egg-info"}
TEXTS = {".py", ".toml", ".md", ".html", ".css", ".js", ".mjs", ".json", ".po", ".txt", ".csv", ".yaml", ".yml", ".svg"}
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @property
    def is_product(self) -> bool:
        return self.path.split("/")[0] in ROOMS

    @cached_property
    def functions(self) -> list["Function"]:
        return list(_functions(self, self.tree, ""))


@dataclass(frozen=True)
class Function:
    """One function or method and where it stands."""

    module: Module
    node: FunctionNode
    name: str

    @property
    def place(self) -> str:
        return f"{self.module.path}:{self.node.lineno} {self.name}"

    @property
    def length(self) -> int:
        return (self.node.end_lineno or self.node.lineno) - self.node.lineno + 1

    @property
    def decorators(self) -> list[str]:
        return [ast.unparse(decorator) for decorator in self.node.decorator_list]

    @property
    def is_view(self) -> bool:
        verbs = (".get(", ".post(", ".put(", ".delete(", ".patch(", ".route(")
        return any(verb in decorator for decorator in self.decorators for verb in verbs)

    @property
    def is_test(self) -> bool:
        return self.node.name.startswith("test_")


def _functions(module: Module, parent: ast.AST, prefix: str) -> Iterator[Function]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, FunctionNode):
            yield Function(module, node, prefix + node.name)
            yield from _functions(module, node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.ClassDef):
            yield from _functions(module, node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.stmt | ast.excepthandler):
            yield from _functions(module, node, prefix)


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project that people write."""
    return tuple(sorted(_walk(ROOT)))


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.name.endswith("_cache") or path.name == ".hypothesis":
            continue
        if path.is_dir():
            yield from _walk(path)
        elif path.is_file():
            yield path


@cache
def texts() -> tuple[tuple[str, str], ...]:
    """Path and content of every text file; lock files are left out, machines write them."""
    kept = [path for path in files() if path.suffix in TEXTS or path.suffix == ""]
    kept = [path for path in kept if path.name != "package-lock.json"]
    return tuple((relative(path), path.read_text("utf-8", errors="replace")) for path in kept)


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file: product, tests and tools."""
    return tuple(Module(relative(path), path.read_text("utf-8")) for path in files() if path.suffix == ".py")


def product() -> list[Module]:
    return [module for module in modules() if module.is_product]


def suite() -> list[Module]:
    return [module for module in modules() if module.path.startswith("tests/")]


def templates() -> list[Path]:
    return [path for path in files() if path.suffix == ".html" and relative(path).split("/")[0] in ROOMS]
