"""`tongban migrate`, `backup`, `restore`: the database with its keys; without them nobody in it is found."""

import argparse
from pathlib import Path

from portal.commands.command import Call
from portal.start import clock_of
from portal.store.backup import make_backup, restore_backup
from portal.store.migrate import newest, upgrade
from shared.speech import Speaker


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Speaker) -> None:
    """Adds the three commands."""
    parser = commands.add_parser("migrate", help=say.gettext("把数据库升级到最新结构"))
    parser.set_defaults(run=migrate)
    parser = commands.add_parser("backup", help=say.gettext("备份数据库和密钥到一个文件"))
    parser.add_argument("file", type=Path, help=say.gettext("要写的 .tar.gz 文件"))
    parser.set_defaults(run=backup)
    parser = commands.add_parser("restore", help=say.gettext("从备份文件恢复到空目录或空数据库"))
    parser.add_argument("file", type=Path, help=say.gettext("备份文件"))
    parser.set_defaults(run=restore)


def migrate(call: Call) -> None:
    """Runs what is missing."""
    ran = upgrade(call.settings.database)
    if ran:
        print(call.say.gettext("已升级：%(numbers)s", numbers=", ".join(ran)))
    else:
        print(call.say.gettext("已是最新：%(number)s", number=newest()))


def backup(call: Call) -> None:
    """Writes one file that holds everything."""
    size = make_backup(call.settings, call.arguments.file, clock_of(call.settings)())
    print(call.say.gettext("已备份：%(file)s（%(size)s 字节）", file=str(call.arguments.file), size=size))


def restore(call: Call) -> None:
    """Brings back what a file holds; nothing that exists is overwritten."""
    made_at = restore_backup(call.settings, call.arguments.file)
    say = call.say
    print(say.gettext("已恢复 %(when)s 的备份到 %(home)s", when=say.datetime(made_at), home=str(call.settings.home)))
