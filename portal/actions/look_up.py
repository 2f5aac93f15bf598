"""Looking a case up by its number and six-digit password: five tries in fifteen minutes (product.md §5.10)."""

from datetime import datetime, timedelta
from hmac import compare_digest

from portal.actions.intake import password_index
from portal.hub import Hub
from portal.store.cases import Case
from shared.codes import check_code
from shared.ids import CodeKind
from shared.refusals import Refusal

TRIES = 5
WINDOW = timedelta(minutes=15)
PURPOSE = "case_password"


class WrongQueryPassword(Refusal):
    """Number and password do not belong together; which of them is wrong is not told."""

    code = "wrong_query_password"
    rule = "CS-07"
    status = 403


class TooManyPasswords(Refusal):
    """Too many wrong passwords for this number."""

    code = "too_many_passwords"
    rule = "CS-07"
    status = 429


def look_up(hub: Hub, number: str, password: str, now: datetime) -> Case:
    """The case; a wrong try is counted in a transaction of its own, because it must stay."""
    typed = check_code(number, CodeKind.CASE)
    with hub.store.write() as unit:
        tries = unit.sessions.count_attempt(PURPOSE, typed, now, now - WINDOW)
        case = unit.cases.by_number(typed)
        fits = case is not None and compare_digest(case.password_hash, password_index(hub, password))
        if fits and tries <= TRIES:
            unit.sessions.forget_attempts(PURPOSE, typed)
    if tries > TRIES:
        raise TooManyPasswords(minutes=int(WINDOW.total_seconds() // 60))
    if case is None or not fits:
        raise WrongQueryPassword(field="password", left=TRIES - tries)
    return case
