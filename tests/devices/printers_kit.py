"""What the printer tests share: the sample papers and slips, and programs we did not write that read them back."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).parent / "samples"
SLIPS = sorted(path.stem for path in SAMPLES.glob("slip-*.json"))
PAPERS = sorted(path.stem for path in SAMPLES.glob("n*.json"))


def sample(name: str, **changed: Any) -> dict[str, Any]:
    return {**json.loads((SAMPLES / f"{name}.json").read_text("utf-8")), **changed}


def issued(paper: dict[str, Any]) -> datetime:
    return datetime.fromisoformat(paper["issued"])


def slip_bytes(name: str = "slip-n3", **changed: Any) -> bytes:
    """A slip as it crosses the wire."""
    return json.dumps(sample(name, **changed), ensure_ascii=False).encode()


def run(*command: str | Path, package: str = "") -> str:
    """The output of a foreign program; what it lacks is named."""
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.fail(f"{command[0]} is missing: install the Debian package {package}", pytrace=False)
    return done.stdout


def codes_on(picture: Path) -> set[str]:
    """What zbar reads in a picture, each as "QR-Code:…" or "CODE-128:…"."""
    return set(run("zbarimg", "-q", picture, package="zbar-tools").split("\n")) - {""}


def pages_of(pdf: Path) -> list[Path]:
    """The pages as a grey fax would show them."""
    run("pdftoppm", "-r", "200", "-gray", "-png", pdf, pdf.with_suffix(""), package="poppler-utils")
    return sorted(pdf.parent.glob(f"{pdf.stem}-*.png"))


def words_of(pdf: Path) -> str:
    """Its text as a reader's search would find it, without spaces."""
    return re.sub(r"\s", "", run("pdftotext", "-layout", pdf, "-", package="poppler-utils"))
