"""N3 排队号票: number, area, how many are ahead; carries no identity at all (BK-16)."""

from typing import Any

from booking.order import Priority
from portal.actions.take_ticket import Issued
from shared.speech import Speaker

PRIORITY_NAMES = {
    Priority.ELDERLY: "长者",
    Priority.DISABLED: "残障",
    Priority.PREGNANT: "孕妇",
    Priority.MILITARY: "军人",
    Priority.CHILD: "带小孩",
    Priority.ILL: "病弱",
}


def n3(issued: Issued, speaker: Speaker, base_url: str, where: str) -> dict[str, Any]:
    """The data of the queue ticket in the visitor's language."""
    ticket, _ = issued.ticket, speaker.gettext
    english = speaker.english
    item = issued.item_names[1 if english else 0]
    data: dict[str, Any] = {
        "kind": "n3",
        "locale": speaker.locale,
        "hall": issued.facts.hall.name_en if english else issued.facts.hall.name,
        "where": where,
        "number": ticket.number,
        "area": _area(issued, speaker),
        "item": item or (issued.area.name_en if english else issued.area.name),
        "windows": _windows(issued, speaker),
        "ahead": issued.ahead,
        "wait": [issued.wait.low, issued.wait.high] if issued.wait else [],
        "taken": f"{speaker.date(ticket.arrived_at)} {speaker.time(ticket.arrived_at)}",
        "qr": f"{base_url}/q/{ticket.token}",
        "code": f"{ticket.day:%y%m%d}{ord(ticket.number[0]) - 64:02d}{ticket.serial:04d}",
        "code_label": _("票号 %(day)s-%(number)s", day=f"{ticket.day:%y%m%d}", number=ticket.number),
        "foot": _("当天有效 · 过号 3 次内可以重新排入 · 热线 12345"),
    }
    if ticket.priority:
        minutes = issued.facts.queue_rules.priority_minutes
        data["priority"] = _(PRIORITY_NAMES[Priority(ticket.priority)])
        data["priority_rule"] = _("优先号按早到 %(minutes)s 分钟排", minutes=minutes)
    return data


def _area(issued: Issued, speaker: Speaker) -> str:
    name = issued.area.name_en if speaker.english else issued.area.name
    return speaker.gettext("%(letter)s 区 %(name)s", letter=issued.area.letter, name=name)


def _windows(issued: Issued, speaker: Speaker) -> str:
    numbers = [str(window.number) for window in issued.facts.serving(issued.area.letter)]
    if not numbers:
        return speaker.gettext("以叫号为准")
    joined = "、".join(numbers) if not speaker.english else ", ".join(numbers)
    return speaker.gettext("%(numbers)s 号窗口 · 以叫号为准", numbers=joined)
