"""Reads items from the files that offices keep: JSON with whole guides, CSV and XLSX with one item a row (CT-28)."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from portal.catalog.catalogue import item_of
from portal.catalog.item import Item
from portal.catalog.tables import BadTable
from portal.sparse_item import sparse_item
from shared.refusals import Refusal
from shared.workday_files import decode

Rows = Iterator[dict[str, str]]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class FileUnreadable(Refusal):
    """The file is missing, of an unknown kind, or does not say what it should."""

    code = "file_unreadable"


def read_items(file: Path) -> list[Item]:
    """The items of a .json, .csv or .xlsx file, in its order."""
    readers = {".json": _json, ".csv": _csv, ".xlsx": _xlsx}
    if file.suffix.lower() not in readers:
        raise FileUnreadable(file=str(file), why=".json, .csv, .xlsx")
    try:
        return readers[file.suffix.lower()](file.read_bytes())
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, ElementTree.ParseError) as error:
        raise FileUnreadable(file=str(file), why=" ".join(str(error).split())[:200]) from error


def _json(content: bytes) -> list[Item]:
    found: Any = json.loads(decode(content))
    tables = found["items"] if isinstance(found, dict) else found
    return [item_of(table) for table in tables]


def _csv(content: bytes) -> list[Item]:
    return _items(csv.DictReader(io.StringIO(decode(content))))


def _xlsx(content: bytes) -> list[Item]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        shared = _shared_texts(book)
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    rows = [_cells(row, shared) for row in sheet.iter(f"{SHEET}row")]
    if not rows:
        raise BadTable("no rows")
    heads = rows[0]
    return _items({heads[at]: text for at, text in row.items() if at in heads} for row in rows[1:])


def _items(rows: Any) -> list[Item]:
    made = []
    for number, row in enumerate(rows, 1):
        filled = {str(name).strip(): str(text or "").strip() for name, text in row.items() if name}
        if any(filled.values()):
            made.append(sparse_item(filled, number))
    return made


def _shared_texts(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    table = ElementTree.fromstring(book.read("xl/sharedStrings.xml"))
    return ["".join(part.text or "" for part in entry.iter(f"{SHEET}t")) for entry in table.iter(f"{SHEET}si")]


def _cells(row: ElementTree.Element, shared: list[str]) -> dict[str, str]:
    """Column letters to texts; empty cells are not in the file at all."""
    found = {}
    for cell in row.iter(f"{SHEET}c"):
        column = re.sub(r"\d", "", cell.get("r", ""))
        value = "".join(part.text or "" for part in cell.iter(f"{SHEET}v"))
        if cell.get("t") == "s":
            value = shared[int(value)]
        elif cell.get("t") == "inlineStr":
            value = "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))
        found[column] = value
    return found
