"""Papers kept with customers, homes, requests, orders (资料)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select, tuple_

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Document, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """One paper; voided ones stay in the list, struck out."""

    document_id: str
    owner_kind: str
    owner_id: str
    kind: str
    title: str
    dated_on: date | None
    sha256: str
    mime: str
    size_bytes: int
    added_at: datetime
    added_by: str
    voided_at: datetime | None
    void_reason: str

    @property
    def is_picture(self) -> bool:
        return self.mime.startswith("image/")

    @property
    def is_pdf(self) -> bool:
        return self.mime == "application/pdf"


def documents_of(
    session: Session, *, company_id: str, owners: Iterable[tuple[str, str]]
) -> tuple[DocumentRow, ...]:
    """The papers of these owners (kind, id), newest first."""
    wanted = list(owners)
    if not wanted:
        return ()
    which = {"company_id": company_id, "owners": wanted}
    rows = session.connection().execute(_of_owners(), which)
    return tuple(DocumentRow(**row._mapping) for row in rows)


@cache  # every order's page asks, and building a statement costs more than running it
def _of_owners() -> Select[*tuple[Any, ...]]:
    owner = tuple_(Document.owner_kind, Document.owner_id)
    return (
        _columns()
        .where(
            Document.company_id == bindparam("company_id"),
            owner.in_(bindparam("owners", expanding=True)),
        )
        .order_by(Document.added_at.desc(), Document.id)
        .limit(200)
    )


def document_by_id(session: Session, *, company_id: str, document_id: str) -> DocumentRow | None:
    """One paper; None if the company has none of that id."""
    row = session.execute(
        _columns().where(Document.company_id == company_id, Document.id == document_id)
    ).one_or_none()
    return None if row is None else DocumentRow(**row._mapping)


def _columns() -> Select[*tuple[Any, ...]]:
    return select(
        Document.id.label("document_id"), Document.owner_kind, Document.owner_id, Document.kind,
        Document.title, Document.dated_on, Document.sha256, Document.mime, Document.size_bytes,
        Document.added_at, Person.name.label("added_by"), Document.voided_at, Document.void_reason,
    ).join(Person, Person.id == Document.added_by_id)  # fmt: skip
