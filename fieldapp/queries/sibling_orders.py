"""Orders that know of each other: what the departments do about one and the same request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingOrder:
    """Another order of the same request; both may ride on one trip."""

    work_order_id: str
    number: str
    department: str
    state: str


def sibling_orders(
    session: Session, company_id: str, *, request_id: str, work_order_id: str
) -> tuple[SiblingOrder, ...]:
    """The other orders of a request that were not cancelled."""
    rows = session.execute(
        select(
            WorkOrder.id.label("work_order_id"), WorkOrder.number, WorkOrder.department,
            WorkOrder.state,
        )
        .where(
            WorkOrder.company_id == company_id,
            WorkOrder.request_id == request_id,
            WorkOrder.id != work_order_id,
            WorkOrder.state != "cancelled",
        )
        .order_by(WorkOrder.number)
    )  # fmt: skip
    return tuple(SiblingOrder(**row._mapping) for row in rows)
