"""N26 材料清单: what must be brought and what only if one has it, to tick off at home (BK-04, BK-05)."""

from typing import Any

from portal.booking_facts import BookingFacts
from portal.catalog.item import Item, Need, Needed, Situation
from portal.catalog.needed import to_bring
from portal.hub import Hub
from shared.speech import Speaker


def n26(hub: Hub, facts: BookingFacts, matter: tuple[Item, Situation], say: Speaker, where: str) -> dict[str, Any]:
    """The slip's data in the visitor's language; `large` may be added for elderly visitors."""
    _, (guide, situation) = say.gettext, matter
    bring = to_bring(guide, situation)
    groups = [
        (_("一定要带"), [one for one in bring if one.need is Need.MUST]),
        (_("有才要带"), [one for one in bring if one.need is not Need.MUST]),
    ]
    return {
        "locale": say.locale,
        "hall": facts.hall.name_en if say.english else facts.hall.name,
        "where": where,
        "item": situation.title_en if say.english else guide.short or situation.title,
        "lead": _("带齐这些，一次办成。带一样，勾一样。"),
        "groups": [[name, [_line(one, say) for one in some]] for name, some in groups if some],
        "rows": _rows(facts, matter, say),
        "qr": f"{hub.settings.portal_url}/items/{guide.code}?situation={situation.code}",
        "qr_words": _("办事指南里有样表和空表。"),
        "code": guide.code,
        "code_label": _("事项 %(code)s · 第 %(version)s 版", code=guide.code, version=guide.version),
        "foot": _("打印 %(when)s · 指南改了以扫码看到的为准 · 热线 12345", when=say.datetime(hub.now())),
    }


def _line(one: Needed, say: Speaker) -> list[str]:
    material = one.material
    name = material.name_en if say.english else material.name
    when = one.when_en if say.english else one.when
    return [name, _copies(one, say), when]


def _copies(one: Needed, say: Speaker) -> str:
    material = one.material
    words = []
    if material.originals:
        words.append(say.ngettext("原件 %(num)d 份", "原件 %(num)d 份", material.originals))
    if material.copies:
        words.append(say.ngettext("复印件 %(num)d 份", "复印件 %(num)d 份", material.copies))
    return " · ".join(words)


def _rows(facts: BookingFacts, matter: tuple[Item, Situation], say: Speaker) -> list[list[str]]:
    _, (guide, situation) = say.gettext, matter
    limit, area = guide.limit_of(situation), facts.place(guide.code)
    fee = guide.guide.fee
    charged = (fee.standard_en if say.english else fee.standard) if fee.charged else _("不收费")
    promised = _("受理后 %(days)s", days=say.working_days(limit.promised)) if limit.promised else _("当场")
    return [
        [_("时限"), promised],
        [_("费用"), charged],
        [_("地点"), _("%(letter)s 区", letter=area.letter) if area else facts.hall.address],
        [_("时间"), guide.guide.hours_en if say.english else guide.guide.hours],
    ]
