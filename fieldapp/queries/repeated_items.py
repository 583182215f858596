"""Open requests of the same home about the same item: probably the same call again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from fieldapp.domain.requests import ReportedThing, is_same_item
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import FaultCategory, Request, RequestItem, WorkOrder

_OVER = ("done", "closed", "cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """An item that is open already; ``number`` is its request's."""

    request_id: str
    number: str
    state: str
    registered_at: datetime
    position: str
    category_code: str
    category_name: str
    product_id: str | None


def open_duplicates(
    session: Session,
    *,
    company_id: str,
    dwelling_id: str | None,
    items: Sequence[ReportedThing],
    but_not: str = "",
) -> Sequence[Duplicate]:
    """Items of open requests that one of these repeats, the newest request first.

    Open is a request that waits, or that has an order which is not done. but_not: a request that
    does not count, the one being looked at.
    """
    if dwelling_id is None or not items:
        return []
    open_orders = select(WorkOrder.request_id).where(
        WorkOrder.company_id == company_id, WorkOrder.state.not_in(_OVER)
    )
    rows = session.execute(
        select(
            Request.id.label("request_id"), Request.number, Request.state, Request.registered_at,
            RequestItem.position, RequestItem.category_code, RequestItem.product_id,
            func.coalesce(FaultCategory.name, RequestItem.category_code).label("category_name"),
        )
        .join(RequestItem, RequestItem.request_id == Request.id)
        .outerjoin(
            FaultCategory,
            (FaultCategory.company_id == RequestItem.company_id)
            & (FaultCategory.code == RequestItem.category_code),
        )
        .where(
            Request.company_id == company_id,
            Request.dwelling_id == dwelling_id,
            Request.state.in_(("open", "confirmed"))
            | ((Request.state == "ordered") & Request.id.in_(open_orders)),
        )
        .order_by(Request.registered_at.desc(), RequestItem.position_no)
    )  # fmt: skip
    known = [Duplicate(**row._mapping) for row in rows if row.request_id != but_not]
    return [one for one in known if any(is_same_item(one, item) for item in items)]
