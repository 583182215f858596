"""Photos that show what an order is about: the customer's and those of the visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Attachment, RequestItem, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePhoto:
    """A photo whose bytes are here and are a picture."""

    attachment_id: str
    owner_kind: str
    kind: str
    caption: str
    made_at: datetime


def photos_of_order(
    session: Session, *, company_id: str, work_order_id: str, request_id: str
) -> tuple[EvidencePhoto, ...]:
    """The photos of a request, its items and an order's visits, oldest first."""
    items = select(RequestItem.id).where(
        RequestItem.company_id == company_id, RequestItem.request_id == request_id
    )
    visits = select(Visit.id).where(
        Visit.company_id == company_id, Visit.work_order_id == work_order_id
    )
    rows = session.execute(
        select(
            Attachment.id.label("attachment_id"), Attachment.owner_kind, Attachment.kind,
            Attachment.caption, Attachment.made_at,
        )
        .where(
            Attachment.company_id == company_id,
            Attachment.voided_at.is_(None),
            Attachment.state == "verified",
            or_(
                and_(Attachment.owner_kind == "request", Attachment.owner_id == request_id),
                and_(Attachment.owner_kind == "request_item", Attachment.owner_id.in_(items)),
                and_(Attachment.owner_kind == "visit", Attachment.visit_id.in_(visits)),
            ),
        )
        .order_by(Attachment.made_at, Attachment.id)
    )  # fmt: skip
    return tuple(EvidencePhoto(**row._mapping) for row in rows)
