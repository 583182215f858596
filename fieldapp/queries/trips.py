"""Dispatch: the orders that wait for a trip, and the plan of some days per technician."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, select

from fieldapp.persistence.order_agreements import agreed_of_orders
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    FaultCategory,
    Person,
    Request,
    Site,
    Trip,
    Visit,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.queries.addresses import address_column, with_place
from fieldapp.queries.work_orders import ItemSummary, item_summaries, latest_visits

_MOST_WAITING = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingOrder:
    """An order ready to go out, with what the dispatcher weighs."""

    work_order_id: str
    number: str
    request_number: str
    registered_at: datetime
    urgency: str
    kind: str
    department: str
    emergency: bool
    dwelling_id: str | None
    site_id: str | None
    address: str
    quiet_hours: str
    property_name: str
    wished_text: str
    #: What the call back agreed on; no half means the whole day.
    agreed_on: date | None
    agreed_half: str | None
    estimate_low_cents: int | None
    estimate_high_cents: int | None
    agreed_cents: int | None
    items: ItemSummary
    minutes: int
    is_rain_sensitive: bool
    needs_two: bool
    is_noisy: bool
    last_technician: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVisit:
    """One visit in the plan."""

    visit_id: str
    trip_id: str
    work_order_id: str
    lead_id: str
    planned_on: date
    window_start_at: datetime
    window_end_at: datetime
    state: str
    address: str
    items_text: str
    emergency: bool
    basis: str


def waiting_orders(
    session: Session, *, company_id: str, department: str = ""
) -> Sequence[WaitingOrder]:
    """Orders in state ``ready``, the longest-waiting request first, emergencies before all."""
    statement = with_place(
        select(
            WorkOrder.id.label("work_order_id"), WorkOrder.number,
            Request.number.label("request_number"), Request.registered_at, WorkOrder.urgency,
            WorkOrder.kind, WorkOrder.department, WorkOrder.emergency, Request.dwelling_id,
            Site.id.label("site_id"), address_column(),
            func.coalesce(Site.quiet_hours, "").label("quiet_hours"),
            func.coalesce(Site.property_name, "").label("property_name"), Request.wished_text,
            Request.agreed_on, Request.agreed_half,
            WorkOrder.estimate_low_cents, WorkOrder.estimate_high_cents,
        ).join(Request, Request.id == WorkOrder.request_id)
    ).where(WorkOrder.company_id == company_id, WorkOrder.state == "ready")  # fmt: skip
    if department:
        statement = statement.where(WorkOrder.department == department)
    rows = session.execute(
        statement.order_by(WorkOrder.emergency.desc(), Request.registered_at).limit(_MOST_WAITING)
    ).all()
    ids = [row.work_order_id for row in rows]
    items = item_summaries(session, company_id, ids)
    agreed = agreed_of_orders(session, company_id, ids)
    works = _works(session, company_id, ids)
    before = latest_visits(session, company_id, ids)
    return [
        WaitingOrder(
            **row._mapping,
            agreed_cents=agreed.get(row.work_order_id),
            items=items.get(row.work_order_id, ItemSummary()),
            last_technician=(
                before[row.work_order_id].technician_name if row.work_order_id in before else ""
            ),
            **works.get(row.work_order_id, _NO_WORK),
        )
        for row in rows
    ]


def planned_visits(
    session: Session, *, company_id: str, first_on: date, last_on: date
) -> dict[tuple[str, date], list[PlannedVisit]]:
    """(technician, day) → his visits of that day in the order of their windows."""
    rows = session.execute(
        with_place(
            select(
                Visit.id.label("visit_id"), Trip.id.label("trip_id"),
                WorkOrder.id.label("work_order_id"), Trip.lead_id, Trip.planned_on,
                Trip.window_start_at, Trip.window_end_at, Visit.state, address_column(),
                WorkOrder.emergency, Trip.basis,
            )
            .join(Trip, Trip.id == Visit.trip_id)
            .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
            .join(Request, Request.id == WorkOrder.request_id)
        )
        .where(
            Trip.company_id == company_id,
            Trip.planned_on.between(first_on, last_on),
            Visit.state != "cancelled",
        )
        .order_by(Trip.window_start_at)
    ).all()  # fmt: skip
    items = item_summaries(session, company_id, [row.work_order_id for row in rows])
    plan: dict[tuple[str, date], list[PlannedVisit]] = defaultdict(list)
    for row in rows:
        summary = items.get(row.work_order_id, ItemSummary())
        visit = PlannedVisit(**row._mapping, items_text=summary.text)
        plan[visit.lead_id, visit.planned_on].append(visit)
    return dict(plan)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayVisit:
    """One visit of a day for the board, whatever its state."""

    visit_id: str
    work_order_id: str
    number: str
    state: str
    address: str
    technician_name: str
    window_start_at: datetime
    window_end_at: datetime
    state_changed_at: datetime | None
    late: bool


def visits_of_day(session: Session, *, company_id: str, on: date) -> Sequence[DayVisit]:
    """Everything planned for a day, by window."""
    rows = session.execute(
        with_place(
            select(
                Visit.id.label("visit_id"), WorkOrder.id.label("work_order_id"),
                WorkOrder.number, Visit.state, address_column(),
                Person.name.label("technician_name"), Trip.window_start_at, Trip.window_end_at,
                Visit.state_changed_at, Visit.late,
            )
            .join(Trip, Trip.id == Visit.trip_id)
            .join(Person, Person.id == Trip.lead_id)
            .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
            .join(Request, Request.id == WorkOrder.request_id)
        )
        .where(Trip.company_id == company_id, Trip.planned_on == on)
        .order_by(Trip.window_start_at, Person.badge_no)
    )  # fmt: skip
    return [DayVisit(**row._mapping) for row in rows]


_NO_WORK: dict[str, Any] = {
    "minutes": 0,
    "is_rain_sensitive": False,
    "needs_two": False,
    "is_noisy": False,
}


def _works(
    session: Session, company_id: str, work_order_ids: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Order id → length and conditions of its work, from the categories of its items."""
    rows = session.execute(
        select(
            WorkOrderItem.work_order_id,
            func.sum(FaultCategory.minutes).label("minutes"),
            func.sum(case((FaultCategory.is_rain_sensitive, 1), else_=0)).label("rain"),
            func.sum(case((FaultCategory.needs_two, 1), else_=0)).label("two"),
            func.sum(case((FaultCategory.is_noisy, 1), else_=0)).label("noisy"),
        )
        .join(
            FaultCategory,
            (FaultCategory.company_id == WorkOrderItem.company_id)
            & (FaultCategory.code == WorkOrderItem.category_code),
        )
        .where(
            WorkOrderItem.company_id == company_id,
            WorkOrderItem.work_order_id.in_(work_order_ids),
            WorkOrderItem.voided_at.is_(None),
        )
        .group_by(WorkOrderItem.work_order_id)
    )
    return {
        row.work_order_id: {
            "minutes": int(row.minutes),
            "is_rain_sensitive": bool(row.rain),
            "needs_two": bool(row.two),
            "is_noisy": bool(row.noisy),
        }
        for row in rows
    }
