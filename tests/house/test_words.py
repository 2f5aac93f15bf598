"""Everything a person may read exists in both languages, and every "no" has its sentence and a way forward."""

from itertools import chain

from shared.english import english_catalog
from shared.refusals import wordings
from shared.rules import RULES
from tests.house import words
from tests.house.gauges import clean
from tests.house.sources import product, relative, templates

# The names of languages are written in themselves.
SAME_IN_BOTH = {"中文", "简体中文"}


def pages() -> list[tuple[str, str]]:
    """Every template but the gallery, which shows the components with Chinese samples to the people who build pages."""
    named = [(relative(path), path) for path in templates()]
    return [(name, path.read_text("utf-8")) for name, path in named if "/gallery/" not in name]


def spoken() -> list[tuple[str, str]]:
    """Place and text of everything that is translated."""
    python = ((f"{m.path}:{line}", text) for m in product() for line, text in words.python_texts(m))
    jinja = ((f"{path}:{line}", text) for path, page in pages() for line, text in words.template_texts(page))
    return [(place, text) for place, text in chain(python, jinja) if words.CHINESE.search(text)]


def test_every_text_has_english() -> None:
    known = english_catalog().keys() | SAME_IN_BOTH
    clean(sorted({f"{place}: {text}" for place, text in spoken() if text not in known}))


def test_no_chinese_stands_where_it_cannot_be_translated() -> None:
    bare = [(path, line, text) for path, page in pages() for line, text in words.bare_template_texts(page)]
    clean([f"{path}:{line}: {text[:40]}" for path, line, text in bare if text not in SAME_IN_BOTH])


def test_english_keeps_the_values_of_the_chinese_text() -> None:
    pairs = [(zh, text) for zh, en in english_catalog().items() for text in ([en] if isinstance(en, str) else en)]
    clean([f"{zh}: {en}" for zh, en in pairs if words.percents(en) - words.percents(zh) - {"num"}])


def test_english_is_english() -> None:
    said = [(zh, text) for zh, en in english_catalog().items() for text in ([en] if isinstance(en, str) else en)]
    quoted = ("《", "中文", "（", "〔", "“")
    clean([f"{zh}: {en}" for zh, en in said if words.CHINESE.search(en) and not any(mark in en for mark in quoted)])


def test_every_refusal_has_its_sentences() -> None:
    words.load_everything()
    kinds = {kind.wording or kind.code: kind for kind in words.refusals()}
    clean([f"{kind.__module__}.{kind.__name__}: no [{key}]" for key, kind in kinds.items() if key not in wordings()])


def test_every_sentence_offers_a_way_forward_in_both_languages() -> None:
    empty = [key for key, said in wordings().items() if not all((said.zh, said.en, said.now_zh, said.now_en))]
    clean([f"[{key}] is not complete" for key in empty])


def test_both_languages_of_a_refusal_want_the_same_values() -> None:
    pairs = [(key, said.zh + said.now_zh, said.en + said.now_en) for key, said in wordings().items()]
    differing = [(key, words.blanks(zh) ^ words.blanks(en)) for key, zh, en in pairs]
    clean([f"[{key}]: {names}" for key, names in differing if names])


def test_every_refusal_rests_on_a_known_rule() -> None:
    words.load_everything()
    clean([f"{kind.__name__}: {kind.rule}" for kind in words.refusals() if kind.rule and kind.rule not in RULES])
