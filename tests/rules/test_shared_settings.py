"""Settings: what a process is told and what a hall may choose; a wrong value is named, and secrets stay unsaid."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.hall_settings import HALL_SETTING, HALL_SETTINGS, HallSetting, HallValues
from shared.rules import RULES
from shared.settings import Settings, as_environment, read_settings, settings_help
from tests.outcomes import outcome, refusal_of, said_by


def test_defaults_are_enough_to_start() -> None:
    settings = read_settings({})
    assert settings == Settings()
    assert settings.database.startswith("sqlite:////")
    assert settings.keyring == settings.home / "keyring.json"


def test_the_environment_is_read_by_kind() -> None:
    told = {
        "TONGBAN_PORT": "9000",
        "TONGBAN_DEMO": "Yes",
        "TONGBAN_POLL_SECONDS": "0.5",
        "TONGBAN_HOME": "/srv/tongban",
        "TONGBAN_CLOCK_FILE": "",
        "TONGBAN_DATABASE_URL": "postgresql+psycopg://hub@127.0.0.1/tongban",
    }
    settings = read_settings(told)
    assert (settings.port, settings.demo, settings.poll_seconds) == (9000, True, 0.5)
    assert (settings.home, settings.clock_file) == (Path("/srv/tongban"), None)
    assert settings.database == told["TONGBAN_DATABASE_URL"]


def test_the_file_yields_to_the_environment_and_both_to_what_is_given(tmp_path: Path) -> None:
    file = tmp_path / "tongban.toml"
    file.write_text('port = 1\nhost = "0.0.0.0"\nthreads = 3\ndemo = true\n', "utf-8")
    settings = read_settings({"TONGBAN_CONFIG": str(file), "TONGBAN_PORT": "2"}, threads=4)
    assert (settings.host, settings.port, settings.threads, settings.demo) == ("0.0.0.0", 2, 4, True)


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"TONGBAN_PORT": "much"}, "设置 TONGBAN_PORT 的值不对：应是整数"),
        ({"TONGBAN_POLL_SECONDS": "soon"}, "设置 TONGBAN_POLL_SECONDS 的值不对：应是数字"),
        ({"TONGBAN_DEMO": "perhaps"}, "设置 TONGBAN_DEMO 的值不对：应是 yes 或 no"),
    ],
)
def test_a_wrong_value_is_named(told: dict[str, str], sentence: str) -> None:
    assert said_by(read_settings, told) == sentence


@pytest.mark.parametrize("content", ["port = ", "prot = 1"])
def test_a_wrong_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tongban.toml"
    file.write_text(content, "utf-8")
    assert refusal_of(read_settings, {"TONGBAN_CONFIG": str(file)}).code == "bad_setting"
    assert refusal_of(read_settings, {"TONGBAN_CONFIG": str(tmp_path / "none.toml")}).code == "bad_setting"


def test_a_started_process_gets_the_same_settings() -> None:
    settings = Settings(port=9, demo=True, clock_file=Path("clock.json"), hall="410411")
    assert read_settings(as_environment(settings)) == settings


def test_secrets_are_not_printed() -> None:
    assert "hush" not in repr(
        Settings(kiosk_token="hush", agent_token="hush", database_url="hush", sms_gateway_key="hush")
    )


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_setting_explains_itself(locale: str) -> None:
    told = settings_help(locale)
    assert len(told) == len(Settings.__dataclass_fields__)
    assert all(name.startswith("TONGBAN_") and words for name, _, words in told)


def test_WD_15_every_default_lies_within_its_own_bounds() -> None:
    assert [known.name for known in HALL_SETTINGS if known.read(known.write(known.default)) != known.default] == []
    assert [known.name for known in HALL_SETTINGS if known.rule and known.rule not in RULES] == []


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("no_show_limit", "2", "“半年内爽约几次列入预约黑名单”的值不对：3–10"),
        ("no_show_limit", "three", "“半年内爽约几次列入预约黑名单”的值不对：3–10"),
        ("deemed_acceptance", "maybe", "“行政许可逾期未告知视为受理（行政许可法第三十二条）”的值不对：yes / no"),
    ],
)
def test_WD_15_a_hall_cannot_leave_the_bounds_of_the_rules(name: str, typed: str, sentence: str) -> None:
    assert said_by(HALL_SETTING[name].read, typed) == sentence


def test_WD_15_english_names_the_setting_in_english() -> None:
    said = said_by(HALL_SETTING["lead_rule"].read, "sideways", locale="en")
    assert said.endswith("backward / forward")
    assert said.startswith("The value of How the lead")


def test_WD_15_a_hall_chooses_some_values_and_keeps_the_rest() -> None:
    values = HallValues({"in_hours_days_ahead": "30", "lead_rule": "forward", "late_cancel_is_no_show": "yes"})
    assert (values.whole("in_hours_days_ahead"), values.text("lead_rule")) == (30, "forward")
    assert (values.yes("late_cancel_is_no_show"), values.whole("no_show_limit")) == (True, 3)


def test_a_value_is_asked_for_by_its_kind() -> None:
    values = HallValues()
    with pytest.raises(TypeError):
        values.whole("deemed_acceptance")
    with pytest.raises(TypeError):
        values.yes("no_show_limit")


@given(st.sampled_from(HALL_SETTINGS), st.text())
def test_any_text_is_read_or_refused_and_never_crashes(known: HallSetting, text: str) -> None:
    assert outcome(known.read, text) is not None
