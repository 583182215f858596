"""Appraisals (鉴定): what 技术质量部 has to decide, by due date, and what it has decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Appraisal,
    FaultCategory,
    Person,
    Request,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.queries.addresses import address_column, with_place

#: As many decided ones as the list shows after the open ones.
_DECIDED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class AppraisalRow:
    """One disputed item, decided or not."""

    appraisal_id: str
    work_order_id: str
    number: str
    order_state: str
    department: str
    request_id: str
    request_number: str
    registered_at: datetime
    address: str
    reporter_name: str
    item_id: str
    position: str
    category_name: str
    description: str
    #: What was judged, and since the decision what was found.
    warranty_text: str
    dispute: str
    asked_at: datetime
    asked_by: str
    due_on: date
    #: None means not decided.
    warranty_verdict: str | None
    charge_verdict: str | None
    finding: str
    found_at: datetime | None
    found_by: str | None


def appraisals(session: Session, *, company_id: str) -> tuple[AppraisalRow, ...]:
    """Open ones by due date, then the latest decisions."""
    rows = session.execute(
        _columns()
        .where(Appraisal.company_id == company_id, Appraisal.found_at.is_(None))
        .order_by(Appraisal.due_on, Appraisal.asked_at)
    ).all()
    decided = session.execute(
        _columns()
        .where(Appraisal.company_id == company_id, Appraisal.found_at.is_not(None))
        .order_by(Appraisal.found_at.desc())
        .limit(_DECIDED)
    ).all()
    return tuple(AppraisalRow(**row._mapping) for row in (*rows, *decided))


def appraisal(session: Session, *, company_id: str, appraisal_id: str) -> AppraisalRow | None:
    """One appraisal; None if the company has none of that id."""
    row = session.execute(
        _columns().where(Appraisal.company_id == company_id, Appraisal.id == appraisal_id)
    ).one_or_none()
    return None if row is None else AppraisalRow(**row._mapping)


def appraisals_of_order(
    session: Session, *, company_id: str, work_order_id: str
) -> tuple[AppraisalRow, ...]:
    """The appraisals of an order's items, the latest first."""
    which = {"company_id": company_id, "order_id": work_order_id}
    rows = session.connection().execute(_of_order(), which)
    return tuple(AppraisalRow(**row._mapping) for row in rows)


@cache  # every order's page asks, and building the statement costs more than running it
def _of_order() -> Select[*tuple[Any, ...]]:
    return (
        _columns()
        .where(
            Appraisal.company_id == bindparam("company_id"),
            Appraisal.work_order_id == bindparam("order_id"),
        )
        .order_by(Appraisal.asked_at.desc())
    )


def _columns() -> Select[*tuple[Any, ...]]:
    asker, finder = aliased(Person), aliased(Person)
    return with_place(
        select(
            Appraisal.id.label("appraisal_id"), Appraisal.work_order_id, WorkOrder.number,
            WorkOrder.state.label("order_state"), WorkOrder.department,
            Request.id.label("request_id"), Request.number.label("request_number"),
            Request.registered_at, address_column(), Request.reporter_name,
            Appraisal.item_id, WorkOrderItem.position, WorkOrderItem.description,
            func.coalesce(FaultCategory.name, WorkOrderItem.category_code).label("category_name"),
            WorkOrderItem.warranty_text, Appraisal.dispute, Appraisal.asked_at,
            asker.name.label("asked_by"), Appraisal.due_on, Appraisal.warranty_verdict,
            Appraisal.charge_verdict, Appraisal.finding, Appraisal.found_at,
            finder.name.label("found_by"),
        )
        .join(WorkOrder, WorkOrder.id == Appraisal.work_order_id)
        .join(Request, Request.id == WorkOrder.request_id)
        .join(WorkOrderItem, WorkOrderItem.id == Appraisal.item_id)
        .join(asker, asker.id == Appraisal.asked_by_id)
        .outerjoin(finder, finder.id == Appraisal.found_by_id)
        .outerjoin(
            FaultCategory,
            (FaultCategory.company_id == WorkOrderItem.company_id)
            & (FaultCategory.code == WorkOrderItem.category_code),
        )
    )  # fmt: skip
