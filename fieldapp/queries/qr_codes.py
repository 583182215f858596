"""What the code on a paper opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import QrCode, TripMember, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRow:
    """A code that works."""

    company_id: str
    work_order_id: str
    created_at: datetime


def order_of_code(session: Session, code: str) -> CodeRow | None:
    """The order a code belongs to; None for an unknown or revoked code."""
    row = session.execute(
        select(QrCode.company_id, QrCode.work_order_id, QrCode.created_at).where(
            QrCode.code == code, QrCode.revoked_at.is_(None)
        )
    ).one_or_none()
    return None if row is None else CodeRow(**row._mapping)


def own_visit_of_order(
    session: Session, *, company_id: str, work_order_id: str, person_id: str
) -> str | None:
    """The person's latest visit of the order; None if it never was his."""
    return session.scalar(
        select(Visit.id)
        .join(TripMember, TripMember.trip_id == Visit.trip_id)
        .where(
            Visit.company_id == company_id,
            Visit.work_order_id == work_order_id,
            TripMember.person_id == person_id,
        )
        .order_by(Visit.change_no.desc())
        .limit(1)
    )
