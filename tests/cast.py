"""The people of the tests: nobody real. Identity numbers begin with 410400, issued to no one, and check out."""

from dataclasses import dataclass
from datetime import date

from shared.check_digits import mod_11_2


@dataclass(frozen=True)
class Person:
    """A made-up person with papers and a telephone."""

    name: str
    id_number: str
    phone: str


def made_up_number(born: date, sequence: int) -> str:
    """A valid identity number that belongs to nobody; an odd sequence is a man's."""
    first = f"410400{born:%Y%m%d}{sequence:03d}"
    return first + mod_11_2(first)


def made_up(name: str, born: date, sequence: int) -> Person:
    return Person(name, made_up_number(born, sequence), f"+86138{sequence:08d}")


CITIZEN = made_up("张测试", date(1990, 1, 1), 123)
RARE = made_up("李䶮𬬻", date(1985, 12, 31), 246)
ELDER = made_up("王老试", date(1943, 3, 8), 351)
AGENT = made_up("赵代试", date(1979, 7, 20), 468)
STRANGER = made_up("钱生试", date(1996, 2, 29), 571)
EVERYONE = (CITIZEN, RARE, ELDER, AGENT, STRANGER)
