"""Takes messages from the outbox to their drivers: at least once, with growing pauses, and a visible end."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import httpx

from portal.hub import Hub
from portal.messages.driver import Driver, Letter, NotSent
from portal.messages.gateway import Gateway
from portal.messages.text_file import Console, TextFile
from portal.messages.webhook import KIND, Webhook
from portal.store.outbox import Message
from shared.settings import BadSetting, Settings
from shared.vault import VaultTrouble

AT_ONCE = 50
LEASE = timedelta(minutes=2)
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
TIMEOUT = 10.0
SMS = "sms"


def drivers_of(settings: Settings, http: httpx.Client | None = None) -> dict[str, Driver]:
    """The drivers this deployment has chosen."""
    client = http or httpx.Client(timeout=TIMEOUT)
    return {SMS: _texts(settings, client), KIND: Webhook(client)}


def _texts(settings: Settings, client: httpx.Client) -> Driver:
    if settings.sms_driver == "file":
        return TextFile(settings.sms_outbox, settings.sms_signature)
    if settings.sms_driver == "console":
        return Console(settings.sms_signature)
    if settings.sms_driver != "http":
        raise BadSetting(name="TONGBAN_SMS_DRIVER", expected="file / console / http")
    if not settings.sms_gateway_url.startswith(("https://", "http://")):
        raise BadSetting(name="TONGBAN_SMS_GATEWAY_URL", expected="https://…")
    return Gateway(client, settings.sms_gateway_url, settings.sms_gateway_key, settings.sms_signature)


def dispatch(hub: Hub, drivers: Mapping[str, Driver], now: datetime) -> int:
    """Sends what is due and answers how many messages were taken by their drivers."""
    with hub.store.read() as unit:
        if not unit.outbox.any_due(now):
            return 0
    with hub.store.write() as unit:
        due = unit.outbox.take_due(now, now + LEASE, AT_ONCE)
    return sum(_send(hub, drivers, message, now) for message in due)


def _send(hub: Hub, drivers: Mapping[str, Driver], message: Message, now: datetime) -> bool:
    try:
        if message.kind not in drivers:
            raise NotSent(f"no driver for {message.kind}", permanent=True)
        drivers[message.kind].send(_letter(hub, message, now))
    except NotSent as trouble:
        with hub.store.write() as unit:
            unit.outbox.failed(message.id, str(trouble), _again_at(hub, message, trouble, now))
        return False
    with hub.store.write() as unit:
        unit.outbox.sent(message.id, now)
    return True


def _letter(hub: Hub, message: Message, now: datetime) -> Letter:
    try:
        address = hub.vault.open(message.address_sealed)
    except VaultTrouble as trouble:
        raise NotSent(str(trouble), permanent=True) from trouble
    return Letter(message.id, message.kind, address, message.topic, message.body, now)


def _again_at(hub: Hub, message: Message, trouble: NotSent, now: datetime) -> datetime | None:
    """When to try again; None gives up, and the message waits where a person sees it."""
    tried = message.tries + 1
    if trouble.permanent or tried >= hub.settings.outbox_retry_limit:
        return None
    pause: timedelta = min(FIRST_PAUSE * 2 ** (tried - 1), LONGEST_PAUSE)
    return now + pause
