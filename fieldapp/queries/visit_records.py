"""What technicians recorded on the visits of an order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, or_, select

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


_COMPANY_ID: BindParameter[str] = bindparam("company_id")
_VISIT_IDS: BindParameter[Sequence[str]] = bindparam("visit_ids", expanding=True)
#: Made once: every order's page asks, and building a statement costs more than running it.
_PHOTOS = (
    select(
        Attachment.id.label("attachment_id"), Attachment.kind, Attachment.caption,
        Attachment.taken_at, Attachment.made_at, Attachment.state, Attachment.from_album,
    )
    .where(
        Attachment.company_id == _COMPANY_ID,
        Attachment.visit_id.in_(_VISIT_IDS),
        Attachment.voided_at.is_(None),
    )
    .order_by(Attachment.made_at, Attachment.id)
)  # fmt: skip
_CHECKS = (
    select(
        Check.code, func.coalesce(ChecklistItem.text, Check.code).label("text"), Check.answer,
        Check.note, Check.made_at,
    )
    .outerjoin(
        ChecklistItem,
        (ChecklistItem.company_id == Check.company_id) & (ChecklistItem.code == Check.code),
    )
    .where(
        Check.company_id == _COMPANY_ID,
        Check.visit_id.in_(_VISIT_IDS),
        Check.voided_at.is_(None),
    )
    .order_by(Check.made_at, Check.id)
)  # fmt: skip
_MARKS = (
    select(ClockMark.kind, ClockMark.made_at, ClockMark.corrected_at, ClockMark.clock_offset_ms)
    .where(
        ClockMark.company_id == _COMPANY_ID,
        or_(ClockMark.visit_id == bindparam("visit_id"), ClockMark.trip_id == bindparam("trip_id")),
    )
    .order_by(ClockMark.received_at, ClockMark.id)
)
_REMARKS = (
    select(Remark.text)
    .where(Remark.company_id == _COMPANY_ID, Remark.visit_id.in_(_VISIT_IDS))
    .order_by(Remark.made_at, Remark.id)
)
_SIGN_OFF = (
    select(
        SignOff.id.label("sign_off_id"), SignOff.visit_id, SignOff.kind, SignOff.rating,
        SignOff.opinion, SignOff.signer_name, SignOff.relation, SignOff.strokes,
        SignOff.document_text, SignOff.document_sha256, SignOff.signed_at, SignOff.reason,
        SignOff.evidence_kind, SignOff.content_changed,
    )
    .where(
        SignOff.company_id == _COMPANY_ID,
        SignOff.visit_id.in_(_VISIT_IDS),
        SignOff.voided_at.is_(None),
    )
    .order_by(SignOff.signed_at.desc())
    .limit(1)
)  # fmt: skip
_UNFINISHED = (
    select(UnfinishedReport.reason_code, UnfinishedReport.explanation)
    .where(UnfinishedReport.company_id == _COMPANY_ID, UnfinishedReport.visit_id.in_(_VISIT_IDS))
    .order_by(UnfinishedReport.made_at.desc())
    .limit(1)
)


def _which(company_id: str, visit_ids: Sequence[str]) -> Mapping[str, Any]:
    return {"company_id": company_id, "visit_ids": visit_ids}


def photos_of_visits(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> tuple[OrderPhoto, ...]:
    """Photos that stand, oldest first."""
    rows = session.connection().execute(_PHOTOS, _which(company_id, visit_ids))
    return tuple(OrderPhoto(**row._mapping) for row in rows)


def latest_checks(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> tuple[OrderCheck, ...]:
    """The latest answer to each checklist item."""
    rows = session.connection().execute(_CHECKS, _which(company_id, visit_ids))
    latest = {row.code: OrderCheck(**row._mapping) for row in rows}
    return tuple(latest.values())


def mark_times(
    session: Session, company_id: str, *, visit_id: str, trip_id: str
) -> dict[str, datetime]:
    """When each kind of clock mark of a visit and its trip last happened, by the server's clock.

    A time the technician has corrected is the corrected one.
    """
    which = {"company_id": company_id, "visit_id": visit_id, "trip_id": trip_id}
    rows = session.connection().execute(_MARKS, which)
    return {
        row.kind: row.corrected_at or row.made_at + timedelta(milliseconds=row.clock_offset_ms)
        for row in rows
    }


def remarks_of_visits(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> tuple[str, ...]:
    """The technicians' remarks, oldest first."""
    return tuple(session.connection().scalars(_REMARKS, _which(company_id, visit_ids)))


def standing_sign_off(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> OrderSignOff | None:
    """The latest sign-off that was not voided; None if there is none."""
    row = session.connection().execute(_SIGN_OFF, _which(company_id, visit_ids)).one_or_none()
    return None if row is None else OrderSignOff(**row._mapping)


def unfinished_text(session: Session, company_id: str, visit_ids: Sequence[str]) -> str:
    """Why the latest unfinished visit is unfinished; empty if none is."""
    row = session.connection().execute(_UNFINISHED, _which(company_id, visit_ids)).one_or_none()
    return "" if row is None else f"{row.reason_code} {row.explanation}".rstrip()
