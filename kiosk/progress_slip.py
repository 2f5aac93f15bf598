"""N23 办件进度单: what the screen shows about a case, as the data of a slip (CS-29)."""

from typing import Any

from kiosk.machine import Machine
from kiosk.visit import Visit
from shared.clock import local
from shared.speech import speaker


def n23(machine: Machine, told: dict[str, Any], visit: Visit) -> dict[str, Any]:
    """The slip's data; the first clock that runs is drawn, the others stand as lines."""
    voice, now = speaker(visit.lang), machine.clock()
    _, hall = voice.gettext, machine.home.get("hall", {})
    clocks = told.get("clocks", [])
    return {
        "kind": "n23",
        "locale": visit.lang,
        "large": visit.mode == "elder",
        "hall": hall.get("name_en" if voice.english else "name", ""),
        "where": machine.home.get("kiosk", {}).get("name", ""),
        "state": told["state_name"],
        "state_words": told.get("told", ""),
        "rows": [[_("事项"), told["title"]], [_("办件号"), told["number"]]],
        "steps": [[str(clock.get("words", "")), str(clock.get("name", "")), "now"] for clock in clocks],
        "qr": f"{machine.portal_url}/c#{told['number']}",
        "qr_words": _("要输 6 位查询密码。密码不印在纸上。"),
        "code": "".join(symbol for symbol in told["number"] if symbol.isdecimal()),
        "code_label": told["number"],
        "foot": _("打印 %(when)s · 以扫码查到的为准", when=f"{voice.date(local(now).date())} {voice.time(now)}"),
    }
