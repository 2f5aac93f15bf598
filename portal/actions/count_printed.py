"""A sheet of a result that is known to be on paper is counted once, and at a kiosk it is the delivery (DL-07, T26c)."""

from datetime import datetime

from portal.actions.hand_out import delivered_at_kiosk
from portal.cases.states import State
from portal.hub import Hub
from portal.store.print_jobs import PrintJob
from portal.store.unit import Unit
from printers.hub import JobState

SUBJECT = "certificate"


def count_printed(unit: Unit, hub: Hub, job: PrintJob, now: datetime) -> None:
    """Brings the certificate's count up to its confirmed sheets; telling the same end twice counts nothing twice."""
    if job.subject_kind != SUBJECT or job.state is not JobState.CONFIRMED:
        return
    certificate = unit.certificates.get(job.subject)
    if certificate is None:
        return
    sheets = [one for one in unit.print_jobs.about(SUBJECT, job.subject) if one.state is JobState.CONFIRMED]
    if certificate.copies_printed < len(sheets):
        unit.certificates.count_copy(certificate)
    case = unit.cases.by_id(certificate.case_id)
    if case is not None and case.state is State.KIOSK_PRINTABLE and job.reason == OWN_PRINT:
        delivered_at_kiosk(unit, hub, case, now)


# How a job that its applicant asked for at a kiosk is told from a clerk's.
OWN_PRINT = "own_print"
