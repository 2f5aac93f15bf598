"""What must be public about an item beside its materials and limits (CT-03, CT-10, CT-17, CT-23)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FlowStep:
    """One step of the flow as it really goes (CT-12)."""

    name: str
    name_en: str
    who: str
    days: str
    text: str
    days_en: str = ""
    text_en: str = ""


@dataclass(frozen=True)
class Fee:
    """Whether the item itself costs a lawful fee; printing, posting and booking never do (DL-13)."""

    charged: bool = False
    standard: str = ""
    standard_en: str = ""
    basis: str = ""
    place: str = ""


@dataclass(frozen=True)
class Law:
    """One legal basis with its article."""

    title: str
    number: str
    article: str
    text: str


@dataclass(frozen=True)
class Question:
    """A question people really ask, with its answer."""

    asked: str
    answer: str
    asked_en: str = ""
    answer_en: str = ""


@dataclass(frozen=True)
class Guide:
    """What must be public about an item beside its materials and limits (CT-03, CT-10, CT-17, CT-23)."""

    summary: str
    summary_en: str
    conditions: tuple[str, ...]
    conditions_en: tuple[str, ...]
    ways: tuple[str, ...]
    ways_en: tuple[str, ...]
    laws: tuple[Law, ...]
    flow: tuple[FlowStep, ...]
    questions: tuple[Question, ...]
    fee: Fee
    visits: int
    visits_reason: str
    online_depth: str
    intermediary: str
    audience: tuple[str, ...]
    place: str
    place_en: str
    hours: str
    hours_en: str
    consult_phone: str
    complaint_phone: str
