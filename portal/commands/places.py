"""`tongban places load FILE`: opens an empty deployment; every secret is told once."""

import argparse
import json
import tomllib
from contextlib import closing
from pathlib import Path

from portal.actions.load_places import Keys, accounts_of, load_places
from portal.actions.sign_in_staff import hash_password
from portal.catalog.places import places_of
from portal.catalog_files import FileUnreadable
from portal.commands.command import Call
from portal.start import open_hub
from portal.store.schema import ensure
from shared.speech import Speaker

PASSWORD_LENGTH = 16


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", say: Speaker) -> None:
    """Adds `places`."""
    places = commands.add_parser("places", help=say.gettext("大厅、部门、账号、设备")).add_subparsers(required=True)
    parser = places.add_parser("load", help=say.gettext("从文件开通一个空的部署（格式同 portal/data/halls.toml）"))
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=load)


def load(call: Call) -> None:
    """Loads the file and prints each account's password and each machine's and channel's key."""
    file: Path = call.arguments.file
    try:
        read = json.loads if file.suffix == ".json" else tomllib.loads
        places = places_of(read(file.read_text("utf-8")))
    except (OSError, ValueError, KeyError) as error:
        raise FileUnreadable(file=str(file), why=" ".join(str(error).split())[:200]) from error
    ensure(call.settings.database)
    hub = open_hub(call.settings)
    keys = Keys.drawn(hub.ids, places)
    passwords = {account.username: hub.ids.token()[:PASSWORD_LENGTH] for account, _ in accounts_of(places)}
    with closing(hub.store), hub.store.write() as unit:
        load_places(unit, hub, places, keys, lambda username: hash_password(passwords[username]))
    say = call.say
    print(say.gettext("已开通 %(halls)s 个大厅。下面的密码和密钥只显示这一次：", halls=len(places.halls)))
    for kind, secrets in (("账号", passwords), ("设备", keys.devices), ("渠道", keys.channels)):
        print(f"{say.gettext(kind)}")
        for name, secret in secrets.items():
            print(f"  {name}  {secret}")
