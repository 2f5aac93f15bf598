"""Makes a paper or a slip and queues it for a printer of the hall, in the transaction of its cause."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from portal.hub import Deed, Hub
from portal.people import Actor
from portal.store.documents import Document
from portal.store.print_jobs import PrintJob, StoredPrinter
from portal.store.unit import Unit
from printers import papers
from printers.hub import JobState
from shared.refusals import Refusal
from shared.wire import Media


class NoPrinter(Refusal):
    """The hall has no printer of this kind."""

    code = "no_printer"
    status = 409


@dataclass(frozen=True)
class Paper:
    """What is to be made: kind n1 … n26, its data, its title, and what it is about."""

    kind: str
    media: Media
    data: Mapping[str, Any]
    title: str
    subject_kind: str = ""
    subject: str = ""


@dataclass(frozen=True)
class PrintWish:
    """Where and how a made paper is printed; secure paper is printed at most once by itself."""

    hall: str
    printer: str = ""
    place: str = ""
    secure: bool = False
    copy: int = 1
    reason: str = ""


def make(unit: Unit, hub: Hub, paper: Paper, actor: Actor, now: datetime) -> Document:
    """Renders the paper and keeps it; a name that cannot be printed is refused here."""
    data = {**paper.data, "kind": paper.kind}
    if paper.media is Media.SLIP:
        body = json.dumps(data, ensure_ascii=False, sort_keys=True).encode()
    else:
        body = papers.render(paper.kind, {**data, "demo": hub.settings.demo}, now)
    document = Document(
        id=hub.ids.row(),
        kind=paper.kind,
        media=paper.media.value,
        title=paper.title,
        subject_kind=paper.subject_kind,
        subject=paper.subject,
        sha256=hashlib.sha256(body).hexdigest(),
        data=data,
        body=body,
        made_at=now,
        made_by=actor.label,
    )
    unit.documents.add(document)
    return document


def queue(unit: Unit, hub: Hub, document: Document, wish: PrintWish, by: tuple[Actor, datetime]) -> PrintJob:
    """Queues a made paper; NoPrinter when the hall has none for it."""
    actor, now = by
    printer = choose(unit, wish, document.media)
    job = PrintJob(
        id=hub.ids.row(),
        hall=wish.hall,
        printer=printer.code,
        document=document.id,
        kind=document.kind,
        media=document.media,
        secure=wish.secure,
        copy=wish.copy,
        state=JobState.QUEUED,
        state_since=now,
        asked_by=actor.label,
        made_at=now,
        reason=wish.reason,
        subject_kind=document.subject_kind,
        subject=document.subject,
    )
    unit.print_jobs.add(job)
    facts = {"kind": job.kind, "printer": job.printer, "copy": job.copy, "document": document.sha256[:16]}
    hub.record(unit, actor, Deed("print.queued", f"print:{job.id}", now, facts, wish.hall))
    return job


def choose(unit: Unit, wish: PrintWish, media: str) -> StoredPrinter:
    """The named printer, else one beside the place, else one of the hall that is not a kiosk's own."""
    fitting = [
        one for one in unit.print_jobs.printers(wish.hall) if one.media == media and wish.printer in {"", one.code}
    ]
    if not fitting:
        raise NoPrinter
    for one in fitting:
        if wish.place and one.place.startswith(wish.place):
            return one
    kiosks = {device.id for device in unit.devices.of_hall(wish.hall) if device.kind == "kiosk"}
    shared = [one for one in fitting if one.device not in kiosks]
    working = [one for one in shared or fitting if one.state not in {"stopped", "offline"}]
    return (working or shared or fitting)[0]
