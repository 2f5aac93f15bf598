"""What a started demonstration tells: demo.json for programs, a table for people (product.md §3)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from portal.catalog.places import Account, Places
from portal.demo.plan import HOST, Stage
from portal.demo.seeds import PASSWORD
from portal.roles import ROLES, Role
from shared.clock import local
from shared.speech import Speaker

# The people of the newcomer's story, in its order.
SHOWN_FIRST = (
    "window1",
    "pzh.window",
    "guide1",
    "booking1",
    "housing1",
    "issuing1",
    "manager1",
    "supervisor1",
    "admin",
)


def demo_facts(stage: Stage, now: datetime) -> dict[str, Any]:
    """The content of demo.json; its names are a contract."""
    halls = stage.places.halls
    first = halls[0]
    kiosk = stage.kiosk_ports.get(first.code)
    return {
        "portal": stage.settings.portal_url,
        "kiosk": f"http://{HOST}:{kiosk}" if kiosk else None,
        "screen": f"{stage.settings.portal_url}/screens/{first.code}",
        "database": stage.settings.database,
        "now": local(now).isoformat(timespec="seconds"),
        "api_keys": dict(stage.keys.channels),
        "device_tokens": {
            "kiosk": stage.keys.devices[first.kiosks[0].code],
            "agent": stage.keys.devices[f"{first.code}-AGENT"],
        },
        "accounts": accounts(stage.places),
        "halls": [{"code": hall.code, "name": hall.name} for hall in halls],
        "printers": stage.printers,
        "sms_outbox": str(stage.settings.sms_outbox),
        "kiosks": {hall: f"http://{HOST}:{port}" for hall, port in stage.kiosk_ports.items()},
        "machines": dict(stage.keys.devices),
    }


def accounts(places: Places) -> list[dict[str, str]]:
    """One entry per role of each account."""
    people: list[tuple[str, Account]] = [(hall.code, account) for hall in places.halls for account in hall.staff]
    people += [(reviewer.department.partition("-")[0], reviewer) for reviewer in places.reviewers]
    return [
        {"role": role, "hall": hall, "username": account.username, "password": PASSWORD, "name": account.name}
        for hall, account in people
        for role in account.roles
    ]


def lines(stage: Stage, now: datetime, say: Speaker) -> Iterator[str]:
    """What stands on the terminal once everything runs."""
    url, first = stage.settings.portal_url, stage.places.halls[0]
    yield ""
    yield say.gettext("通办演示已经开始，时间 %(now)s", now=say.full_date(local(now)) + " " + say.time(local(now)))
    yield ""
    places = [
        (say.gettext("手机"), f"{url}/"),
        (say.gettext("工作人员"), f"{url}/staff/sign-in"),
        (say.gettext("大厅屏幕"), f"{url}/screens/{first.code}"),
        *(
            (say.gettext("自助机 %(hall)s", hall=hall), f"http://{HOST}:{port}")
            for hall, port in stage.kiosk_ports.items()
        ),
        (say.gettext("演示面板"), f"{url}/demo"),
    ]
    yield from (f"  {_wide(name, 24)}{place}" for name, place in places)
    yield ""
    yield say.gettext("演示账号（密码都是 %(password)s）", password=PASSWORD)
    yield from (f"  {_wide(name, 16)}{what}" for name, what in _shown_accounts(stage.places, say))
    yield ""
    yield say.gettext("数据在 %(home)s；按 Ctrl-C 停止", home=str(stage.home.folder))


def _shown_accounts(places: Places, say: Speaker) -> Iterator[tuple[str, str]]:
    kept = {one["username"]: one for one in reversed(accounts(places))}
    for username in SHOWN_FIRST:
        if username in kept:
            role = ROLES[Role(kept[username]["role"])]
            yield username, role.name_en if say.english else role.name


def _wide(text: str, columns: int) -> str:
    """Padded for a terminal, where a Chinese character is two columns wide."""
    return text + " " * max(1, columns - sum(2 if ord(letter) > 0x2E7F else 1 for letter in text))
