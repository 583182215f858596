"""The orders before and after one, by number: what [ and ] lead to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Ids of the orders beside one; None at either end."""

    before: str | None
    after: str | None


def neighbours_of_order(session: Session, company_id: str, number: str) -> Neighbours:
    """The company's next lower and next higher number."""
    ids = select(WorkOrder.id).where(WorkOrder.company_id == company_id).limit(1)
    return Neighbours(
        before=session.scalar(
            ids.where(WorkOrder.number < number).order_by(WorkOrder.number.desc())
        ),
        after=session.scalar(ids.where(WorkOrder.number > number).order_by(WorkOrder.number)),
    )
