"""N25 预约暂停告知: until when, which three dates, what is not affected, how to object (BK-14, BK-15)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from portal.booking_facts import BookingFacts
from portal.hub import Hub
from portal.store.appointments import Booked
from portal.store.no_shows import Listed, Miss
from shared.clock import instant
from shared.privacy import mask_id, mask_name
from shared.rules import source_of
from shared.speech import Speaker


def n25(
    hub: Hub, facts: BookingFacts, about: tuple[Booked, Listed], misses: Sequence[Miss], say: Speaker
) -> dict[str, Any]:
    """The slip's data in the visitor's language."""
    _, (booked, entry) = say.gettext, about
    number = f"BL-{entry.from_day:%y%m%d}-{entry.id[-4:].upper()}"
    return {
        "locale": say.locale,
        "hall": facts.hall.name_en if say.english else facts.hall.name,
        "where": _("咨询台"),
        "to": f"{mask_name(booked.name)}（{mask_id(hub.vault.open(booked.id_sealed))}）",
        "headline": _("网上和电话预约，暂停一年"),
        "until_cap": _("暂停到（含当天）"),
        "until": say.date(entry.until_day),
        "noshows": [[_start(miss, say), _item(facts, miss, say)] for miss in misses],
        "unaffected": _("现场取号、办事、查进度、打印证照照常。已经约上的预约继续有效。"),
        "objection": _("因为大厅关门、系统故障，或者您其实来了，可以撤销。在手机上、窗口或打 12345 说明，核实后恢复。"),
        "qr": f"{hub.settings.portal_url}/me/no-shows",
        "qr_words": _("也可以到咨询台，凭下面的编号办。"),
        "code": f"{entry.from_day:%y%m%d}{int(entry.id[-4:], 16):05d}",
        "code_label": _("告知编号 %(number)s", number=number),
        "basis": _("依据：%(source)s（半年内 3 次预约没来且没有提前取消）", source=source_of("BK-14")),
        "foot": _("告知 %(when)s", when=say.datetime(hub.now())),
    }


def _start(miss: Miss, say: Speaker) -> str:
    start: datetime = instant(str(miss.evidence["start"]))
    return f"{say.full_date(start)} {say.time(start)}"


def _item(facts: BookingFacts, miss: Miss, say: Speaker) -> str:
    offered = facts.offered.get(str(miss.evidence.get("item", "")))
    if offered is None:
        return ""
    return offered.item.name_en if say.english else offered.item.name
