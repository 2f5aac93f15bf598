"""Makes the pictures of docs/tour.md anew: the day walked against a fresh demonstration, one picture a page."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.journeys.conftest import QUIET
from tests.journeys.demonstration import Demonstration
from tests.journeys.the_day import Day

CHROMIUM = "/usr/bin/chromium"


def main(folder: Path) -> int:
    """Walks the day and keeps a picture of every page that is reached; says how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("[0-9]-*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as home, sync_playwright() as play:
        demo = Demonstration(Path(home) / "home")
        try:
            demo.wait()
            browser = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            walk(Day(browser, demo, lambda page, name: keep(page, folder / f"{name}.png")))
        finally:
            demo.stop()
    return len(list(folder.glob("*.png")))


def keep(page: Page, file: Path) -> None:
    """One picture, after the page has come to rest."""
    page.wait_for_function("document.fonts.status === 'loaded'")
    with Image.open(io.BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").quantize(96).save(file, optimize=True)


def walk(day: Day) -> None:
    """The seven steps in their order."""
    day.book()
    day.ask_out_of_hours()
    day.answer_request()
    day.go_on("到 09:40")
    day.check_in()
    day.take_in(day.call())
    day.review()
    day.follow()
    day.decide()
    day.print_result()
    day.rate()
    day.supervise()


if __name__ == "__main__":
    sys.stdout.write(f"{main(Path(sys.argv[1]))} pictures in {sys.argv[1]}\n")
