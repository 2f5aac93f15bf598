"""An appointment as an entry for the phone's own calendar (RFC 5545): time, place, nothing that names a person."""

from datetime import UTC, datetime

from portal.store.appointments import Booked

STAMP = "%Y%m%dT%H%M%SZ"
FOLD = 60


def calendar_entry(booked: Booked, words: tuple[str, str], now: datetime) -> bytes:
    """The file's bytes; a reminder rings an hour before."""
    item, place = words
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Tongban//booking//ZH",
        "BEGIN:VEVENT",
        f"UID:{booked.id}@tongban",
        f"DTSTAMP:{now.astimezone(UTC):{STAMP}}",
        f"DTSTART:{booked.start.astimezone(UTC):{STAMP}}",
        f"DTEND:{booked.end.astimezone(UTC):{STAMP}}",
        f"SUMMARY:{_escaped(item)}",
        f"LOCATION:{_escaped(place)}",
        f"DESCRIPTION:{booked.code[:4]} {booked.code[4:]}",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{_escaped(item)}",
        "TRIGGER:-PT1H",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _escaped(text: str) -> str:
    for symbol in "\\;,":
        text = text.replace(symbol, f"\\{symbol}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line of at most 75 octets: folded by letters, three octets each at most."""
    step = FOLD if line.isascii() else FOLD // 3
    return "\r\n ".join(line[at : at + step] for at in range(0, len(line), step))
