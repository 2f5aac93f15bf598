"""What must not stand here: a number that may be a real person's, a package host's address, a path of one machine."""

import re

from tests.house.gauges import clean
from tests.house.sources import texts

BIRTH = r"(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
ID_NUMBER = re.compile(rf"(?<![0-9A-Za-z])(\d{{6}})({BIRTH})(\d{{3}})([\dXx])(?![0-9A-Za-z])")
MADE_UP = "410400"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
# Written with a gap, so that this file does not find itself.
HOSTS = [
    spaced.replace(" ", "")
    for spaced in (
        "py pi.org",
        "pythonhos ted.org",
        "registry.npm js.org",
        "npm mirror.com",
        "tuna.tsing hua",
        "mirrors.ali yun",
        "deb.deb ian.org",
        "repo.hua weicloud",
        "index -url",
        "extra -index",
    )
]
MACHINE = [spaced.replace(" ", "") for spaced in ("/wo rk/", "/ro ot/", "/opt/py pi", "/home/run ner")]
MAY_NAME_AN_INDEX_OPTION = {"tools/lock"}


def is_valid(digits: str) -> bool:
    """GB 11643's check character."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], WEIGHTS, strict=True))
    return "10X98765432"[total % 11] == digits[17].upper()


def real_numbers(text: str) -> list[str]:
    found = ["".join(parts) for parts in ID_NUMBER.findall(text)]
    return [number for number in found if is_valid(number) and not number.startswith(MADE_UP)]


def test_no_number_could_be_a_real_persons() -> None:
    clean([f"{path}: {number[:6]}…{number[-4:]}" for path, text in texts() for number in real_numbers(text)])


def test_no_package_host_is_named() -> None:
    searched = [(path, text) for path, text in texts() if path not in MAY_NAME_AN_INDEX_OPTION]
    clean([f"{path}: {host}" for path, text in searched for host in HOSTS if host in text])


def test_no_path_of_a_machine_is_named() -> None:
    clean([f"{path}: {place}" for path, text in texts() for place in MACHINE if place in text])
