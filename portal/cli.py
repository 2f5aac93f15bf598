"""`tongban`: one command line for every process and operation; a failure is one clear line and a non-zero exit."""

import argparse
import logging
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module

from portal.commands.command import Call
from shared.refusals import Refusal
from shared.settings import read_settings
from shared.speech import CHINESE, ENGLISH, Speaker, speaker

# Which module holds a command; only that one is loaded, so that each process starts with what it needs.
COMMANDS = {
    "demo": "portal.commands.demo",
    "simulate": "portal.commands.simulate",
    "chaos": "portal.commands.chaos",
    **dict.fromkeys(("serve", "worker", "kiosk", "agent"), "portal.commands.processes"),
    **dict.fromkeys(("migrate", "backup", "restore"), "portal.commands.database"),
    **dict.fromkeys(("calendar", "catalog"), "portal.commands.imports"),
    "places": "portal.commands.places",
    **dict.fromkeys(("audit", "rules", "staff"), "portal.commands.operations"),
}
FAILED, STOPPED = 1, 130


def main(arguments: Sequence[str] | None = None) -> None:
    """The entry point of `tongban`."""
    sys.exit(run(sys.argv[1:] if arguments is None else arguments, os.environ))


def run(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Runs one command and answers the exit status."""
    say = speaker(language_of(environ))
    try:
        settings = read_settings(environ)
        given = parser_of(say, arguments[:1]).parse_args(arguments)
        given.run(Call(given, settings, say))
    except Refusal as refusal:
        return _refused(say, refusal)
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        sys.stderr.close()  # the reader, such as head, has seen enough
        return FAILED
    except Exception as error:
        logging.getLogger("tongban").debug("failed", exc_info=error)
        print(f"tongban: {type(error).__name__}: {_one_line(error)}", file=sys.stderr)
        return FAILED
    return 0


def parser_of(say: Speaker, wanted: Sequence[str] = ()) -> argparse.ArgumentParser:
    """The parser with the wanted command, or with every one where none is known by that name."""
    parser = argparse.ArgumentParser(prog="tongban", description=say.gettext("通办：政务服务大厅运行平台"))
    commands = parser.add_subparsers(required=True, metavar=say.gettext("命令"))
    modules = [COMMANDS[name] for name in wanted if name in COMMANDS] or dict.fromkeys(COMMANDS.values())
    for name in modules:
        import_module(name).add(commands, say)
    return parser


def language_of(environ: Mapping[str, str]) -> str:
    """TONGBAN_LOCALE, else the terminal's language where it is English, else Chinese."""
    chosen = environ.get("TONGBAN_LOCALE", "")
    if chosen in (CHINESE, ENGLISH):
        return chosen
    return ENGLISH if environ.get("LC_ALL", environ.get("LANG", "")).startswith("en") else CHINESE


def _refused(say: Speaker, refusal: Refusal) -> int:
    sentence = say.say(refusal)
    print(f"tongban: {sentence.text}{'. ' if say.english else '。'}{sentence.now}", file=sys.stderr)
    return FAILED


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]


if __name__ == "__main__":
    main()
