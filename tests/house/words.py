"""Finds every text that a person may read: in Python, in templates, and the refusals' sentences."""

import ast
import importlib
import pkgutil
import re
import string
from collections.abc import Iterator

import jinja2

from shared.refusals import Refusal
from tests.house.sources import ROOMS, Module

SAYERS = {"_", "gettext", "Term", "N_"}
CHINESE = re.compile(r"[\u3400-\u9fff]")
JINJA_PLACES = ("portal/web/templates", "kiosk/templates", "shared/look")
# Loading these needs a screen, or starts something.
NOT_IMPORTED = {"kiosk.window", "portal.store.migrations.env"}


def python_texts(module: Module) -> Iterator[tuple[int, str]]:
    """Line and text of each literal given to gettext and its like; Terms are translated when they are said."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            taken = node.args[:2] if name in {"ngettext", "n_"} else node.args[:1] if name in SAYERS else []
            said = (arg.value for arg in taken if isinstance(arg, ast.Constant) and isinstance(arg.value, str))
            yield from ((node.lineno, text) for text in said)


def template_texts(source: str) -> Iterator[tuple[int, str]]:
    """Line and text of each Chinese string inside a template's expressions."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    for line, kind, value in environment.lex(source):
        if kind == "string" and CHINESE.search(value):
            yield line, ast.literal_eval(value)


def bare_template_texts(source: str) -> Iterator[tuple[int, str]]:
    """Chinese written into the page itself, where no translation can reach it."""
    environment = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)
    inside = False
    for line, kind, value in environment.lex(source):
        if kind == "name" and value in {"trans", "endtrans", "pluralize"}:
            inside = value != "endtrans"
        elif kind == "data" and not inside and CHINESE.search(value):
            yield line, value.strip()


def load_everything() -> None:
    """Import the whole product, so that every subclass is known."""
    for room in ROOMS:
        package = importlib.import_module(room)
        for found in pkgutil.walk_packages(package.__path__, f"{room}."):
            if (
                found.name not in NOT_IMPORTED
                and not found.name.endswith("__main__")
                and ".versions." not in found.name
            ):
                importlib.import_module(found.name)


def refusals(base: type[Refusal] = Refusal) -> Iterator[type[Refusal]]:
    for kind in base.__subclasses__():
        is_ours = kind.__module__.split(".")[0] in ROOMS and not kind.__name__.startswith("_")
        if is_ours:
            yield kind
        yield from refusals(kind)


def blanks(sentence: str) -> set[str]:
    """The names of the values that a sentence wants: {until} and {count:day|days}."""
    return {name.split(".")[0].split("[")[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def percents(text: str) -> set[str]:
    """The names of %(places)s in a translated text."""
    return set(re.findall(r"%\((\w+)\)", text))
