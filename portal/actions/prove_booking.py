"""Opens an appointment for who knows its code and the last four digits of its phone; guesses are counted (BK-12)."""

import hmac
from datetime import datetime, timedelta

from portal.actions.appointment_moves import found
from portal.hub import Hub
from portal.store.appointments import Booked
from shared.codes import tidy
from shared.refusals import NotFound, Refusal

TRIES = 5
WINDOW = timedelta(minutes=15)
PURPOSE = "booking"
DIGITS = 4


class WrongDigits(Refusal):
    """The code or the digits do not fit; which of them is not told."""

    code = "wrong_digits"
    rule = "BK-12"


class TooManyGuesses(Refusal):
    """Too many guesses for one code."""

    code = "too_many_guesses"
    status = 429


def prove(hub: Hub, code: str, digits: str, now: datetime) -> Booked:
    """The appointment, or the same refusal for an unknown code and for wrong digits."""
    typed = tidy(code)[:16].replace("\x00", "")
    with hub.store.write() as unit:
        tried = unit.sessions.count_attempt(PURPOSE, hub.vault.blind(typed, PURPOSE), now, now - WINDOW)
    if tried > TRIES:
        raise TooManyGuesses(minutes=WINDOW)
    with hub.store.read() as unit:
        try:
            booked = found(unit, typed)
        except NotFound as error:
            raise WrongDigits(field="digits") from error
    phone = hub.vault.open(booked.phone_sealed)
    sent = "".join(symbol for symbol in digits if symbol.isdecimal() and symbol.isascii())
    if len(sent) != DIGITS or not hmac.compare_digest(phone[-DIGITS:].encode(), sent.encode()):
        raise WrongDigits(field="digits")
    with hub.store.write() as unit:
        unit.sessions.forget_attempts(PURPOSE, hub.vault.blind(typed, PURPOSE))
    return booked
