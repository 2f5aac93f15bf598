"""What every command is given: its arguments, the settings of this process, and a voice in the reader's language."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass

from shared.settings import Settings, settings_help
from shared.speech import Speaker

Parsers = "argparse._SubParsersAction[argparse.ArgumentParser]"


@dataclass(frozen=True)
class Call:
    """One call of a command."""

    arguments: argparse.Namespace
    settings: Settings
    say: Speaker


Run = Callable[[Call], None]


def settings_text(say: Speaker) -> str:
    """Every setting with its default, for the end of --help."""
    title = say.gettext("设置（环境变量，或 TONGBAN_CONFIG 指的 TOML 文件）：")
    rows = [f"  {name} [{default}]\n      {text}" for name, default, text in settings_help(say.locale)]
    return "\n".join([title, *rows])
