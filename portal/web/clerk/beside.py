"""The right pane of the console: the machines at this window, the visitor's own standing, the papers of this case."""

from datetime import timedelta

from flask import url_for

from portal.cases.states import ENDED
from portal.line import WindowView
from portal.store.cases import Case
from portal.store.print_jobs import StoredPrinter
from portal.store.unit import Unit
from portal.web.clerk.case_view import paper_links, state_name, title_of
from portal.web.clerk.intake_pane import Values, booked_of
from portal.web.context import now, speaker
from shared.clock import today

HALF_A_YEAR = timedelta(days=183)
FEW = 4


def _(text: str) -> str:
    """Marks a text for the English catalogue; it is said by a Speaker later."""
    return text


PRINTER_STATES = {
    "ready": (_("正常"), "go", "check"),
    "processing": (_("打印中"), "wait", "loader-circle"),
    "stopped": (_("停了"), "stop", "triangle-alert"),
    "offline": (_("联系不上"), "stop", "cloud-off"),
    "unknown": (_("还没有联系上"), "", ""),
}
REASON_NAMES = {
    "media-empty": _("没有纸了"),
    "paper-out": _("没有纸了"),
    "media-jam": _("卡纸"),
    "door-open": _("盖子开着"),
    "cover-open": _("盖子开着"),
    "toner-empty": _("没有墨粉了"),
    "toner-low": _("墨粉快用完"),
    "media-low": _("纸快用完"),
    "paper-near-end": _("纸快用完"),
}


def beside(unit: Unit, view: WindowView, pane: Values) -> Values:
    """Printers, visitor, papers."""
    case = pane.get("case")
    found = case if isinstance(case, Case) else None
    booked = booked_of(unit, view.current)
    who = found.id_blind if found else booked.id_blind if booked else ""
    return {
        "printers": [printer_row(one) for one in printers_of(unit, view.window.hall)],
        "person": _standing(unit, who, found) if who else None,
        "papers": paper_links(unit, found) if found else [],
    }


def printers_of(unit: Unit, hall: str) -> list[StoredPrinter]:
    """The printers clerks print on: a kiosk's own two are the kiosk's business."""
    kiosks = {device.id for device in unit.devices.of_hall(hall) if device.kind == "kiosk"}
    return [one for one in unit.print_jobs.printers(hall) if one.device not in kiosks]


def printer_row(printer: StoredPrinter) -> Values:
    """A printer with its state in words."""
    words, kind, drawing = PRINTER_STATES.get(printer.state, PRINTER_STATES["unknown"])
    reasons = [speaker().gettext(REASON_NAMES[one]) for one in printer.reasons if one in REASON_NAMES]
    return {
        "code": printer.code,
        "name": printer.name,
        "place": printer.place,
        "slip": printer.media == "slip",
        "state": {"text": speaker().gettext(words), "kind": kind, "drawing": drawing},
        "reasons": speaker().list(reasons) if reasons else "",
        "toner": printer.levels.get("toner"),
        "paper": printer.levels.get("paper") or "",
        "stopped": printer.state in {"stopped", "offline"},
    }


def _standing(unit: Unit, who: str, besides: Case | None) -> Values:
    since = today(now()) - HALF_A_YEAR
    misses = [one for one in unit.no_shows.of_person(who) if one.voided_at is None and one.day >= since]
    cases = [one for one in unit.cases.of_person(who) if one.state not in ENDED]
    return {
        "open": [_line(unit, one) for one in cases if besides is None or one.id != besides.id][-FEW:],
        "no_shows": len(misses),
    }


def _line(unit: Unit, case: Case) -> dict[str, str]:
    href = url_for("case_page.show", number=case.number)
    return {"href": href, "title": title_of(unit, case), "state": state_name(case.state)}
