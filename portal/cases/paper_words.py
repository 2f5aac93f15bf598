"""What all papers of a case share: frame, dates in writing, addressee, remedies (RV-04, papers.md §2, §5)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from portal.catalog.places import Department
from shared.clock import local

Paper = dict[str, Any]
WEEKDAYS = "一二三四五六日"
S_TITLE = "平政数〔2022〕26号《进一步规范政务服务行为强化监督管理工作实施意见》"
PERMIT_LAW = "《行政许可法》"


@dataclass(frozen=True)
class Frame:
    """Who issues a paper, what number it bears, and how it is checked; `check` is a code of shared.ids."""

    hall: str
    org: str
    number: str
    base_url: str
    check: str
    demo: bool = False

    @property
    def host(self) -> str:
        """The address without its scheme, as it is read aloud."""
        return self.base_url.partition("://")[2]

    def of(self, kind: str, code: str = "") -> Paper:
        """The fields every paper has; the QR carries ASCII only: number, kind and check code."""
        shown = f"{self.check[:4]}-{self.check[4:]}"
        code = code or self.number
        return {
            "kind": kind.lower(),
            "template": kind.lower(),
            "hall": self.hall,
            "org": self.org,
            "number": self.number,
            "code": code,
            "code_label": self.number,
            "verify_url": f"{self.base_url}/v#{code}.{kind}.{shown}",
            "verify_text": f"{self.host}/v，或在窗口核验",
            "check": shown,
            "demo": self.demo,
        }


@dataclass(frozen=True)
class Party:
    """The applicant as a paper names them: full name, masked numbers."""

    name: str
    id_masked: str
    phone_masked: str

    @property
    def with_id(self) -> str:
        return f"{self.name}（{self.id_masked}）"


@dataclass(frozen=True)
class Letter:
    """The head of a letter: document number of the authority, whom to ask."""

    frame: Frame
    doc_no: str
    day: date
    contact: str

    def of(self, kind: str, to: Party) -> Paper:
        return {**self.frame.of(kind), "doc_no": self.doc_no, "to": to.with_id, "date": full(self.day)}


def full(day: date) -> str:
    """2026年11月23日"""
    return f"{day.year}年{day.month}月{day.day}日"


def short(day: date) -> str:
    """11月25日"""
    return f"{day.month}月{day.day}日"


def minute(at: datetime) -> str:
    """2026年11月23日 10:21"""
    shown = local(at)
    return f"{full(shown.date())} {shown:%H:%M}"


def latest(day: date, closes: time) -> str:
    """11月25日（周三）17:00"""
    return f"{short(day)}（周{WEEKDAYS[day.weekday()]}）{closes:%H:%M}"


def sentence(text: str) -> str:
    """The text with exactly one full stop, however it was typed."""
    return text.strip().rstrip("。") + "。"


def doc_number(mark: str, kind: str, year: int, serial: int) -> str:
    """发文字号: 平建补〔2026〕88 号"""
    return f"{mark}{kind}〔{year}〕{serial} 号"


def rights(department: Department, paper: str) -> Paper:
    """行政复议 and 行政诉讼: to whom and by when; review body and court are the authority's own (RV-04)."""
    return {
        "h": "四、权利告知",
        "lead": f"不服本决定的，可以依法申请行政复议，也可以直接提起行政诉讼。期限自收到本{paper}的次日起算。",
        "rows": [
            ["行政复议", "60 日内", department.review_body],
            ["行政诉讼", "6 个月内", f"{department.court}，可以直接起诉"],
        ],
    }
