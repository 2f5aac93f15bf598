"""Rules and tests know each other by ID: a built rule has a test that carries its number, and no test invents one."""

import re
from pathlib import Path

from shared import rules, settings
from tests.house.gauges import clean
from tests.house.sources import ROOT, suite

RULE_ID = re.compile(r"(?<![A-Za-z0-9])(BK|GD|CN|CT|WD|CS|RV|DL|SV)[-_](\d{2})(?!\d)")
HALL_SETTINGS = {setting.name: setting for setting in getattr(settings, "HALL_SETTINGS", ())}


def named_in_tests() -> dict[str, str]:
    """Each rule ID that a test carries, with one place."""
    found = {}
    for module in suite():
        if not module.path.startswith("tests/house/"):
            for group, number in RULE_ID.findall(module.text):
                found[f"{group}-{number}"] = module.path
    return found


def test_tests_name_only_known_rules() -> None:
    clean([f"{path}: {rule}" for rule, path in named_in_tests().items() if rule not in rules.RULES])


def test_every_built_rule_is_tested_by_name() -> None:
    tested = named_in_tests()
    untested = [rule for rule in rules.RULES.values() if rule.module and rule.id not in tested]
    clean([f"{rule.id} lives in {rule.module}, no test names it" for rule in untested])


def test_the_room_of_a_rule_exists_and_names_it() -> None:
    homes = [(rule.id, place) for rule in rules.RULES.values() for place in rule.module.split(", ") if rule.module]
    clean([f"{rule}: {place} does not name it" for rule, place in homes if rule not in text_of(place)])


def test_the_setting_of_a_rule_exists() -> None:
    named = [(rule.id, rule.setting) for rule in rules.RULES.values() if rule.setting and HALL_SETTINGS]
    clean([f"{rule}: no setting {name}" for rule, name in named if name not in HALL_SETTINGS])


def test_every_hall_setting_has_help_in_both_languages() -> None:
    helps = [(name, setting.help_zh, setting.help_en) for name, setting in HALL_SETTINGS.items()]
    clean([name for name, zh, en in helps if not (zh.strip() and en.strip())])


def test_every_process_setting_has_help_in_both_languages() -> None:
    helps = [(name, said) for locale in ("zh_CN", "en") for name, _, said in settings.settings_help(locale)]
    clean([name for name, said in helps if not said.strip()])


def test_the_page_of_rules_is_up_to_date() -> None:
    page = ROOT / "docs/rules.md"
    assert not page.exists() or page.read_text("utf-8") == rules.as_markdown()


def text_of(place: str) -> str:
    """The text of a module named with dots, or of a package's files."""
    path = ROOT / place.replace(".", "/")
    candidates: list[Path] = [path.with_suffix(".py"), *sorted(path.glob("*.py"))]
    text = "\n".join(candidate.read_text("utf-8") for candidate in candidates if candidate.exists())
    return text + text.replace("_", "-")
