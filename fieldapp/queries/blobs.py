"""Bytes that arrive: what is expected from whom, and which visits show them."""

from collections.abc import Sequence

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import Attachment, Blob, LoggedCommand


def blob_row(session: Session, *, company_id: str, sha256: str) -> Blob | None:
    """The row of some bytes; None before the first of them arrived."""
    return session.scalars(
        select(Blob).where(Blob.company_id == company_id, Blob.sha256 == sha256)
    ).one_or_none()


def is_named_by(session: Session, *, company_id: str, person_id: str, sha256: str) -> bool:
    """Whether a stored command of this person, applied or parked, names these bytes."""
    attached = session.scalar(
        select(Attachment.id)
        .where(
            Attachment.company_id == company_id,
            Attachment.sha256 == sha256,
            Attachment.person_id == person_id,
        )
        .limit(1)
    )
    if attached is not None:
        return True
    # Parked commands and receipts of expenses have no attachment; asked once per upload.
    logged = session.scalar(
        select(LoggedCommand.id)
        .where(
            LoggedCommand.company_id == company_id,
            LoggedCommand.person_id == person_id,
            cast(LoggedCommand.blobs, Text).contains(sha256, autoescape=True),
        )
        .limit(1)
    )
    return logged is not None


def attachments_of(session: Session, *, company_id: str, sha256: str) -> Sequence[Attachment]:
    """All attachments, of whomever, that show these bytes."""
    return session.scalars(
        select(Attachment)
        .where(Attachment.company_id == company_id, Attachment.sha256 == sha256)
        .order_by(Attachment.id)
    ).all()
