"""How Chromium is started for the journeys: Debian's own browser, no calls home."""

import shutil
from typing import Any

import pytest

QUIET = [
    "--no-sandbox",  # the tests may run as root, and visit only pages of this project
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Chromium of the machine instead of a downloaded one."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("Chromium is not installed: install the Debian package chromium", pytrace=False)
    return {**browser_type_launch_args, "executable_path": program, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Chinese first, Shanghai's time, as in the hall."""
    return {**browser_context_args, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
