"""How long each area waits, in words; the numbers come from the hub, nothing is computed here (visual.md §7)."""

from typing import Any

from kiosk.page import voice

BUSY_FROM = 25


def waits_of(home: dict[str, Any]) -> list[dict[str, Any]]:
    """The areas as the screens show them."""
    english = voice().english
    return [
        {
            "letter": area["letter"],
            "name": area["name_en" if english else "name"],
            "hint": area["hint_en" if english else "hint"],
            "waiting": area["waiting"],
            "wait": wait_words(area),
            "busy": (area["wait_minutes"] or {}).get("high", 0) > BUSY_FROM,
        }
        for area in home.get("areas", [])
    ]


def wait_words(area: dict[str, Any]) -> str:
    """About how long, honestly: nobody ahead, an interval, or not known."""
    minutes = area.get("wait_minutes")
    if not area.get("open_windows", 1):
        return voice().gettext("窗口未开")
    if not area.get("waiting", area.get("ahead", 0)):
        return voice().gettext("随到随办")
    return voice().gettext("约 %(wait)s", wait=voice().minutes(minutes["low"], minutes["high"])) if minutes else ""
