"""Attachments and the bytes they name."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class Attachment(Record):
    """A photo, receipt or notice; its bytes are named by their SHA-256."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index(None, "company_id", "sha256"),
        Index(None, "company_id", "visit_id"),
        Index(None, "company_id", "owner_kind", "owner_id"),
    )

    #: visit, request, request_item or sign_off.
    owner_kind: Mapped[str]
    owner_id: Mapped[Id]
    #: None means not made on a visit.
    visit_id: Mapped[Id | None] = mapped_column(ForeignKey("visits.id"))
    #: None means of the visit as a whole.
    item_id: Mapped[Id | None] = mapped_column(ForeignKey("work_order_items.id"))
    #: before, during, after, tag, receipt, notice or other.
    kind: Mapped[str]
    sha256: Mapped[str]
    mime: Mapped[str]
    size_bytes: Mapped[int]
    #: Pixels.
    width: Mapped[int]
    #: Pixels.
    height: Mapped[int]
    caption: Mapped[str] = mapped_column(default="")
    #: None means the picture does not tell.
    taken_at: Mapped[datetime | None]
    from_album: Mapped[bool] = mapped_column(default=False)
    #: expected, stored or verified: how far its bytes have come.
    state: Mapped[str] = mapped_column(default="expected")
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    #: None means it holds.
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
    #: Received after the visit had ended or gone to someone else.
    late: Mapped[bool] = mapped_column(default=False)


class Blob(Record):
    """Bytes named by their SHA-256 and how far they have arrived."""

    __tablename__ = "blobs"
    __table_args__ = (UniqueConstraint("company_id", "sha256"),)

    sha256: Mapped[str]
    size_bytes: Mapped[int]
    mime: Mapped[str]
    #: partial, stored or verified.
    state: Mapped[str] = mapped_column(default="partial")
    received_bytes: Mapped[int] = mapped_column(default=0)
    uploaded_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: None means the hash has not been compared yet.
    verified_at: Mapped[datetime | None]
