"""Applicants sign in by a code sent to their phone; limits are per phone, never per address (product.md §4)."""

import hmac
from datetime import datetime, timedelta

from portal import booking_texts
from portal.booking_person import blind_phone
from portal.hub import Deed, Hub, TextMessage, digest
from portal.people import Actor
from portal.store.people import Applicant
from portal.store.sessions import OneTimeCode, Session
from portal.store.unit import Unit
from shared.refusals import Refusal

PURPOSE, COUNTED = "sign_in", "sign_in_sms"
DIGITS = 6
VALID, BETWEEN, A_DAY = timedelta(minutes=5), timedelta(seconds=60), timedelta(days=1)
MOST_A_DAY, TRIES = 10, 5
SESSION = timedelta(minutes=30)


class SmsTooSoon(Refusal):
    """A code was sent less than a minute ago."""

    code = "sms_too_soon"
    status = 429


class SmsTooMany(Refusal):
    """This phone's codes of the day are used up."""

    code = "sms_too_many"
    status = 429


class SmsCodeWrong(Refusal):
    """Not the code that was sent."""

    code = "sms_code_wrong"


class SmsCodeGone(Refusal):
    """Too old, tried too often, or never sent."""

    code = "sms_code_gone"


def send_code(hub: Hub, phone: str, now: datetime) -> None:
    """Sends a code to a phone in E.164; the attempt is counted in its own transaction."""
    subject = blind_phone(hub.vault, phone)
    with hub.store.write() as unit:
        waiting = unit.sessions.code(PURPOSE, subject)
        if waiting and now - waiting.made_at < BETWEEN:
            raise SmsTooSoon(seconds=int((BETWEEN - (now - waiting.made_at)).total_seconds()) + 1, field="phone")
        if unit.sessions.count_attempt(COUNTED, subject, now, now - A_DAY) > MOST_A_DAY:
            raise SmsTooMany(most=MOST_A_DAY, field="phone")
        code = hub.ids.digits(DIGITS)
        unit.sessions.put_code(OneTimeCode(PURPOSE, subject, _hash(hub, phone, code), {}, now, now + VALID))
        text = booking_texts.sign_in_code(code, int(VALID.total_seconds() // 60))
        hub.text_message(unit, TextMessage("sign_in", text, phone=phone), now)


def check_code(hub: Hub, phone: str, typed: str, now: datetime) -> None:
    """Right or a refusal; wrong tries are counted in a transaction of their own, because they must stay."""
    subject = blind_phone(hub.vault, phone)
    with hub.store.write() as unit:
        waiting = unit.sessions.code(PURPOSE, subject)
        if waiting is None or waiting.expires_at <= now or waiting.tries >= TRIES:
            raise SmsCodeGone(field="code")
        right = hmac.compare_digest(waiting.code_hash, _hash(hub, phone, typed))
        if right:
            unit.sessions.drop_code(PURPOSE, subject)
        else:
            unit.sessions.count_try(PURPOSE, subject)
    if not right:
        raise SmsCodeWrong(left=TRIES - waiting.tries - 1, field="code")


def open_session(hub: Hub, unit: Unit, phone: str, now: datetime) -> str:
    """The token of a new session of this phone's account, which is made at its first sign-in."""
    blind, token = blind_phone(hub.vault, phone), hub.ids.token()
    account = unit.people.by_phone(blind)
    if account is None:
        account = Applicant(hub.ids.row(), None, None, None, "", hub.vault.seal(phone), blind, None, now)
        unit.people.add(account)
    unit.sessions.open(Session(digest(token), "applicant", account.id, {}, now, now, now + SESSION))
    actor = Actor("applicant", account.id)
    hub.record(unit, actor, Deed("applicant.signed_in", f"applicant:{account.id}", now, {}))
    return token


def _hash(hub: Hub, phone: str, code: str) -> str:
    return hub.vault.blind(f"{phone}:{code}", PURPOSE)
