"""An identified visitor prints a result on the kiosk's own laser: once, accounted, later sheets marked (DL-07, A16)."""

from dataclasses import dataclass
from datetime import datetime

from portal.actions import print_jobs
from portal.actions.count_printed import OWN_PRINT, SUBJECT
from portal.actions.print_paper import NoPrinter, Paper, PrintWish, make, queue
from portal.booking_rules import values_of
from portal.catalog.item import DeliveryWay
from portal.delivery.certificate import Certificate as IssuedCertificate
from portal.delivery.certificate import CertificateState, Visitor, check_kiosk_print
from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.cases import Case
from portal.store.certificates import Certificate
from portal.store.documents import Document
from portal.store.print_jobs import PrintJob
from portal.store.unit import Unit
from portal.visitor import KnownVisitor
from printers import copies
from printers import hub as rules
from printers.hub import JobState
from printers.refused import NotClaimable, OutcomeUnknown
from shared.clock import today
from shared.refusals import NotFound, Refusal
from shared.wire import Media


@dataclass(frozen=True)
class OwnResult:
    """A result of the visitor: whether it can be printed here now, and the reason when not."""

    certificate: Certificate
    case: Case
    copies_left: int
    why_not: Refusal | None


def own_results(unit: Unit, kiosk: Actor, visitor: KnownVisitor, now: datetime) -> list[OwnResult]:
    """Everything that was issued to the visitor, newest first."""
    found = []
    for certificate in unit.certificates.of_person(visitor.blind):
        case = unit.cases.by_id(certificate.case_id)
        if case is not None:
            found.append(_result(unit, kiosk, (certificate, case), visitor, now))
    return found


def print_own_result(unit: Unit, hub: Hub, wanted: str, at: tuple[Actor, KnownVisitor], now: datetime) -> PrintJob:
    """A job leased to the kiosk at once; whatever stands against it is raised."""
    kiosk, visitor = at
    certificate = unit.certificates.get(wanted)
    case = unit.cases.by_id(certificate.case_id) if certificate else None
    if certificate is None or case is None:
        raise NotFound
    result = _result(unit, kiosk, (certificate, case), visitor, now)
    if result.why_not is not None:
        raise result.why_not
    earlier = _set_aside(unit, wanted, now)
    printer = _laser(unit, kiosk)
    copy = copies.next_copy([job.rules for job in earlier])
    document = _document(unit, hub, certificate, copy, (kiosk, now))
    wish = PrintWish(kiosk.hall, printer=printer, secure=True, copy=copy, reason=OWN_PRINT)
    job = queue(unit, hub, document, wish, (kiosk, now))
    facts = {"copy": copy, "person": visitor.blind[:16]}
    hub.record(unit, kiosk, Deed("result.own_print", f"case:{case.number}", now, facts, case.hall))
    return print_jobs.lease(unit, hub, kiosk, job, now)


def _result(
    unit: Unit, kiosk: Actor, found: tuple[Certificate, Case], visitor: KnownVisitor, now: datetime
) -> OwnResult:
    certificate, case = found
    free = values_of(unit, kiosk.hall).whole("free_copies")
    jobs = [job.rules for job in unit.print_jobs.about(SUBJECT, certificate.id) if not _is_abandoned(job)]
    way = DeliveryWay(case.delivery) if case.delivery else None
    why_not: Refusal | None = None
    try:
        check_kiosk_print(_issued(certificate, case), case.state, way, Visitor(visitor.blind, True), today(now))
        copies.check_own_print(jobs, free)
    except Refusal as refusal:
        why_not = refusal
    return OwnResult(certificate, case, copies.copies_left(jobs, free), why_not)


def _issued(certificate: Certificate, case: Case) -> IssuedCertificate:
    return IssuedCertificate(
        id=certificate.id,
        identifier=certificate.identifier,
        case=case.number,
        title=certificate.title,
        holder_blind=certificate.id_blind,
        face=(),
        issued_at=certificate.issued_at,
        valid_until=certificate.valid_until,
        printable=certificate.printable,
        state=CertificateState(certificate.state),
    )


def _is_abandoned(job: PrintJob) -> bool:
    """A kiosk's job that never reached paper: nobody waits for it any more, the visitor asks anew."""
    return job.reason == OWN_PRINT and job.state in rules.WAITING


def _set_aside(unit: Unit, certificate: str, now: datetime) -> list[PrintJob]:
    """Voids what was abandoned; answers what counts."""
    earlier = unit.print_jobs.about(SUBJECT, certificate)
    for job in earlier:
        if _is_abandoned(job) and not unit.print_jobs.save(job, rules.void(job.rules, rules.By.HUB, now)):
            raise NotClaimable
    return [job for job in earlier if not _is_abandoned(job)]


def _laser(unit: Unit, kiosk: Actor) -> str:
    """The laser inside this kiosk; closed while a secure sheet of unknown fate may lie in it."""
    for printer in unit.print_jobs.printers_of(kiosk.id):
        if printer.media == Media.A4:
            waiting = unit.print_jobs.open_of([printer.code])
            if any(job.secure and job.state is JobState.UNKNOWN for job in waiting):
                raise OutcomeUnknown
            return printer.code
    raise NoPrinter


def _document(unit: Unit, hub: Hub, certificate: Certificate, copy: int, by: tuple[Actor, datetime]) -> Document:
    """The certificate as it was made; a later sheet bears 补打 第 n 次."""
    kept = unit.documents.get(certificate.document)
    if kept is None:
        raise NotFound
    if copy == 1:
        return kept
    data = {**kept.data, "copy": copies.mark_number(copy)}
    paper = Paper(kept.kind, Media(kept.media), data, kept.title, kept.subject_kind, kept.subject)
    return make(unit, hub, paper, *by)
