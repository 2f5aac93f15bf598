"""One frozen Settings per process, read once at start from TONGBAN_* and a TOML file; every field carries its help."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from shared.refusals import Refusal, Term

PREFIX = "TONGBAN_"
CONFIG = "TONGBAN_CONFIG"
SECRET = frozenset({"database_url", "kiosk_token", "agent_token", "sms_gateway_key"})
YES_WORDS = {"1": True, "yes": True, "true": True, "on": True, "0": False, "no": False, "false": False, "off": False}


class BadSetting(Refusal):
    """A process cannot start with this value."""

    code = "bad_setting"


def setting(default: Any, zh: str, en: str) -> Any:
    """A field of Settings with its help in both languages."""
    return field(default=default, metadata={"zh": zh, "en": en})


@dataclass(frozen=True)
class Settings:
    """What a process is told at its start. The field `port` is TONGBAN_PORT in the environment, `port` in the file."""

    # every process
    home: Path = setting(
        Path("var/tongban"), "数据目录：数据库、密钥、附件、日志", "Folder of database, keys, files, logs"
    )
    locale: str = setting("zh_CN", "没有指明语言时用的语言：zh_CN 或 en", "Language without any wish: zh_CN or en")
    log_level: str = setting(
        "info", "日志详细程度：debug、info、warning、error", "Log level: debug, info, warning, error"
    )
    clock_file: Path | None = setting(
        None, "演示时钟文件；留空用真实时间", "File of the demonstration clock; empty: real time"
    )
    demo: bool = setting(
        False, "演示模式：演示账号、短信页、时间控制", "Demonstration: accounts, text messages page, time control"
    )
    # the hub
    host: str = setting("127.0.0.1", "监听地址", "Address to listen on")
    port: int = setting(8080, "监听端口", "Port to listen on")
    workers: int = setting(2, "门户进程数", "Portal processes")
    threads: int = setting(8, "每个进程的线程数", "Threads of each process")
    database_url: str = setting("", "数据库地址；留空用 home 下的 SQLite", "Database URL; empty: SQLite under home")
    pool_size: int = setting(8, "每个进程的数据库连接数", "Database connections of each process")
    portal_url: str = setting("http://127.0.0.1:8080", "外部访问门户的地址", "Address at which others reach the portal")
    trusted_proxies: int = setting(0, "前面有几层反向代理", "How many reverse proxies stand in front")
    keyring_file: Path | None = setting(
        None, "密钥环文件；留空为 home/keyring.json", "Keyring; empty: home/keyring.json"
    )
    signing_key_file: Path | None = setting(
        None, "证照签名密钥；留空为 home/signing.pem", "Signing key; empty: home/signing.pem"
    )
    upload_mb: int = setting(20, "单个附件上限（MB）", "Largest attachment (MB)")
    clamd: str = setting("", "病毒扫描服务地址 host:port；留空不扫描", "clamd at host:port; empty: no scan")
    # text messages
    sms_driver: str = setting("file", "短信通道：file、console、http", "Text messages by: file, console, http")
    sms_file: Path | None = setting(
        None, "短信写入的文件；留空为 home/sms.jsonl", "File for messages; empty: home/sms.jsonl"
    )
    sms_gateway_url: str = setting("", "短信网关地址", "Address of the text message gateway")
    sms_gateway_key: str = setting("", "短信网关密钥", "Key of the text message gateway")
    sms_signature: str = setting("平顶山政务", "短信签名", "Signature of text messages")
    # the worker
    worker_seconds: float = setting(1.0, "后台进程轮询间隔（秒）", "Seconds between two rounds of the worker")
    outbox_retry_limit: int = setting(8, "外发消息最多重试次数", "How often an outgoing message is tried")
    print_lease_seconds: int = setting(60, "打印任务租约（秒）", "Lease of a print job (seconds)")
    # kiosk and print agents
    hall: str = setting("", "这台设备所在大厅的代码", "Code of the hall this device stands in")
    kiosk_token: str = setting("", "自助机的设备令牌", "Device token of the kiosk")
    agent_token: str = setting("", "打印代理的设备令牌", "Device token of the print agent")
    kiosk_host: str = setting("127.0.0.1", "自助机页面监听地址", "Address the kiosk's pages listen on")
    kiosk_port: int = setting(8090, "自助机页面监听端口", "Port the kiosk's pages listen on")
    kiosk_window: bool = setting(True, "打开全屏窗口；关掉只提供网页", "Open the full-screen window; off: pages only")
    thermal: str = setting("", "热敏打印机 tcp://host:9100；留空没有", "Thermal printer tcp://host:9100; empty: none")
    thermal_dots: int = setting(576, "热敏打印宽度（点）：576 为 80 毫米", "Thermal width in dots: 576 is 80 mm")
    laser: str = setting(
        "", "激光打印机 ipp://host/printers/name；留空没有", "Laser ipp://host/printers/name; empty: none"
    )
    printers: str = setting(
        "",
        "打印代理管的打印机：编号=tcp://host:9100 或 编号=ipp://host/printers/name，用空格分开",
        "The agent's printers: CODE=tcp://host:9100 or CODE=ipp://host/printers/name, separated by spaces",
    )
    card_reader: str = setting(
        "simulator", "读卡器：simulator、http://…、ws://…", "Card reader: simulator, http://…, ws://…"
    )
    poll_seconds: float = setting(2.0, "设备询问总台的间隔（秒）", "Seconds between two questions to the hub")

    @property
    def database(self) -> str:
        """The database's address, the embedded one when none is named."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'tongban.sqlite'}"

    @property
    def keyring(self) -> Path:
        return self.keyring_file or self.home / "keyring.json"

    @property
    def signing_key(self) -> Path:
        return self.signing_key_file or self.home / "signing.pem"

    @property
    def sms_outbox(self) -> Path:
        return self.sms_file or self.home / "sms.jsonl"

    def __repr__(self) -> str:
        shown = (f"{f.name}={'…' if f.name in SECRET else repr(getattr(self, f.name))}" for f in fields(self))
        return f"Settings({', '.join(shown)})"


def read_settings(environ: Mapping[str, str], **given: Any) -> Settings:
    """Settings from the file that TONGBAN_CONFIG names, the environment over it, and what was given over both."""
    known = {f.name: str(f.type) for f in fields(Settings)}
    values: dict[str, Any] = {}
    for name, value in _from_file(environ.get(CONFIG, "")).items():
        if name not in known:
            raise BadSetting(name=name, expected=Term("没有这一项设置"))
        values[name] = _read(name, known[name], str(value))
    for name, kind in known.items():
        if PREFIX + name.upper() in environ:
            values[name] = _read(PREFIX + name.upper(), kind, environ[PREFIX + name.upper()])
    return Settings(**{**values, **given})


def settings_help(locale: str) -> list[tuple[str, str, str]]:
    """Every setting as (environment name, default, help), for --help and the manual."""
    language = "zh" if locale.startswith("zh") else "en"
    return [(PREFIX + f.name.upper(), _shown(f.default), f.metadata[language]) for f in fields(Settings)]


def as_environment(settings: Settings) -> dict[str, str]:
    """The same settings as environment variables, for a process that this one starts."""
    pairs = ((PREFIX + f.name.upper(), getattr(settings, f.name)) for f in fields(Settings))
    return {name: _shown(value) for name, value in pairs}


def _from_file(path: str) -> dict[str, Any]:
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BadSetting(name=CONFIG, expected=str(error)) from error


def _read(name: str, kind: str, text: str) -> object:
    try:
        return READERS[kind](text.strip())
    except (ValueError, KeyError) as error:
        raise BadSetting(name=name, expected=EXPECTED[kind]) from error


def _shown(value: object) -> str:
    if value is None:
        return ""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


READERS: dict[str, Callable[[str], object]] = {
    "str": str,
    "int": int,
    "float": float,
    "bool": lambda text: YES_WORDS[text.lower()],
    "Path": Path,
    "Path | None": lambda text: Path(text) if text else None,
}
EXPECTED = {
    "str": Term("应是文字"),
    "int": Term("应是整数"),
    "float": Term("应是数字"),
    "bool": Term("应是 yes 或 no"),
    "Path": Term("应是路径"),
    "Path | None": Term("应是路径"),
}
