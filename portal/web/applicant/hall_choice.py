"""Which hall the visitor of the phone pages means: named in the address, else chosen before, else the city's."""

from flask import Response, request

from portal.store.unit import Unit
from shared.refusals import NotFound

COOKIE = "tb_hall"
A_YEAR = 365 * 24 * 3600


def chosen_hall(unit: Unit) -> str:
    """The hall's code."""
    wanted = request.args.get("hall") or request.cookies.get(COOKIE, "")
    halls = [hall.code for hall in unit.halls.all()]
    if not halls:
        raise NotFound(field="hall")
    return wanted if wanted in halls else halls[0]


def remember_hall(response: Response) -> Response:
    """Keeps a hall that was just chosen."""
    wanted = request.args.get("hall", "")
    if wanted.isalnum() and len(wanted) <= 12 and wanted != request.cookies.get(COOKIE):
        response.set_cookie(COOKIE, wanted, max_age=A_YEAR, samesite="Lax", secure=request.is_secure, httponly=True)
    return response
