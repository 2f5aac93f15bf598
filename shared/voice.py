"""Says a sentence aloud without the internet: espeak-ng fed with pinyin, since it cannot read Chinese characters."""

import shutil
import subprocess
from functools import cache, lru_cache

from pypinyin import Style, lazy_pinyin

LONGEST = 300
SPEED = {"zh_CN": "150", "en": "150"}
VOICES = {"zh_CN": "cmn-latn-pinyin", "en": "en"}
# How a hall's voice spells letters; left to itself the synthesiser would switch to an English voice.
LETTERS = {
    "A": "ei1", "B": "bi4", "C": "xi1", "D": "di4", "E": "yi4", "F": "ai2 fu1", "G": "ji4", "H": "ei1 chi1",
    "J": "zhei4", "K": "kei4", "L": "ai1 lou2", "M": "ai1 mu3", "N": "en1", "P": "pi4", "Q": "kiu4", "R": "a4",
    "S": "ai1 si1", "T": "ti4", "U": "you1", "V": "wei1", "W": "da2 bu4 liu2", "X": "ai1 ke4 si1",
    "Y": "wai1", "Z": "zei4",
}  # fmt: skip
DIGITS = "零一二三四五六七八九"


@cache
def available() -> bool:
    """Whether this machine has the synthesiser; without it the browser's own voice or the text must do."""
    return shutil.which("espeak-ng") is not None


def syllables(text: str) -> str:
    """The text as pinyin with tone numbers: 请A012到3号窗口 → qing3 ei1 ling2 yi1 er4 dao4 san1 hao4 chuang1 kou3."""
    spelt = "".join(DIGITS[int(sign)] if sign.isascii() and sign.isdigit() else sign for sign in text)
    parts: list[str] = []
    for sign in lazy_pinyin(spelt, style=Style.TONE3, neutral_tone_with_five=True, errors=_apart):
        parts.append(LETTERS.get(sign.upper(), sign) if len(sign) == 1 else sign)
    return " ".join(part for part in parts if part.strip() and part not in "，。：；、·")


def _apart(signs: str) -> str:
    # pypinyin takes a list here and keeps its parts, though its types say str.
    return list(signs)  # type: ignore[return-value]


@lru_cache(maxsize=256)
def wave(text: str, locale: str) -> bytes:
    """The sentence as a WAV file."""
    said = syllables(text) if locale == "zh_CN" else text
    command = ["espeak-ng", "-v", VOICES[locale], "-s", SPEED[locale], "--stdout", "--", said]
    return subprocess.run(command, capture_output=True, check=True, timeout=10).stdout
