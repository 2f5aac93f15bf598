"""An item with its guide as values, in the words of the field (CT-03, CT-05, CT-06, CT-10, RV-11, RV-12)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from portal.catalog.guide import Guide


class ItemType(StrEnum):
    """The two digits of 事项类型 that can be applied for."""

    PERMIT = "01"
    BENEFIT = "05"
    CONFIRMATION = "07"
    REWARD = "08"
    RULING = "09"
    OTHER_POWER = "10"
    PUBLIC_SERVICE = "20"


class HandlingKind(StrEnum):
    """办件类型: decided on the spot, or within a promised limit."""

    ON_THE_SPOT = "1"
    PROMISED = "2"


class Level(StrEnum):
    """行使层级: who decides."""

    PROVINCE = "2"
    CITY = "3"
    COUNTY = "4"


class AcceptanceMode(StrEnum):
    """Who accepts and how fast (§5.2 F2); never slower than two working days by itself."""

    WINDOW = "window_authorised"
    BACK_OFFICE = "back_office"
    CROSS_REGION = "cross_region"
    ONLINE = "online"


class Need(StrEnum):
    """What a material is in one situation."""

    MUST = "must"
    IF_HELD = "if_held"
    NO = "no"


class DeliveryWay(StrEnum):
    """The four ways a result reaches the applicant (DL-07)."""

    APPLICATION_WINDOW = "application_window"
    COMPETENT_WINDOW = "competent_window"
    MAIL = "mail"
    KIOSK = "kiosk"


@dataclass(frozen=True)
class Material:
    """One line of the material list with its review points; `tolerable` ones may follow later (CT-05, CT-06, CT-14)."""

    no: str
    name: str
    name_en: str
    basis: str
    review_points: str
    required_as_printed: bool = True
    originals: int = 0
    copies: int = 0
    medium: str = "paper"
    source: str = "applicant"
    issuer: str = ""
    form: str = ""
    review_way: str = "original_seen"
    archive: str = "electronic"
    paper_purpose: str = ""
    paper_basis: str = ""
    note: str = ""
    note_en: str = ""
    blank_form: str = ""
    sample: str = ""
    tolerable: bool = False
    shared_from: str = ""
    digitise_at_intake: bool = True
    common_errors: tuple[str, ...] = ()
    sic: str = ""


@dataclass(frozen=True)
class Requirement:
    """What one situation asks of one material, and where that reading comes from (§3.1 note b)."""

    no: str
    need: Need
    when: str = ""
    when_en: str = ""
    reading: str = ""


@dataclass(frozen=True)
class Needed:
    """A material as it is needed in a situation: what the clerk ticks and the citizen packs."""

    material: Material
    need: Need
    when: str = ""
    when_en: str = ""
    reading: str = ""

    @property
    def no(self) -> str:
        return self.material.no


@dataclass(frozen=True)
class Limit:
    """The statutory and the promised limit; the promise is at most half of the law (CT-15, A12)."""

    statutory: int
    promised: int
    basis: str
    statutory_note: str = ""
    promised_note: str = ""
    unit: str = "working_day"


@dataclass(frozen=True)
class SpecialStep:
    """A lawful step whose time is not counted: 公示, 听证, 检验 and the like (RV-02, RV-10)."""

    kind: str
    name: str
    name_en: str
    days: int
    basis: str


@dataclass(frozen=True)
class Outcome:
    """What the applicant holds at the end: certificate, document or entry (DL-11, §5.11)."""

    name: str
    name_en: str
    kind: str = "document"
    type_code: str = ""
    printable_at_kiosk: bool = False
    free_copies: int = 1
    show_id_full: bool = False
    valid_years: int | None = None
    face: tuple[str, ...] = ()
    ways: tuple[DeliveryWay, ...] = (DeliveryWay.APPLICATION_WINDOW, DeliveryWay.COMPETENT_WINDOW, DeliveryWay.MAIL)


@dataclass(frozen=True)
class Situation:
    """业务情形: one kind of business under an item, with its own deciding level and materials (RV-11)."""

    code: str
    name: str
    name_en: str
    title: str
    title_en: str
    level: Level
    requirements: tuple[Requirement, ...] = ()
    limit: Limit | None = None
    special_steps: tuple[SpecialStep, ...] = ()
    outcome: Outcome | None = None
    external_system: str = ""
    conditions: tuple[str, ...] = ()
    conditions_en: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """One item of the catalogue (CT-01 … CT-29)."""

    code: str
    order: int
    name: str
    name_en: str
    short: str
    kind: HandlingKind
    type: ItemType
    area: str
    mode: AcceptanceMode
    department: str
    level: Level
    cross_region: bool
    guide: Guide
    limit: Limit
    outcome: Outcome
    materials: tuple[Material, ...]
    situations: tuple[Situation, ...]
    synonyms: tuple[str, ...] = ()
    synonyms_en: tuple[str, ...] = ()
    special_steps: tuple[SpecialStep, ...] = ()
    intake_modes: tuple[str, ...] = ()
    archive_owner: str = "department"
    clock_on_paper: bool = False
    list_level: str = "city"
    source: str = ""
    version: int = 1
    updated: date = field(default=date(2026, 11, 1))
    demonstration: bool = True
    public_result: bool = True

    def situation(self, code: str) -> Situation:
        """The situation with this code; an item with only one answers to an empty code as well."""
        if not code and len(self.situations) == 1:
            return self.situations[0]
        for situation in self.situations:
            if situation.code == code:
                return situation
        raise KeyError(f"{self.code}/{code}")

    def limit_of(self, situation: Situation) -> Limit:
        return situation.limit or self.limit

    def outcome_of(self, situation: Situation) -> Outcome:
        return situation.outcome or self.outcome

    def special_steps_of(self, situation: Situation) -> tuple[SpecialStep, ...]:
        return situation.special_steps or self.special_steps

    def conditions_of(self, situation: Situation) -> tuple[str, ...]:
        return situation.conditions or self.guide.conditions

    def conditions_en_of(self, situation: Situation) -> tuple[str, ...]:
        return situation.conditions_en or self.guide.conditions_en
