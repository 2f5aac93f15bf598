"""一件事: several items under one lead department, their common materials collected once (CT-18, CT-20)."""

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from portal.catalog.catalogue import Catalogue
from portal.catalog.item import Item, Material, Need
from portal.catalog.needed import materials_for
from portal.catalog.tables import BadTable, build

PACKAGES_FILE = Path(__file__).parent.parent / "data" / "packages.toml"
FEWEST = 5


@dataclass(frozen=True)
class Member:
    """One item of a package, and whose results its decision waits for."""

    item: str
    situation: str = ""
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Package:
    """A package as it is published."""

    code: str
    order: int
    name: str
    name_en: str
    lead: str
    area: str
    summary: str
    summary_en: str
    members: tuple[Member, ...]

    @property
    def items(self) -> tuple[str, ...]:
        return tuple(member.item for member in self.members)


@dataclass(frozen=True)
class SharedMaterial:
    """One paper that several items need: handed in once, in the largest number that one of them asks for."""

    material: Material
    need: Need
    items: tuple[str, ...]
    originals: int
    copies: int


def load_packages(catalogue: Catalogue, path: Path = PACKAGES_FILE) -> tuple[Package, ...]:
    """The packages of the data file, checked against the catalogue."""
    return packages_of(tomllib.loads(path.read_text("utf-8")), catalogue)


def packages_of(table: Mapping[str, Any], catalogue: Catalogue) -> tuple[Package, ...]:
    """Packages in their order; fewer than five, an unknown item or a circle of waiting is refused (CT-18)."""
    packages = sorted((build(Package, one) for one in table["packages"]), key=lambda one: one.order)
    if len(packages) < FEWEST:
        raise BadTable(f"packages: {len(packages)}, at least {FEWEST}")
    known = {item.code for item in catalogue}
    for package in packages:
        strange = set(package.items) - known
        if strange:
            raise BadTable(f"{package.code}: unknown {', '.join(sorted(strange))}")
        in_turn(package)
    return tuple(packages)


@cache
def published_packages() -> tuple[Package, ...]:
    """Every package of the data file, read once; the tests hold them against the catalogue."""
    table = tomllib.loads(PACKAGES_FILE.read_text("utf-8"))
    return tuple(sorted((build(Package, one) for one in table["packages"]), key=lambda one: one.order))


def offered_packages(items: Collection[str]) -> tuple[Package, ...]:
    """The packages a hall can take in whole: every member is among the items it offers."""
    return tuple(package for package in published_packages() if set(package.items) <= set(items))


def in_turn(package: Package) -> tuple[tuple[str, ...], ...]:
    """The items in the waves in which they can be decided; a circle of waiting is a mistake in the data."""
    waves: list[tuple[str, ...]] = []
    decided: set[str] = set()
    while len(decided) < len(package.members):
        wave = tuple(one.item for one in package.members if one.item not in decided and decided.issuperset(one.after))
        if not wave:
            raise BadTable(f"{package.code}: its members wait for each other")
        waves.append(wave)
        decided.update(wave)
    return tuple(waves)


def shared_materials(package: Package, catalogue: Catalogue) -> tuple[SharedMaterial, ...]:
    """Everything the package needs, each paper once: the same name is the same paper (CT-20)."""
    found: dict[str, SharedMaterial] = {}
    for member in package.members:
        item = catalogue.item(member.item)
        for name, one in _materials_of(item, member.situation):
            earlier = found.get(name)
            found[name] = one if earlier is None else _merged(earlier, one)
    return tuple(found.values())


def spared(package: Package, catalogue: Catalogue) -> int:
    """How many papers need not be handed in twice: the figure a package is praised with."""
    return sum(len(one.items) - 1 for one in shared_materials(package, catalogue))


def _materials_of(item: Item, situation: str) -> Iterable[tuple[str, SharedMaterial]]:
    for line in materials_for(item, item.situation(situation)):
        if line.need is not Need.NO:
            material = line.material
            one = SharedMaterial(material, line.need, (item.code,), material.originals, material.copies)
            yield material.name, one


def _merged(earlier: SharedMaterial, later: SharedMaterial) -> SharedMaterial:
    need = Need.MUST if Need.MUST in (earlier.need, later.need) else Need.IF_HELD
    return SharedMaterial(
        earlier.material,
        need,
        (*earlier.items, *later.items),
        max(earlier.originals, later.originals),
        max(earlier.copies, later.copies),
    )
