"""Contracts, slips, notices and other papers kept with what they are about."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class Document(Record):
    """A file kept as evidence; its bytes are a blob named by their SHA-256."""

    __tablename__ = "documents"
    __table_args__ = (Index(None, "company_id", "owner_kind", "owner_id"),)

    #: customer, site, dwelling, product, request, work_order, consent or appraisal.
    owner_kind: Mapped[str]
    owner_id: Mapped[Id]
    #: slip, contract, warranty_card, notice, consent, finding or other.
    kind: Mapped[str]
    title: Mapped[str]
    #: Date on the paper; None means it has none.
    dated_on: Mapped[date | None]
    sha256: Mapped[str]
    #: image/jpeg, image/png, image/webp, image/heic or application/pdf.
    mime: Mapped[str]
    size_bytes: Mapped[int]
    added_at: Mapped[datetime]
    added_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: None means it holds.
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
