"""What the virtual printers received, as pictures and files: the demonstration's tray."""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from printers.escpos_stream import Stream

NEWEST = 6


@dataclass(frozen=True)
class Tray:
    """The two folders of the virtual printers."""

    thermal: Path
    laser: Path

    @classmethod
    def below(cls, home: Path) -> "Tray":
        """The trays of a demonstration's folder."""
        return cls(home / "printers" / "thermal", home / "printers" / "laser")

    def slips(self) -> list[str]:
        """Numbers of the newest slips, newest first."""
        return _newest(self.thermal, ".bin")

    def papers(self) -> list[str]:
        """Numbers of the newest papers, newest first."""
        return _newest(self.laser, ".pdf")

    def slip(self, number: str) -> bytes | None:
        """A slip as PNG, drawn from the very dots that were sent."""
        file = self.thermal / f"{number}.bin"
        return picture(file.read_bytes()) if number.isdecimal() and file.exists() else None

    def paper(self, number: str) -> bytes | None:
        """A paper as PDF."""
        file = self.laser / f"{number}.pdf"
        return file.read_bytes() if number.isdecimal() and file.exists() else None


def picture(job: bytes) -> bytes:
    """The raster strips of a job, one below the other."""
    strips = [command.raster for command in Stream().feed(job) if command.raster]
    width = max((row for row, _ in strips), default=1)
    dots = b"".join(_widened(row, strip, width) for row, strip in strips) or b"\0"
    black_on_one = Image.frombytes("1", (width * 8, len(dots) // width), bytes(byte ^ 0xFF for byte in dots))
    out = io.BytesIO()
    black_on_one.save(out, "PNG", optimize=True)
    return out.getvalue()


def _widened(row: int, strip: bytes, width: int) -> bytes:
    if row == width:
        return strip
    rows = (strip[start : start + row] for start in range(0, len(strip), row))
    return b"".join(one.ljust(width, b"\0") for one in rows)


def _newest(folder: Path, suffix: str) -> list[str]:
    found = sorted((path.stem for path in folder.glob(f"[0-9]*{suffix}")), reverse=True)
    return found[:NEWEST]
