"""Attachments: the row behind one picture."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentRow:
    """What serving a picture needs to know."""

    attachment_id: str
    owner_kind: str
    owner_id: str
    visit_id: str | None
    sha256: str
    mime: str
    state: str


def attachment_by_id(
    session: Session, *, company_id: str, attachment_id: str
) -> AttachmentRow | None:
    """The attachment; None if the company has none of that id."""
    row = session.execute(
        select(
            Attachment.id.label("attachment_id"), Attachment.owner_kind, Attachment.owner_id,
            Attachment.visit_id, Attachment.sha256, Attachment.mime, Attachment.state,
        ).where(Attachment.company_id == company_id, Attachment.id == attachment_id)
    ).one_or_none()  # fmt: skip
    return None if row is None else AttachmentRow(**row._mapping)
