"""Orders that know of each other: what the departments do about one and the same request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class SiblingOrder:
    """Another order of the same request; both may ride on one trip."""

    work_order_id: str
    number: str
    department: str
    state: str


#: Made once: every order's page asks, and building a statement costs more than running it.
_SIBLINGS = (
    select(
        WorkOrder.id.label("work_order_id"), WorkOrder.number, WorkOrder.department,
        WorkOrder.state,
    )
    .where(
        WorkOrder.company_id == bindparam("company_id"),
        WorkOrder.request_id == bindparam("request_id"),
        WorkOrder.id != bindparam("order_id"),
        WorkOrder.state != "cancelled",
    )
    .order_by(WorkOrder.number)
)  # fmt: skip


def sibling_orders(
    session: Session, company_id: str, *, request_id: str, work_order_id: str
) -> tuple[SiblingOrder, ...]:
    """The other orders of a request that were not cancelled."""
    which = {"company_id": company_id, "request_id": request_id, "order_id": work_order_id}
    rows = session.connection().execute(_SIBLINGS, which)
    return tuple(SiblingOrder(**row._mapping) for row in rows)
