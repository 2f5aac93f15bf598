"""The issuing desk's lists: ready to print and hand over, to notify, to post, to hand out, and what printers did."""

from flask import url_for

from portal.actions.print_results import ResultSheet, result_of
from portal.case_words import WAY_NAMES
from portal.cases.states import State
from portal.catalog.item import DeliveryWay
from portal.people import Actor
from portal.store.cases import Case
from portal.store.print_jobs import JobLine
from portal.store.unit import Unit
from portal.web.clerk.case_view import paper_title, said, state_tag
from portal.web.context import speaker
from printers.hub import JobState
from shared.clock import local
from shared.privacy import mask_name

S, J = State, JobState
Values = dict[str, object]


def _(text: str) -> str:
    """Marks a text for the English catalogue; it is said by a Speaker later."""
    return text


LISTS = {
    "ready": (_("待打印移交"), (S.CERTIFICATE_MADE, S.DECIDED_REFUSE)),
    "notify": (_("待通知"), (S.HANDED_OVER,)),
    "pickup": (_("窗口领取"), (S.READY_FOR_PICKUP, S.REMOTE_PRINT_QUEUED)),
    "mail": (_("邮寄"), (S.NOTIFIED, S.MAILED, S.RETURNED_BY_POST)),
}
JOB_STATES = {
    J.QUEUED: (_("排队"), "wait"),
    J.LEASED: (_("就要打印"), "wait"),
    J.SENDING: (_("正在打印"), "wait"),
    J.SENT: (_("已送到打印机"), "wait"),
    J.CONFIRMED: (_("已打印"), "go"),
    J.FAILED_BEFORE_SEND: (_("没有送出，会再试"), "pause"),
    J.UNKNOWN: (_("要人确认"), "over"),
    J.VOIDED: (_("已作废"), "stop"),
}
OPEN_JOBS = (J.QUEUED, J.LEASED, J.SENDING, J.SENT, J.FAILED_BEFORE_SEND)
UNSEEN = (_("还没有打印"), "")


def cases_of(unit: Unit, clerk: Actor, states: tuple[State, ...]) -> list[Case]:
    """The hall's own cases, and those of its region that are collected where they were decided."""
    own = [case for case in unit.cases.in_hall(clerk.hall, states) if case.delivery != DeliveryWay.COMPETENT_WINDOW]
    hall = unit.halls.get(clerk.hall)
    here = [one.code for one in unit.halls.departments() if hall and one.region == hall.region]
    decided = [case for code in here for case in unit.cases.in_department(code, states)]
    return own + [case for case in decided if case.delivery == DeliveryWay.COMPETENT_WINDOW]


def result_row(unit: Unit, case: Case) -> Values:
    """A result with its paper and what was printed of it."""
    sheet = result_of(unit, case)
    last = sheet.last if sheet else None
    words, kind = JOB_STATES[last.state] if last else UNSEEN
    return {
        "case": case,
        "number": case.number,
        "href": url_for("case_page.show", number=case.number),
        "title": paper_title(unit, case, sheet.document) if sheet else case.title,
        "document": url_for("documents.show", document=sheet.document.id) if sheet else "",
        "who": mask_name(case.name),
        "department": said(unit.halls.department(case.department)),
        "way": speaker().gettext(WAY_NAMES[DeliveryWay(case.delivery)]),
        "tag": state_tag(case),
        "printed": {"text": speaker().gettext(words), "kind": kind},
        "on_paper": bool(last and last.state in {J.CONFIRMED, J.SENT}),
        "again": again(sheet),
    }


def again(sheet: ResultSheet | None) -> bool:
    """Whether one more sheet would be a second one, which needs its reason."""
    return sheet is not None and sheet.next_copy > 1


def filters(unit: Unit, clerk: Actor, chosen: str) -> list[Values]:
    """The lists with their counts."""
    counts = {name: len(cases_of(unit, clerk, states)) for name, (_label, states) in LISTS.items()}
    open_jobs = unit.print_jobs.counts(clerk.hall)
    names = {**{name: label for name, (label, _states) in LISTS.items()}, "queue": _("打印队列")}
    counts["queue"] = sum(open_jobs.get(state.value, 0) for state in (*OPEN_JOBS, J.UNKNOWN))
    return [
        {
            "href": url_for("print_desk.desk", f=name),
            "label": speaker().gettext(label),
            "count": counts[name],
            "over": name == "queue" and bool(open_jobs.get(J.UNKNOWN.value)),
            "chosen": name == chosen,
        }
        for name, label in names.items()
    ]


def job_row(unit: Unit, line: JobLine) -> Values:
    """A print job with its state in words."""
    words, kind = JOB_STATES[line.job.state]
    printer = unit.print_jobs.printer(line.job.printer)
    return {
        "id": line.job.id,
        "title": speaker().gettext(line.title) if line.title else line.job.kind.upper(),
        "subject": _number(unit, line),
        "printer": printer.name if printer else line.job.printer,
        "copy": line.job.copy,
        "secure": line.job.secure,
        "at": f"{local(line.job.made_at):%m-%d %H:%M}",
        "state": {"text": speaker().gettext(words), "kind": kind},
    }


def jobs_of(unit: Unit, clerk: Actor, states: tuple[JobState, ...], limit: int = 60) -> list[Values]:
    """The hall's jobs in these states, newest first."""
    return [job_row(unit, line) for line in unit.print_jobs.lines(clerk.hall, states, limit)]


def _number(unit: Unit, line: JobLine) -> str:
    """The number of the case a sheet belongs to; empty for slips of the queue."""
    if line.job.subject_kind != "certificate":
        return line.job.subject if line.job.subject_kind == "case" else ""
    certificate = unit.certificates.get(line.job.subject)
    case = unit.cases.by_id(certificate.case_id) if certificate else None
    return case.number if case else ""
