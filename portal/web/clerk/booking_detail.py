"""One appointment as its clerk sees it: whom to call, which department to ask, and what became of it (BK-11)."""

from dataclasses import dataclass
from typing import Any

from booking.window import lead_days
from portal.booking_facts import BookingFacts
from portal.booking_person import opened_agent
from portal.store.appointments import Booked
from portal.store.audit import AuditRow
from portal.store.halls import Department
from portal.store.no_shows import Miss
from portal.store.unit import Unit
from portal.web.api.appointment_json import item_name
from portal.web.applicant.words import CHANNELS, STATES
from portal.web.context import hub, speaker
from shared.clock import today
from shared.contact import national
from shared.privacy import mask_id
from shared.refusals import Term


@dataclass(frozen=True)
class Detail:
    """What the right pane shows."""

    item: str
    state: dict[str, str]
    facts: list[tuple[str, str]]
    department: str
    phone: str
    miss: Miss | None
    history: list[tuple[str, str]]


DEEDS = {
    "appointment.booked": Term("提出"),
    "appointment.consulting": Term("联系部门"),
    "appointment.confirmed": Term("确认"),
    "appointment.declined": Term("没有约上"),
    "appointment.cancelled": Term("取消"),
    "appointment.late_cancelled": Term("当天取消"),
    "appointment.rescheduled": Term("改期"),
    "appointment.checked_in": Term("签到"),
    "appointment.no_show": Term("记为爽约"),
    "appointment.voided": Term("撤销爽约"),
    "appointment.expired": Term("过期"),
    "appointment.called_off": Term("大厅取消"),
    "appointment.judged": Term("核对到场"),
}


def detail(unit: Unit, facts: BookingFacts, booked: Booked) -> Detail:
    """Everything about one appointment."""
    say = speaker()
    words, kind, drawing = STATES[booked.now_in]
    office = department_of(unit, facts, booked)
    missed = [one for one in unit.no_shows.of_person(booked.id_blind) if one.appointment == booked.id]
    return Detail(
        item=item_name(facts, booked.item, say.english),
        state={"text": say.gettext(words), "kind": kind, "drawing": drawing},
        facts=_facts(facts, booked),
        department=(office.name_en if say.english and office.name_en else office.name) if office else "",
        phone=str(office.facts.get("phone", "")) if office else "",
        miss=missed[0] if missed else None,
        history=[_line(row) for row in unit.audit.about(f"appointment:{booked.id}")],
    )


def department_of(unit: Unit, facts: BookingFacts, booked: Booked) -> Department | None:
    """Who has to agree to an out-of-hours appointment."""
    code = unit.items.department(booked.item, booked.situation, facts.hall.region)
    return unit.halls.department(code) if code else None


def _facts(facts: BookingFacts, booked: Booked) -> list[tuple[str, str]]:
    say, vault = speaker(), hub().vault
    agent = opened_agent(vault, booked.agent_sealed)
    rows: list[tuple[str, Any]] = [
        ("时间", say.slot(booked.start, booked.end)),
        ("申请人", booked.name),
        ("证件", mask_id(vault.open(booked.id_sealed))),
        ("手机", national(vault.open(booked.phone_sealed))),
        ("渠道", say.gettext(CHANNELS.get(booked.channel, booked.channel))),
    ]
    if agent:
        rows.append(("代办人", f"{agent['name']} {agent.get('phone', '')}"))
    if booked.kind == "out_of_hours":
        ahead = lead_days(today(booked.made_at), booked.day, facts.calendar, facts.rules.lead_rule)
        rows += [
            ("提前", f"{say.working_days(ahead)} · BK-09"),
            ("急办原因", booked.reason),
            ("最晚办好", say.date(booked.need_by) if booked.need_by else say.gettext("没有填")),
        ]
    return [(say.gettext(name), str(value)) for name, value in rows]


def _line(row: AuditRow) -> tuple[str, str]:
    say = speaker()
    who = row.actor.split(":")[-1]
    reason = str(row.facts.get("reason", "")) if row.action != "appointment.booked" else ""
    words = say.gettext(DEEDS.get(row.action, row.action))
    return say.datetime(row.at), " · ".join(part for part in (words, who, reason) if part)
