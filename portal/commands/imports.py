"""`tongban calendar import`, `catalog import`, `catalog lint`: the tables a hall works by."""

import argparse
from contextlib import closing
from pathlib import Path

from portal.actions.import_calendar import import_calendar
from portal.actions.import_items import import_items
from portal.catalog.item import Item
from portal.catalog.lint import Weight, lint
from portal.catalog_files import FileUnreadable, read_items
from portal.commands.command import Call
from portal.people import SYSTEM
from portal.start import open_hub
from portal.stored_catalogue import stored_items
from shared.refusals import Refusal
from shared.speech import Speaker
from shared.workday_files import decode, parse_year


class CatalogFaulty(Refusal):
    """Items with errors are told and not published."""

    code = "catalog_faulty"


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Speaker) -> None:
    """Adds `calendar` and `catalog`."""
    calendar = commands.add_parser("calendar", help=say.gettext("工作日表")).add_subparsers(required=True)
    parser = calendar.add_parser("import", help=say.gettext("导入一年的放假和调休安排（csv、toml、json）"))
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=take_calendar)
    catalog = commands.add_parser("catalog", help=say.gettext("事项目录")).add_subparsers(required=True)
    parser = catalog.add_parser("import", help=say.gettext("导入事项（xlsx、csv、json）"))
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=take_items)
    parser = catalog.add_parser("lint", help=say.gettext("检查事项要素"))
    parser.add_argument("file", type=Path, nargs="?", help=say.gettext("不填就检查库里的全部事项"))
    parser.set_defaults(run=check_items)


def take_calendar(call: Call) -> None:
    """One year's table, read from a file."""
    file: Path = call.arguments.file
    try:
        table = parse_year(decode(file.read_bytes()), file.suffix.lstrip(".").lower())
    except OSError as error:
        raise FileUnreadable(file=str(file), why=error.strerror) from error
    hub = open_hub(call.settings)
    with closing(hub.store), hub.store.write() as unit:
        version = import_calendar(unit, hub, table, SYSTEM, hub.now())
    told = {"year": table.year, "notice": table.source, "off": len(table.holidays), "make_up": len(table.make_up)}
    print(
        call.say.gettext(
            "已导入 %(year)s 年（%(notice)s）：放假 %(off)s 天，调休上班 %(make_up)s 天，第 %(version)s 版",
            version=version,
            **told,
        )
    )


def take_items(call: Call) -> None:
    """Items from a file; those with errors are kept unpublished, and every fault is told."""
    items = read_items(call.arguments.file)
    _tell_faults(items, call.say)
    hub = open_hub(call.settings)
    with closing(hub.store), hub.store.write() as unit:
        told = import_items(unit, hub, items, SYSTEM, hub.now())
    print(
        call.say.gettext(
            "新增 %(added)s 项，更新 %(changed)s 项，没变 %(same)s 项；其中 %(unpublished)s 项有错误，先不公布",
            **told.__dict__,
        )
    )


def check_items(call: Call) -> None:
    """Tells every fault; fails when one of them keeps an item from being published."""
    if call.arguments.file:
        items = read_items(call.arguments.file)
    else:
        hub = open_hub(call.settings)
        with closing(hub.store), hub.store.read() as unit:
            items = stored_items(unit)
    errors = _tell_faults(items, call.say)
    print(call.say.gettext("检查了 %(count)s 项，%(errors)s 处错误", count=len(items), errors=errors))
    if errors:
        raise CatalogFaulty(count=errors)


def _tell_faults(items: list[Item], say: Speaker) -> int:
    faults = lint(items)
    for fault in faults:
        print(f"{fault.item} {fault.weight} {fault.rule} {fault.words_en if say.english else fault.words}")
    return sum(fault.weight is Weight.ERROR for fault in faults)
