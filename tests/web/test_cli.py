"""The command line: each command says what it did; a failure is one clear line and a non-zero exit (product.md §3)."""

import json
import re
import tomllib
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from portal import cli
from portal.catalog.catalogue import body_of, load_catalogue
from portal.catalog.places import HALLS_FILE
from portal.hub import Deed, Hub
from portal.people import SYSTEM
from portal.start import open_hub
from portal.store.engine import Store
from portal.worker import seal
from shared.rules import RULES
from shared.settings import Settings
from tests.builders import Filled, copy_of, filled_file

Run = Callable[..., int]
YEAR = """year = 2027
source = "国办发明电〔2026〕9号"
[holidays]
"2027-01-01" = "元旦"
"2027-05-01" = "劳动节"
"2027-10-01" = "国庆节"
[make_up]
"""


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Filled:
    """A filled database that the tests of this file copy."""
    return filled_file(tmp_path_factory.mktemp("origin"))


@pytest.fixture
def tongban(origin: Filled, tmp_path: Path) -> Run:
    """`tongban("audit", "verify")` on a filled deployment; answers the exit status."""
    url = copy_of(origin, tmp_path)

    def run(*arguments: object, **environ: str) -> int:
        told = {"TONGBAN_HOME": str(tmp_path), "TONGBAN_DATABASE_URL": url, "TONGBAN_LOCALE": "en", **environ}
        return cli.run([str(argument) for argument in arguments], told)

    return run


def hub_of(tmp_path: Path) -> Hub:
    return open_hub(Settings(home=tmp_path, database_url=f"sqlite:///{tmp_path / 'tongban.sqlite'}"))


def test_rules_prints_one_line_a_rule(tongban: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert tongban("rules") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(RULES)


def test_migrate_says_what_it_did(tongban: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert tongban("migrate", TONGBAN_DATABASE_URL=f"sqlite:///{tmp_path}/new/t.sqlite") == 0
    assert capsys.readouterr().out.startswith("Migrated: 0001")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("catalog", "import", "nowhere.csv"), "cannot be read"),
        (("calendar", "import", "nowhere.toml"), "cannot be read"),
        (("restore", "nowhere.tar.gz"), "already holds data"),
        (("staff", "password", "nobody"), "There is no account nobody"),
    ],
)
def test_a_failure_is_one_line(
    tongban: Run, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    assert tongban(*arguments) == 1
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1


def test_a_bad_setting_is_one_line(tongban: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert tongban("rules", TONGBAN_PORT="many") == 1
    assert "TONGBAN_PORT" in capsys.readouterr().err


def test_help_explains_every_setting(tongban: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        tongban("serve", "--help")
    assert done.value.code == 0
    assert set(re.findall(r"TONGBAN_\w+", capsys.readouterr().out)) >= {"TONGBAN_HOME", "TONGBAN_DATABASE_URL"}


def test_a_year_of_the_calendar_is_imported(tongban: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "2027.toml").write_text(YEAR, "utf-8")
    assert tongban("calendar", "import", tmp_path / "2027.toml") == 0
    assert capsys.readouterr().out.startswith("Imported 2027")


def test_the_own_catalogue_has_no_error(tongban: Run) -> None:
    assert tongban("catalog", "lint") == 0


def test_items_come_back_from_json_unchanged(tongban: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    items = [body_of(item) for item in load_catalogue()]
    (tmp_path / "items.json").write_text(json.dumps({"items": items}, ensure_ascii=False), "utf-8")
    assert tongban("catalog", "import", tmp_path / "items.json") == 0
    assert f"0 items added, 0 changed, {len(items)} unchanged" in capsys.readouterr().out


ROWS = [("事项编码", "事项名称", "事项类型", "承诺办结时限"), ("419900001000", "演示事项", "7", "3个工作日")]


def sheet() -> str:
    rows = "".join(
        "<row>"
        + "".join(f'<c r="{"ABCD"[at]}{n}" t="inlineStr"><is><t>{text}</t></is></c>' for at, text in enumerate(row))
        + "</row>"
        for n, row in enumerate(ROWS, 1)
    )
    place = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{place}"><sheetData>{rows}</sheetData></worksheet>'


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_list_of_items_is_taken_unpublished(tongban: Run, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"list{suffix}"
    if suffix == ".csv":
        file.write_text("\n".join(",".join(row) for row in ROWS), "gb18030")
    else:
        with zipfile.ZipFile(file, "w") as book:
            book.writestr("xl/worksheets/sheet1.xml", sheet())
    assert tongban("catalog", "import", file) == 0
    with hub_of(tmp_path).store.read() as unit:
        taken = {item.code: item for item in unit.items.everything()}["419900001000"]
    assert (taken.name, taken.item_type, taken.published) == ("演示事项", "07", False)


@pytest.fixture
def one_hall(tmp_path: Path) -> Path:
    """A file with one hall and two clerks: every password costs a slow hash."""
    table = tomllib.loads(HALLS_FILE.read_text("utf-8"))
    first = {**table["halls"][0], "staff": table["halls"][0]["staff"][:2]}
    file = tmp_path / "one-hall.json"
    file.write_text(json.dumps({**table, "halls": [first], "reviewers": [], "out_of_hours": []}, default=str), "utf-8")
    return file


def test_an_empty_deployment_is_opened_with_secrets_of_its_own(
    tongban: Run, one_hall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh = {"TONGBAN_HOME": str(tmp_path / "new"), "TONGBAN_DATABASE_URL": ""}
    assert tongban("places", "load", one_hall, **fresh) == 0
    told = dict(line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("  "))
    assert len(set(told.values())) == len(told) > 8
    assert tongban("places", "load", one_hall, **fresh) == 1


def test_an_imported_item_has_somebody_who_decides_it(tongban: Run, one_hall: Path, tmp_path: Path) -> None:
    fresh = {"TONGBAN_HOME": str(tmp_path / "new"), "TONGBAN_DATABASE_URL": ""}
    item = body_of(load_catalogue().items[0])
    (tmp_path / "items.json").write_text(json.dumps([item], ensure_ascii=False), "utf-8")
    tongban("places", "load", one_hall, **fresh)
    assert tongban("catalog", "import", tmp_path / "items.json", **fresh) == 0
    hub = open_hub(Settings(home=tmp_path / "new"))
    with hub.store.read() as unit:
        decides = unit.items.department(item["code"], "standard", "410400")
    hub.store.close()
    assert decides == f"410400-{item['department']}"


def sealed_log(tmp_path: Path) -> Hub:
    hub = hub_of(tmp_path)
    for number in range(3):
        with hub.store.write() as unit:
            hub.record(unit, SYSTEM, Deed("test.done", f"test:{number}", hub.now(), {"n": number}))
    seal(hub, hub.now())
    return hub


def test_a_whole_audit_log_is_said_to_be_whole(
    tongban: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sealed_log(tmp_path).store.close()
    assert tongban("audit", "verify") == 0
    assert "entries sealed, 0 waiting" in capsys.readouterr().out


def spoil(store: Store, statement: str) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql(statement)
        connection.commit()


@pytest.mark.parametrize(
    "crime",
    [
        "UPDATE audit SET actor = 'staff:other' WHERE subject = 'test:1'",
        "UPDATE audit_seals SET hash = '0' WHERE seq = 2",
    ],
)
def test_a_changed_audit_row_is_named(
    tongban: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], crime: str
) -> None:
    hub = sealed_log(tmp_path)
    spoil(hub.store, crime)
    hub.store.close()
    assert tongban("audit", "verify") == 1
    assert "entry 2" in capsys.readouterr().err


def test_a_second_factor_is_told_as_an_authenticator_reads_it(tongban: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert tongban("staff", "totp", "window1") == 0
    assert capsys.readouterr().out.startswith("otpauth://totp/Tongban:window1?secret=")
