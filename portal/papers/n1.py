"""N1 预约凭证: time, place, conditions, materials, check-in, how to cancel; the person stays masked (BK-02)."""

from typing import Any

from booking.appointment import State
from portal.booking_facts import BookingFacts
from portal.catalog.item import Item, Situation
from portal.catalog.needed import to_bring
from portal.hub import Hub
from portal.store.appointments import Booked
from shared.codes import show_code
from shared.privacy import mask_name, mask_phone
from shared.rules import source_of
from shared.speech import Speaker


def n1(hub: Hub, facts: BookingFacts, booked: Booked, say: Speaker, where: str) -> dict[str, Any]:
    """The slip's data in the visitor's language."""
    _, guide = say.gettext, facts.item(booked.item)
    situation = next((one for one in guide.situations if one.code == booked.situation), guide.situations[0])
    early, until = booked.start - facts.check_in_early, booked.start
    return {
        "locale": say.locale,
        "hall": facts.hall.name_en if say.english else facts.hall.name,
        "where": where,
        "state": _("已约上") if booked.now_in is State.CONFIRMED else _("已申请，等答复"),
        "date": say.day(booked.start),
        "time": say.time_range(booked.start, booked.end),
        "item": guide.name_en if say.english else guide.short or guide.name,
        "rows": _rows(hub, facts, booked, (guide, situation), say),
        "checkin": _("%(early)s 起可以签到取号。没带手机，报预约码。", early=say.time(early)),
        "qr": f"{hub.settings.portal_url}/b/{booked.code}",
        "code": booked.code,
        "code_label": _("预约码 %(code)s", code=show_code(booked.code)),
        "rules": [
            _("来不了：%(until)s 前在手机、自助终端或打 12345 取消。", until=say.time(until)),
            _("半年内 3 次没来，暂停预约一年；现场取号不受影响。依据：%(source)s", source=source_of("BK-14")),
        ],
        "printed": _("打印 %(when)s", when=say.datetime(hub.now())),
    }


def _rows(
    hub: Hub, facts: BookingFacts, booked: Booked, matter: tuple[Item, Situation], say: Speaker
) -> list[list[str]]:
    _, (guide, situation) = say.gettext, matter
    area = facts.place(booked.item)
    bring = to_bring(guide, situation)
    originals = sum(1 for one in bring if one.material.originals)
    conditions = guide.conditions_en_of(situation) if say.english else guide.conditions_of(situation)
    phone = mask_phone(hub.vault.open(booked.phone_sealed))
    said = materials_line(say, len(bring), originals)
    return [
        [_("地点"), _("%(letter)s 区", letter=area.letter) if area else facts.hall.address],
        [_("预约人"), f"{mask_name(booked.name)}  {phone}"],
        [_("条件"), (say.gettext("；")).join(conditions)],
        [_("材料"), said],
    ]


def materials_line(say: Speaker, count: int, originals: int) -> str:
    """How many things to bring, and where the list is."""
    return say.gettext("%(count)s 样，其中原件 %(originals)s 样。清单扫码可看。", count=count, originals=originals)
