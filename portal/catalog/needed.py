"""Which materials a situation needs, in the order of the printed list (CT-04, RV-11, §3.1)."""

from portal.catalog.item import Item, Material, Need, Needed, Requirement, Situation


def materials_for(item: Item, situation: Situation) -> tuple[Needed, ...]:
    """Every line of the list with its need here; a line the situation does not name keeps its printed need."""
    requirements = {requirement.no: requirement for requirement in situation.requirements}
    return tuple(_needed(material, requirements.get(material.no)) for material in item.materials)


def to_bring(item: Item, situation: Situation) -> tuple[Needed, ...]:
    """What a person packs: the must lines first, then what is brought only if held."""
    needed = materials_for(item, situation)
    must = tuple(line for line in needed if line.need is Need.MUST)
    return must + tuple(line for line in needed if line.need is Need.IF_HELD)


def _needed(material: Material, requirement: Requirement | None) -> Needed:
    if requirement is None:
        need = Need.MUST if material.required_as_printed else Need.IF_HELD
        return Needed(material, need, material.note, material.note_en)
    when = requirement.when or material.note
    when_en = requirement.when_en or material.note_en
    return Needed(material, requirement.need, when, when_en, requirement.reading)
