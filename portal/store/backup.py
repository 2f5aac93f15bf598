"""One file with everything that cannot be made again: the database, and the keys without which it is unreadable."""

import io
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import inspect
from sqlalchemy.engine import URL, make_url

from portal.store.engine import Store
from portal.store.schema import CURRENT
from shared.refusals import Refusal
from shared.settings import Settings

DATABASE = {"sqlite": "tongban.sqlite", "postgresql": "tongban.pgdump"}
MANIFEST = "manifest.json"


class NotEmpty(Refusal):
    """Restoring would overwrite something."""

    code = "restore_not_empty"


class BadBackup(Refusal):
    """The file is no backup, is damaged, or belongs to the other database."""

    code = "backup_bad"


class ToolFailed(Refusal):
    """pg_dump or pg_restore is missing or failed."""

    code = "backup_tool_failed"


def make_backup(settings: Settings, file: Path, now: datetime) -> int:
    """Writes the backup whole or not at all, readable by its owner only; answers its size. Work goes on meanwhile."""
    kind = kind_of(settings)
    file.parent.mkdir(parents=True, exist_ok=True)
    fresh = file.with_name(file.name + ".new")
    with tempfile.TemporaryDirectory(dir=file.parent) as folder, _private(fresh) as out:
        database = Path(folder) / DATABASE[kind]
        _copy_out(settings, database)
        with tarfile.open(fileobj=out, mode="w:gz") as archive:
            _add_manifest(archive, kind, now)
            archive.add(database, database.name)
            for key in key_files(settings):
                archive.add(key, f"keys/{key.name}")
    fresh.replace(file)
    return file.stat().st_size


def restore_backup(settings: Settings, file: Path) -> datetime:
    """Brings a backup back into an empty place and answers when it was made."""
    kind = kind_of(settings)
    settings.home.mkdir(parents=True, exist_ok=True)
    taken = [key for key in (settings.keyring, settings.signing_key) if key.exists()]
    if taken or _has_tables(settings):
        raise NotEmpty(place=str(taken[0] if taken else settings.home))
    with tempfile.TemporaryDirectory(dir=settings.home) as name:
        folder = Path(name)
        manifest = _unpack(file, folder)
        if manifest.get("database") != kind:
            raise BadBackup(why=f"{manifest.get('database')} / {kind}")
        _copy_in(settings, folder / DATABASE[kind])
        for key in (settings.keyring, settings.signing_key):
            kept = folder / "keys" / key.name
            if kept.exists():
                shutil.copyfile(kept, key)
                key.chmod(0o600)
    return datetime.fromisoformat(manifest["made_at"])


def kind_of(settings: Settings) -> str:
    """sqlite or postgresql."""
    return make_url(settings.database).get_backend_name()


def key_files(settings: Settings) -> list[Path]:
    """The keys there are."""
    return [key for key in (settings.keyring, settings.signing_key) if key.exists()]


def _copy_out(settings: Settings, target: Path) -> None:
    url = make_url(settings.database)
    if kind_of(settings) == "postgresql":
        _run_tool("pg_dump", url, ["--format=custom", "--no-owner", f"--file={target}"])
        return
    with closing(sqlite3.connect(str(url.database))) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        found = copy.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise BadBackup(why=found)


def _copy_in(settings: Settings, source: Path) -> None:
    url = make_url(settings.database)
    if kind_of(settings) == "postgresql":
        _run_tool("pg_restore", url, ["--no-owner", "--single-transaction", f"--dbname={url.database}", str(source)])
    else:
        shutil.copyfile(source, str(url.database))


def _run_tool(name: str, url: URL, arguments: list[str]) -> None:
    place = [f"--host={url.host}", f"--port={url.port or 5432}", f"--username={url.username}"]
    database = [f"--dbname={url.database}"] if name == "pg_dump" else []
    secret = {"PGPASSWORD": str(url.password)} if url.password else {}
    try:
        done = subprocess.run(
            [_tool(name), *place, *database, *arguments], capture_output=True, text=True, env={**os.environ, **secret}
        )
    except FileNotFoundError as missing:
        raise ToolFailed(tool=name, why="not installed") from missing
    if done.returncode != 0:
        raise ToolFailed(tool=name, why=" ".join(done.stderr.split())[:300])


def _tool(name: str) -> str:
    packaged = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    return shutil.which(name) or (str(packaged[-1]) if packaged else name)


def _add_manifest(archive: tarfile.TarFile, kind: str, now: datetime) -> None:
    schema = CURRENT.read_text("ascii").strip()
    text = json.dumps({"database": kind, "schema": schema, "made_at": now.isoformat()}).encode()
    entry = tarfile.TarInfo(MANIFEST)
    entry.size, entry.mode, entry.mtime = len(text), 0o600, int(now.timestamp())
    archive.addfile(entry, io.BytesIO(text))


def _unpack(file: Path, folder: Path) -> dict[str, str]:
    try:
        with tarfile.open(file, "r:gz") as archive:
            archive.extractall(folder, filter="data")
        return dict(json.loads((folder / MANIFEST).read_text("utf-8")))
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise BadBackup(why=str(error)) from error


def _has_tables(settings: Settings) -> bool:
    place = make_url(settings.database).database
    if kind_of(settings) == "sqlite" and not Path(str(place)).exists():
        return False
    store = Store(settings.database, pool_size=1)
    try:
        return bool(inspect(store.engine).get_table_names())
    finally:
        store.close()


@contextmanager
def _private(path: Path) -> Iterator[io.BufferedWriter]:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        yield out
        out.flush()
        os.fsync(out.fileno())
