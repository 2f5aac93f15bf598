"""The published catalogue: items in their order, read from the data files (CT-01, CT-04, CT-28)."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from portal.catalog.item import Item, Need, Situation
from portal.catalog.tables import BadTable, build, table_of

CATALOG_FOLDER = Path(__file__).parent.parent / "data" / "catalog"
STANDARD_SITUATION = "standard"
READING = "本系统的读法：原表“必须”一栏不分情形"


@dataclass(frozen=True)
class Catalogue:
    """All items of a deployment, in the order they are listed."""

    items: tuple[Item, ...]

    def item(self, code: str) -> Item:
        """The item with this code; KeyError if the catalogue has none (CT-22: nothing outside the list)."""
        for item in self.items:
            if item.code == code:
                return item
        raise KeyError(code)

    def situation(self, item_code: str, situation_code: str) -> tuple[Item, Situation]:
        item = self.item(item_code)
        return item, item.situation(situation_code)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def load_catalogue(folder: Path = CATALOG_FOLDER) -> Catalogue:
    """The catalogue in a folder of TOML files; one file holds one item, or several that share one rule."""
    items = [
        item for path in sorted(folder.glob("*.toml")) for item in items_of(tomllib.loads(path.read_text("utf-8")))
    ]
    return catalogue_of(items)


def catalogue_of(items: Iterable[Item]) -> Catalogue:
    """Items put in order; the same code twice is refused."""
    ordered = tuple(sorted(items, key=lambda item: (item.order, item.code)))
    codes = [item.code for item in ordered]
    twice = {code for code in codes if codes.count(code) > 1}
    if twice:
        raise BadTable(f"twice: {', '.join(sorted(twice))}")
    return Catalogue(ordered)


def items_of(table: Mapping[str, Any]) -> tuple[Item, ...]:
    """The items of one file: the table itself, or its variants laid over it."""
    common = {name: value for name, value in table.items() if name != "variants"}
    variants = table.get("variants") or [{}]
    return tuple(item_of({**common, **variant}) for variant in variants)


def item_of(table: Mapping[str, Any]) -> Item:
    """One item, from a data file or from the store's body column."""
    item = dict(table)
    situations = item.get("situations") or [_standard(item)]
    item["situations"] = [_situation(item, dict(situation)) for situation in situations]
    return build(Item, item, place=str(item.get("code", "item")))


def body_of(item: Item) -> dict[str, Any]:
    """The table that `item_of` reads back unchanged."""
    body: dict[str, Any] = table_of(item)
    return body


def _standard(item: Mapping[str, Any]) -> dict[str, Any]:
    title, title_en = item.get("name", ""), item.get("name_en", "")
    return {"code": STANDARD_SITUATION, "name": "办理", "name_en": "Apply", "title": title, "title_en": title_en}


def _situation(item: Mapping[str, Any], situation: dict[str, Any]) -> dict[str, Any]:
    """Fills in what every situation of an item has in common and unfolds the short lists of material numbers."""
    situation.setdefault("title", f"{item.get('name')}（{situation.get('name')}）")
    situation.setdefault("title_en", f"{item.get('name_en')}: {situation.get('name_en')}")
    situation.setdefault("level", item.get("level"))
    when, when_en = situation.pop("when", {}), situation.pop("when_en", {})
    unfolded = [
        {
            "no": no,
            "need": need.value,
            "when": when.get(no, ""),
            "when_en": when_en.get(no, ""),
            "reading": READING if need is not Need.MUST else "",
        }
        for need in Need
        for no in situation.pop(need.value, [])
    ]
    situation.setdefault("requirements", unfolded)
    return situation
