"""Papers of a result as plain data: N13 certificate, N14 handover, N17 receipt, N20 notice (papers.md §5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from portal.cases.paper_words import S_TITLE, Frame, Paper, full
from portal.cases.papers import CaseSheet
from portal.catalog.item import DeliveryWay

N14_BASIS = (
    f"依据：{S_TITLE}第34条（双方签名、登记在册）、"
    "第36条（自取签收、邮寄凭证粘贴）、第37条（送达登记并反馈）。一式两份。"
)
N17_BASIS = "依据：平政数〔2022〕26号第36条（自取的核对身份、当场签收）、第37条（送达登记）。本单由大厅存档。"
N20_BASIS = "依据：平政数〔2022〕26号第35条（告知申请人领取）。"
WAY_CODES = {
    DeliveryWay.APPLICATION_WINDOW: "self",
    DeliveryWay.COMPETENT_WINDOW: "self",
    DeliveryWay.MAIL: "mail",
    DeliveryWay.KIOSK: "kiosk",
}


@dataclass(frozen=True)
class Face:
    """What stands on a certificate: title, its number, identifier, and the lines in their order."""

    title: str
    number: str
    identifier: str
    lines: tuple[tuple[str, str], ...]
    issued_on: date


@dataclass(frozen=True)
class Result:
    """One line of a handover: what, its number, copies, pages, serial of the numbered sheet."""

    name: str
    number: str
    copies: int = 1
    pages: int = 1
    serial: str = ""


@dataclass(frozen=True)
class Handover:
    """A handover between the department and the issuing window, both by name (DL-01)."""

    giver: str
    taker: str
    at: datetime
    collect: str = ""
    way: DeliveryWay = DeliveryWay.APPLICATION_WINDOW
    mail_to: str = ""


@dataclass(frozen=True)
class PickUp:
    """Where and when a result waits, and what to bring."""

    place: str
    hours: str
    code: str
    keep_until: date
    bring: tuple[str, ...]
    ways: tuple[str, ...] = ()


def certificate_paper(frame: Frame, face: Face) -> Paper:
    """N13: the name is the big line; the check code in ASCII is the certificate's own digits."""
    code = "".join(symbol for symbol in face.number if symbol.isascii() and symbol.isalnum())
    label = f"证书编号 {face.number}"
    first, *rest = face.lines
    return {
        **frame.of("Z", code),
        "kind": "n13",
        "template": "n13",
        "number": face.number,
        "code_label": label,
        "verify_text": f"{frame.host}/v",
        "title": face.title,
        "elicense_id": face.identifier,
        "date": full(face.issued_on),
        "fields": [[*first, "big"], *([label, value] for label, value in rest)],
    }


def handover_sheet(frame: Frame, sheet: CaseSheet, results: Iterable[Result], handover: Handover) -> Paper:
    """N14 办理结果交接单: two signatures, the list, the way of delivery (DL-01, DL-02, DL-05)."""
    return {
        **frame.of("N14"),
        "fields": sheet.fields("交接时间", handover.at),
        "results": [_row(number, result) for number, result in enumerate(results, 1)],
        "collect": handover.collect or "核对身份证。",
        "giver": handover.giver,
        "taker": handover.taker,
        "way": WAY_CODES[handover.way],
        "mail": handover.mail_to,
        "basis": N14_BASIS,
    }


def pick_up_receipt(frame: Frame, sheet: CaseSheet, results: Iterable[Result], handover: Handover) -> Paper:
    """N17 领取签收: who took it, what was checked (DL-04)."""
    agent = handover.taker != sheet.party.name
    return {
        **frame.of("N17"),
        "fields": sheet.fields("领取时间", handover.at),
        "results": [_row(number, result) for number, result in enumerate(results, 1)],
        "who": "agent" if agent else "self",
        "checked": [["身份证", True], ["取件码", True], ["委托书和受托人身份证", agent], ["单位介绍信", False]],
        "receiver": f"{handover.taker} · 居民身份证 {sheet.party.id_masked}",
        "collect": handover.collect,
        "receiver_line": "以上证照、文书我已收到，内容无误。",
        "clerk": handover.giver,
        "basis": N17_BASIS,
    }


def pick_up_notice(frame: Frame, sheet: CaseSheet, results: Iterable[Result], pick_up: PickUp, day: date) -> Paper:
    """N20 领取通知: where, when, with what (DL-03)."""
    return {
        **frame.of("N20"),
        "to": sheet.party.name,
        "date": full(day),
        "opening": f"您申请的{sheet.title}办好了，可以来领。",
        "facts": [
            ["到哪里", pick_up.place, "big"],
            ["什么时候", pick_up.hours],
            ["取件码", f"{pick_up.code[:4]} {pick_up.code[4:]}", "big"],
            ["保管到", f"{full(pick_up.keep_until)}，过期仍可领取，先打 12345 问一声"],
        ],
        "results": [_row(number, result)[:4] for number, result in enumerate(results, 1)],
        "bring": list(pick_up.bring),
        "ways": list(pick_up.ways),
        "basis": N20_BASIS,
    }


def _row(number: int, result: Result) -> list[str]:
    return [str(number), result.name, result.number, str(result.copies), str(result.pages), result.serial or "–"]
