"""Issuing results: secure sheets are counted, a second one needs a reason and a second person (DL-07, DL-08)."""

from dataclasses import dataclass, replace
from datetime import datetime

from portal.actions.print_paper import Paper, PrintWish, make, queue
from portal.cases.states import State
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.cases import Case
from portal.store.documents import Document
from portal.store.print_jobs import PrintJob
from portal.store.unit import Unit
from printers import copies
from printers.copies import Wish
from shared.refusals import NotFound
from shared.wire import Media

By = tuple[Actor, datetime]
ISSUING = "发证"


@dataclass(frozen=True)
class ResultSheet:
    """The paper that is the result of a case, and what was printed of it so far."""

    document: Document
    jobs: tuple[PrintJob, ...]

    @property
    def next_copy(self) -> int:
        """1 while no sheet may be on paper."""
        return copies.next_copy([job.rules for job in self.jobs])

    @property
    def last(self) -> PrintJob | None:
        """The latest job, if any."""
        return self.jobs[-1] if self.jobs else None


def result_of(unit: Unit, case: Case) -> ResultSheet | None:
    """The certificate of a granted case or the decision of a refused one; None before there is one."""
    certificate = unit.certificates.of_case(case.id)
    if certificate is not None:
        found = unit.documents.get(certificate.document)
    else:
        letters = [one for one in unit.documents.about("case", case.number) if one.kind == "n12"]
        found = letters[-1] if letters else None
    if found is None:
        return None
    jobs = unit.print_jobs.about(found.subject_kind, found.subject)
    return ResultSheet(found, tuple(job for job in jobs if job.kind == found.kind))


def print_result(unit: Unit, hub: Hub, case: Case, again: Wish, by: By) -> PrintJob:
    """One result on the issuing window's laser; the first sheet by itself, every further one with its reason."""
    sheet = result_of(unit, case)
    if sheet is None:
        raise NotFound(field="number")
    copy = sheet.next_copy
    if copy > 1 or _under_way(sheet):
        copies.check_reprint([job.rules for job in sheet.jobs], True, _agreed(unit, again, by[0]))
    document = sheet.document if copy == 1 else _marked(unit, hub, sheet, copy, by)
    printer = issuing_printer(unit, by[0].hall)
    wish = PrintWish(by[0].hall, printer=printer, secure=True, copy=copy, reason=again.reason)
    job = queue(unit, hub, document, wish, by)
    facts = {"copy": copy, "reason": again.reason, "agreed": again.approved_by}
    hub.record(unit, by[0], Deed("result.printed", f"case:{case.number}", by[1], facts, case.hall))
    return job


def issuing_printer(unit: Unit, hall: str) -> str:
    """The laser that stands at the hall's issuing window; empty where none is said to stand there."""
    lasers = (one for one in unit.print_jobs.printers(hall) if one.media == Media.A4)
    return next((one.code for one in lasers if ISSUING in one.place), "")


def ready_to_issue(case: Case) -> bool:
    """Whether the result waits to be printed and handed over."""
    return case.state in {State.CERTIFICATE_MADE, State.DECIDED_REFUSE}


def _agreed(unit: Unit, again: Wish, clerk: Actor) -> Wish:
    """Only a colleague of the same hall counts as the second person."""
    second = unit.staff.get(again.approved_by.strip())
    return again if second and second.hall == clerk.hall else replace(again, approved_by="")


def _under_way(sheet: ResultSheet) -> bool:
    last = sheet.last
    return last is not None and last.state.value not in {"voided", "confirmed"}


def _marked(unit: Unit, hub: Hub, sheet: ResultSheet, copy: int, by: By) -> Document:
    """The same paper with 补打 第 n 次 on every sheet."""
    one = sheet.document
    data = {**one.data, "copy": copies.mark_number(copy)}
    return make(unit, hub, Paper(one.kind, Media.A4, data, one.title, one.subject_kind, one.subject), *by)
