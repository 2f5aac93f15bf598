"""A small IPP codec (RFC 8010): requests and answers as attribute groups, for the laser and for its stand-in."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

MEDIA_TYPE = "application/ipp"
END, INTEGER, BOOLEAN, ENUM = 0x03, 0x21, 0x22, 0x23
RANGE, TEXT, NAME, KEYWORD, URI = 0x33, 0x41, 0x42, 0x44, 0x45
CHARSET, LANGUAGE, MIME = 0x47, 0x48, 0x49
BEGIN_COLLECTION, END_COLLECTION, MEMBER = 0x34, 0x37, 0x4A
FIRST_VALUE_TAG = 0x10
STRINGS = frozenset({TEXT, NAME, KEYWORD, URI, 0x46, CHARSET, LANGUAGE, MIME})


class Operation(IntEnum):
    PRINT_JOB = 0x0002
    VALIDATE_JOB = 0x0004
    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_JOBS = 0x000A
    GET_PRINTER_ATTRIBUTES = 0x000B


class Status(IntEnum):
    OK = 0x0000
    BAD_REQUEST = 0x0400
    NOT_POSSIBLE = 0x0404
    NOT_FOUND = 0x0406
    FORMAT_NOT_SUPPORTED = 0x040A
    OPERATION_NOT_SUPPORTED = 0x0501
    BUSY = 0x0507


class Group(IntEnum):
    OPERATION = 0x01
    JOB = 0x02
    PRINTER = 0x04
    UNSUPPORTED = 0x05


class JobPhase(IntEnum):
    """job-state (RFC 8011 5.3.7)."""

    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9


# The syntax of the attributes we write; whatever is not here follows its Python type.
TAGS: dict[str, int] = {
    "attributes-charset": CHARSET, "attributes-natural-language": LANGUAGE, "charset-configured": CHARSET,
    "charset-supported": CHARSET, "natural-language-configured": LANGUAGE, "printer-uri": URI, "job-uri": URI,
    "printer-uuid": URI, "job-uuid": URI, "job-printer-uri": URI, "printer-uri-supported": URI,
    "generated-natural-language-supported": LANGUAGE, "requesting-user-name": NAME, "job-name": NAME,
    "job-originating-user-name": NAME, "printer-name": NAME, "document-name": NAME, "marker-names": NAME,
    "printer-info": TEXT, "printer-make-and-model": TEXT, "status-message": TEXT, "document-format": MIME,
    "document-format-supported": MIME, "document-format-default": MIME, "printer-state": ENUM, "job-state": ENUM,
    "operations-supported": ENUM, "printer-location": TEXT, "printer-more-info": URI, "copies-supported": RANGE,
}  # fmt: skip


class NotIpp(ValueError):
    """Bytes that are no IPP message."""


Attributes = dict[str, list[Any]]


@dataclass(frozen=True)
class Message:
    """A request (code = operation) or an answer (code = status); groups in the order they came."""

    code: int
    request_id: int = 1
    groups: tuple[tuple[int, Attributes], ...] = ()
    data: bytes = b""
    version: tuple[int, int] = (2, 0)
    extra: dict[str, Any] = field(default_factory=dict)

    def group(self, tag: int) -> Attributes:
        """The first group of this kind; empty when there is none."""
        return next((attributes for kind, attributes in self.groups if kind == tag), {})

    def all(self, tag: int) -> list[Attributes]:
        return [attributes for kind, attributes in self.groups if kind == tag]


def first(attributes: Attributes, name: str, otherwise: Any = None) -> Any:
    """The first value of an attribute."""
    values = attributes.get(name)
    return values[0] if values else otherwise


def encode(message: Message) -> bytes:
    out = [struct.pack(">BBHI", *message.version, message.code, message.request_id)]
    for tag, attributes in message.groups:
        out.append(bytes((tag,)))
        for name, values in attributes.items():
            for i, value in enumerate(values):
                out.append(_attribute(name if i == 0 else "", TAGS.get(name), value))
    return b"".join((*out, bytes((END,)), message.data))


def _attribute(name: str, tag: int | None, value: Any) -> bytes:
    tag, body = _value(tag, value)
    label = name.encode()
    return struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(body)) + body


def _value(tag: int | None, value: Any) -> tuple[int, bytes]:
    if isinstance(value, bool):
        return BOOLEAN, struct.pack(">b", value)
    if isinstance(value, int):
        return tag or INTEGER, struct.pack(">i", value)
    if isinstance(value, tuple):
        return RANGE, struct.pack(">ii", *value)
    return tag or KEYWORD, str(value).encode()


def decode(raw: bytes) -> Message:
    """Read a whole message; what follows the attributes is its document."""
    try:
        major, minor, code, request_id = struct.unpack_from(">BBHI", raw)
        return _Reader(raw, 8).message(Message(code, request_id, version=(major, minor)))
    except (struct.error, IndexError, UnicodeDecodeError) as fault:
        raise NotIpp(str(fault)) from fault


class _Reader:
    """Walks through the attributes of one message; collections are stepped over, nobody here asks for them."""

    def __init__(self, raw: bytes, at: int) -> None:
        self.raw, self.at = raw, at
        self.groups: list[tuple[int, Attributes]] = []
        self.name, self.depth = "", 0

    def message(self, head: Message) -> Message:
        while (tag := self.raw[self.at]) != END:
            self.at += 1
            if tag < FIRST_VALUE_TAG:
                self.groups.append((tag, {}))
            else:
                self._attribute(tag)
        return Message(head.code, head.request_id, tuple(self.groups), self.raw[self.at + 1 :], head.version)

    def _text(self) -> bytes:
        (length,) = struct.unpack_from(">H", self.raw, self.at)
        start = self.at + 2
        self.at = start + length
        if self.at > len(self.raw):
            raise NotIpp("a value ends beyond the message")
        return self.raw[start : self.at]

    def _attribute(self, tag: int) -> None:
        name, body = self._text().decode(), self._text()
        self.depth += (tag == BEGIN_COLLECTION) - (tag == END_COLLECTION)
        if self.depth or tag in (BEGIN_COLLECTION, END_COLLECTION, MEMBER):
            return
        if not self.groups:
            raise NotIpp("an attribute before any group")
        self.name = name or self.name
        self.groups[-1][1].setdefault(self.name, []).append(_read(tag, body))


def _read(tag: int, body: bytes) -> Any:
    if tag in (INTEGER, ENUM):
        return struct.unpack(">i", body)[0]
    if tag == BOOLEAN:
        return bool(body[0])
    if tag == RANGE:
        return struct.unpack(">ii", body)
    return body.decode() if tag in STRINGS else body
