"""What technicians recorded on the visits of an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Attachment,
    Check,
    ChecklistItem,
    ClockMark,
    Remark,
    SignOff,
    UnfinishedReport,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPhoto:
    """A photo of a visit; ``state`` says how far its bytes have come."""

    attachment_id: str
    kind: str
    caption: str
    taken_at: datetime | None
    made_at: datetime
    state: str
    from_album: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderSignOff:
    """The signature or why there is none, with the document exactly as it was shown."""

    sign_off_id: str
    visit_id: str
    kind: str
    rating: str | None
    opinion: str
    signer_name: str
    relation: str
    strokes: list[Any] | None
    document_text: str
    document_sha256: str
    signed_at: datetime
    reason: str
    evidence_kind: str
    content_changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderCheck:
    """The latest answer to a checklist item."""

    code: str
    text: str
    answer: str
    note: str
    made_at: datetime


def photos_of_visits(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> tuple[OrderPhoto, ...]:
    """Photos that stand, oldest first."""
    rows = session.execute(
        select(
            Attachment.id.label("attachment_id"), Attachment.kind, Attachment.caption,
            Attachment.taken_at, Attachment.made_at, Attachment.state, Attachment.from_album,
        )
        .where(
            Attachment.company_id == company_id,
            Attachment.visit_id.in_(visit_ids),
            Attachment.voided_at.is_(None),
        )
        .order_by(Attachment.made_at, Attachment.id)
    )  # fmt: skip
    return tuple(OrderPhoto(**row._mapping) for row in rows)


def latest_checks(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> tuple[OrderCheck, ...]:
    """The latest answer to each checklist item."""
    rows = session.execute(
        select(
            Check.code, func.coalesce(ChecklistItem.text, Check.code).label("text"), Check.answer,
            Check.note, Check.made_at,
        )
        .outerjoin(
            ChecklistItem,
            (ChecklistItem.company_id == Check.company_id) & (ChecklistItem.code == Check.code),
        )
        .where(
            Check.company_id == company_id,
            Check.visit_id.in_(visit_ids),
            Check.voided_at.is_(None),
        )
        .order_by(Check.made_at, Check.id)
    )  # fmt: skip
    latest = {row.code: OrderCheck(**row._mapping) for row in rows}
    return tuple(latest.values())


def mark_times(
    session: Session, company_id: str, *, visit_id: str, trip_id: str
) -> dict[str, datetime]:
    """When each kind of clock mark of a visit and its trip last happened, by the server's clock.

    A time the technician has corrected is the corrected one.
    """
    rows = session.execute(
        select(ClockMark.kind, ClockMark.made_at, ClockMark.corrected_at, ClockMark.clock_offset_ms)
        .where(
            ClockMark.company_id == company_id,
            or_(ClockMark.visit_id == visit_id, ClockMark.trip_id == trip_id),
        )
        .order_by(ClockMark.received_at, ClockMark.id)
    )
    return {
        row.kind: row.corrected_at or row.made_at + timedelta(milliseconds=row.clock_offset_ms)
        for row in rows
    }


def remarks_of_visits(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> tuple[str, ...]:
    """The technicians' remarks, oldest first."""
    return tuple(
        session.scalars(
            select(Remark.text)
            .where(Remark.company_id == company_id, Remark.visit_id.in_(visit_ids))
            .order_by(Remark.made_at, Remark.id)
        )
    )


def standing_sign_off(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> OrderSignOff | None:
    """The latest sign-off that was not voided; None if there is none."""
    row = session.execute(
        select(
            SignOff.id.label("sign_off_id"), SignOff.visit_id, SignOff.kind, SignOff.rating,
            SignOff.opinion, SignOff.signer_name, SignOff.relation, SignOff.strokes,
            SignOff.document_text, SignOff.document_sha256, SignOff.signed_at, SignOff.reason,
            SignOff.evidence_kind, SignOff.content_changed,
        )
        .where(
            SignOff.company_id == company_id,
            SignOff.visit_id.in_(visit_ids),
            SignOff.voided_at.is_(None),
        )
        .order_by(SignOff.signed_at.desc())
        .limit(1)
    ).one_or_none()  # fmt: skip
    return None if row is None else OrderSignOff(**row._mapping)


def unfinished_text(session: Session, company_id: str, visit_ids: Sequence[str]) -> str:
    """Why the latest unfinished visit is unfinished; empty if none is."""
    row = session.execute(
        select(UnfinishedReport.reason_code, UnfinishedReport.explanation)
        .where(UnfinishedReport.company_id == company_id, UnfinishedReport.visit_id.in_(visit_ids))
        .order_by(UnfinishedReport.made_at.desc())
        .limit(1)
    ).one_or_none()
    return "" if row is None else f"{row.reason_code} {row.explanation}".rstrip()
