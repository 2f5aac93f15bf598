"""What a person types to book, checked field by field: every fault is named at once and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from booking.refusals import ReasonRequired
from booking.slots import SlotKind
from portal.booking_person import Person
from portal.store.slots import StoredSlot
from shared.contact import mobile, person_name, phone
from shared.identity import IdType, read_document
from shared.refusals import Refusal, Required, Term
from shared.speech import Sentence, Speaker

FIELDS = ("name", "id_type", "id_number", "phone", "reason", "need_by", "agent_name", "agent_phone")
LONGEST = {"reason": 500}


class NeedByPast(Refusal):
    """The day by which it is needed lies before the slot that is asked for."""

    code = "need_by_past"
    rule = "BK-08"


class BadDate(Refusal):
    """Not a day of the calendar."""

    code = "bad_date"


@dataclass
class WhoForm:
    """The typed texts, the stored forms, and one sentence for each wrong field."""

    typed: dict[str, str]
    slot: StoredSlot
    today: date
    faults: dict[str, Refusal] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._take("name", person_name)
        self._take("id_number", lambda text: read_document(self.id_type, text, self.today))
        self._take("phone", mobile)
        if self.out_of_hours:
            self._take("reason", _reason)
            self._take("need_by", self._need_by)
        if self.typed.get("agent_name") or self.typed.get("agent_phone"):
            self._take("agent_name", person_name)
            self._take("agent_phone", phone)

    @property
    def out_of_hours(self) -> bool:
        """Whether the slot has to be asked for with a reason."""
        return self.slot.kind == SlotKind.OUT_OF_HOURS.value

    @property
    def id_type(self) -> IdType:
        """The kind of document; an identity card where nothing sensible was chosen."""
        chosen = self.typed.get("id_type", "")
        return IdType(chosen) if chosen in set(IdType) else IdType.ID_CARD

    @property
    def person(self) -> Person:
        """The checked person."""
        return Person(self.read["name"], self.id_type, self.read["id_number"], self.read["phone"])

    @property
    def need_by(self) -> date | None:
        """The last day by which it has to be done."""
        return date.fromisoformat(self.read["need_by"]) if self.read.get("need_by") else None

    @property
    def agent(self) -> dict[str, str] | None:
        """Who does it for the applicant."""
        return (
            {"name": self.read["agent_name"], "phone": self.read["agent_phone"]} if "agent_name" in self.read else None
        )

    def sentences(self, say: Speaker) -> dict[str, Sentence]:
        """What is wrong, by field, in the reader's language."""
        return {name: say.say(fault) for name, fault in self.faults.items()}

    def _take(self, name: str, read: Callable[[str], str]) -> None:
        try:
            self.read[name] = read(self.typed.get(name, ""))
        except Refusal as fault:
            self.faults[name] = fault

    def _need_by(self, text: str) -> str:
        if not text.strip():
            raise Required(name=Term("最晚哪天要办好"))
        try:
            day = date.fromisoformat(text.strip())
        except ValueError as error:
            raise BadDate from error
        if day < self.slot.day:
            raise NeedByPast(day=self.slot.day)
        return day.isoformat()


def typed_of(form: dict[str, str]) -> dict[str, str]:
    """The known fields of a sent form, cut to what they may hold; a NUL is no letter of anybody's name."""
    return {name: form.get(name, "").replace("\x00", "")[: LONGEST.get(name, 200)] for name in FIELDS}


def _reason(text: str) -> str:
    if not text.strip():
        raise ReasonRequired
    return text.strip()
