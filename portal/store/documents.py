"""Papers and slips exactly as they were made: the data they say and the bytes that are printed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from portal.store.repository import Repository
from portal.store.tables.printing import documents

_INSERT = insert(documents)


@dataclass(frozen=True)
class Document:
    """A made paper; `body` is the PDF, or the slip's data as JSON bytes; `sha256` is over exactly these bytes."""

    id: str
    kind: str
    media: str
    title: str
    subject_kind: str
    subject: str
    sha256: str
    data: Mapping[str, Any]
    body: bytes
    made_at: datetime
    made_by: str


class Documents(Repository):
    """Questions about made papers."""

    def add(self, document: Document) -> None:
        """Keeps a paper; it is never changed afterwards."""
        self._connection.execute(_INSERT, {**document.__dict__, "data": dict(document.data)})

    def get(self, document: str) -> Document | None:
        """One paper, or None."""
        row = self._connection.execute(select(documents).where(documents.c.id == document)).mappings().first()
        return Document(**row) if row else None

    def about(self, subject_kind: str, subject: str) -> list[Document]:
        """The papers about one subject, oldest first (with their bytes)."""
        query = select(documents).where(documents.c.subject_kind == subject_kind, documents.c.subject == subject)
        return [Document(**row) for row in self._connection.execute(query.order_by(documents.c.id)).mappings()]
