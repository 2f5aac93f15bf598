"""The kiosk's window on a real screen: Debian's GTK and WebKit in Xvfb, full screen, showing the local pages."""

import os
import shutil
import site
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from time import monotonic

import pytest
import waitress
from flask import Flask
from PIL import Image, ImageGrab

ROOT = Path(__file__).parents[2]
SIZE = (1080, 1920)
JADE = (11, 91, 79)
SECONDS = 40.0
PAGE = "<!doctype html><html lang='zh-CN'><title>通办</title><body bgcolor='#0b5b4f'><h1>通办</h1></body></html>"
OPENS = "import sys; from kiosk.window import open_window; open_window(sys.argv[1])"

pytestmark = [pytest.mark.journey, pytest.mark.peer]


@pytest.fixture
def pages() -> Iterator[str]:
    """A page of one colour in place of the kiosk's."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: PAGE)
    server = waitress.create_server(app, host="127.0.0.1", port=0)
    serving = threading.Thread(target=server.run, daemon=True)
    serving.start()
    yield f"http://127.0.0.1:{server.effective_port}/"
    server.close()
    serving.join(5)


@pytest.fixture
def display() -> Iterator[str]:
    """A portrait screen with a window manager, which a full-screen window needs."""
    for program in ("Xvfb", "openbox"):
        if shutil.which(program) is None:
            pytest.fail(f"{program} is missing: install the Debian packages xvfb and openbox", pytrace=False)
    reader, writer = os.pipe()
    with ExitStack() as running:
        screen = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{SIZE[0]}x{SIZE[1]}x24", "-nolisten", "tcp"]
        _start(running, screen, pass_fds=(writer,))
        name = f":{os.read(reader, 16).decode().strip()}"
        _start(running, ["openbox"], env={**os.environ, "DISPLAY": name})
        yield name
    os.close(reader)
    os.close(writer)


def test_the_window_fills_the_screen_with_the_local_page(pages: str, display: str, tmp_path: Path) -> None:
    python = "/usr/bin/python3"
    if subprocess.run([python, "-c", "import gi"], capture_output=True).returncode:
        pytest.fail("python3-gi is missing: install the packages of tools/debian-packages.txt", pytrace=False)
    found = {
        **os.environ,
        "DISPLAY": display,
        "HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *site.getsitepackages()]),
        "PYWEBVIEW_GUI": "gtk",
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    }
    with ExitStack() as running:
        window = _start(running, [python, "-c", OPENS, pages], env=found)
        assert _filled(display, window), _colours(display)


def _filled(display: str, window: subprocess.Popen[bytes]) -> bool:
    """Waits until all four corners and the middle of the screen show the page."""
    end, pause = monotonic() + SECONDS, threading.Event()
    while monotonic() < end and window.poll() is None:
        if all(_is_jade(colour) for colour in _colours(display)):
            return True
        pause.wait(0.5)
    return False


def _colours(display: str) -> list[tuple[int, int, int]]:
    shot: Image.Image = ImageGrab.grab(xdisplay=display).convert("RGB")
    right, bottom = shot.width - 5, shot.height - 5
    places = [(5, 5), (right, 5), (5, bottom), (right, bottom), (shot.width // 2, shot.height // 2)]
    return [shot.getpixel(place) for place in places]  # type: ignore[misc]


def _is_jade(colour: tuple[int, int, int]) -> bool:
    return all(abs(seen - meant) < 12 for seen, meant in zip(colour, JADE, strict=True))


def _start(running: ExitStack, command: list[str], **rest: object) -> subprocess.Popen[bytes]:
    process: subprocess.Popen[bytes] = subprocess.Popen(command, stdout=-3, stderr=-3, **rest)  # type: ignore[call-overload]
    running.callback(process.wait, 10)
    running.callback(process.terminate)
    return process
