"""A case as staff see it: masked person, list as taken in, every clock with its sum, what happened, its papers."""

from dataclasses import dataclass

from flask import url_for

from portal.case_terms import checklist, terms
from portal.case_words import MOVE_NAMES, NEED_NAMES, TICK_NAMES, WAY_NAMES, tag_kind
from portal.cases.limits import CLOCK_RULES
from portal.cases.materials import Line, Tick
from portal.cases.states import STATE_NAMES, State
from portal.catalog.item import DeliveryWay
from portal.progress import BAR, SHOWN, ClockView, clock_views
from portal.store.cases import Case, CaseEvent
from portal.store.documents import Document
from portal.store.unit import Unit
from portal.web.context import hub, now, speaker
from portal.working_days import calendar
from shared.clock import local
from shared.privacy import mask_id, mask_name, mask_phone
from shared.rules import source_of

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class CaseView:
    """Everything a page shows of one case, in the reader's language."""

    case: Case
    title: str
    tag: dict[str, str]
    who: str
    clocks: list[dict[str, object]]
    lines: list[dict[str, object]]
    events: Pairs
    papers: list[dict[str, str]]
    cross_region: str
    department: str
    facts: Pairs

    @property
    def complete(self) -> int:
        """How many lines of the list are there or waived."""
        return sum(1 for line in self.lines if line["whole"])


def case_view(unit: Unit, case: Case) -> CaseView:
    """The case as it stands in this transaction."""
    clocks = clock_views(unit.clocks.of_case(case.id), calendar(unit), speaker(), now())
    hall, department = unit.halls.get(case.hall), unit.halls.department(case.department)
    there = hall is not None and department is not None and hall.region != department.region
    return CaseView(
        case=case,
        title=title_of(unit, case),
        tag=state_tag(case),
        who=f"{mask_name(case.name)} · {case.number}",
        clocks=[card(view) for view in sorted(clocks, key=_place, reverse=True)],
        lines=[line_row(line) for line in checklist(unit, case).lines if line.tick is not Tick.NOT_NEEDED],
        events=[event_row(unit, event) for event in unit.cases.events(case.id)],
        papers=paper_links(unit, case),
        cross_region=speaker().gettext("跨区域 · %(hall)s代收", hall=said(hall)) if there else "",
        department=said(department),
        facts=_facts(case),
    )


def title_of(unit: Unit, case: Case) -> str:
    """Item and situation in the reader's language."""
    return terms(unit, case).situation.title_en if speaker().english else case.title


def said(place: object) -> str:
    """The name of a hall, department or item in the reader's language; empty for none."""
    return str(getattr(place, "name_en" if speaker().english else "name", ""))


def state_name(state: State) -> str:
    """A state in the reader's language."""
    name = STATE_NAMES[state]
    return name.en if speaker().english else name.zh


def state_tag(case: Case) -> dict[str, str]:
    """The tag of a case's state."""
    kind = tag_kind(case.state)
    return {"text": state_name(case.state), "kind": kind, "drawing": "pause" if kind == "pause" else ""}


def card(view: ClockView) -> dict[str, object]:
    """A clock with its reasoning, as the clock card wants it."""
    kind = view.stored.clock.kind
    rule = CLOCK_RULES[kind]
    rows = [(row.label, f"{row.value} {row.remark}".strip()) for row in view.rows]
    source = source_of(rule).partition("；")[0]
    return {
        "title": view.name,
        "words": view.words,
        "label": f"{view.name} {view.words}",
        "state": BAR[view.reading.standing],
        "parts": view.parts,
        "rows": rows[:-1],
        "total": rows[-1],
        "basis": source,
        "rule": rule,
    }


def line_row(line: Line) -> dict[str, object]:
    """One material with what was found."""
    material, voice = line.needed.material, speaker()
    return {
        "no": line.no,
        "name": (material.name_en or material.name) if voice.english else material.name,
        "points": material.review_points,
        "copies": copies_words(line),
        "need": voice.gettext(NEED_NAMES[line.needed.need]),
        "needs": line.needed.need.value,
        "when": line.needed.when_en if voice.english else line.needed.when,
        "tick": line.tick.value,
        "ticked": voice.gettext(TICK_NAMES[line.tick]),
        "whole": line.tick in {Tick.COMPLETE, Tick.WAIVED},
        "problem": line.problem,
        "remedy": line.remedy,
        "basis": line.basis or material.basis,
    }


def copies_words(line: Line) -> str:
    """原件 1 · 复印件 2, as the published list asks for it."""
    voice, material = speaker(), line.needed.material
    if line.held_electronically or material.medium == "electronic":
        return voice.gettext("电子证照")
    originals = voice.gettext("原件 %(count)s", count=material.originals) if material.originals else ""
    copies = voice.gettext("复印件 %(count)s", count=material.copies) if material.copies else ""
    return " · ".join(words for words in (originals, copies) if words)


def event_row(unit: Unit, event: CaseEvent) -> tuple[str, str]:
    """When, and who did what."""
    kind, _, name = event.actor.partition(":")
    account = unit.staff.get(name) if kind == "staff" else None
    who = account.name if account else speaker().gettext("系统")
    what = speaker().gettext(MOVE_NAMES[event.move]) if event.move in MOVE_NAMES else state_name(State(event.to_state))
    note = f"：{event.note}" if event.note and not speaker().english else f": {event.note}" if event.note else ""
    return f"{local(event.at):%m-%d %H:%M}", f"{who} · {what}{note}"


def papers_of(unit: Unit, case: Case) -> list[Document]:
    """The papers of a case, its certificate last."""
    certificate = unit.certificates.of_case(case.id)
    issued = unit.documents.get(certificate.document) if certificate else None
    return [*unit.documents.about("case", case.number), *([issued] if issued else [])]


def paper_links(unit: Unit, case: Case) -> list[dict[str, str]]:
    """Links to the papers."""
    return [
        {
            "href": url_for("documents.show", document=one.id),
            "label": paper_title(unit, case, one),
            "when": f"{local(one.made_at):%m-%d %H:%M}",
        }
        for one in papers_of(unit, case)
        if one.media == "a4"
    ]


def paper_title(unit: Unit, case: Case, document: Document) -> str:
    """What a paper is called; a certificate by its item's own name for it."""
    if document.kind != "n13":
        return speaker().gettext(document.title)
    under = terms(unit, case)
    outcome = under.item.outcome_of(under.situation)
    return outcome.name_en if speaker().english else document.title


def _place(view: ClockView) -> tuple[bool, bool, str]:
    """Running clocks before ended ones, the legal limits before the office's own, the newest first."""
    stored = view.stored
    return stored.clock.stopped_at is None, stored.clock.kind in SHOWN, stored.id


def _facts(case: Case) -> Pairs:
    voice, vault = speaker(), hub().vault
    way = voice.gettext(WAY_NAMES[DeliveryWay(case.delivery)]) if case.delivery else "–"
    return [
        (voice.gettext("申请人"), mask_name(case.name)),
        (voice.gettext("证件"), mask_id(vault.open(case.id_sealed))),
        (voice.gettext("手机"), mask_phone(vault.open(case.phone_sealed))),
        (voice.gettext("取件"), way),
    ]
