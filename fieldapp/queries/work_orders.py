"""The ledger of work orders (维修单)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, select, tuple_

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Dwelling,
    FaultCategory,
    Person,
    Request,
    Trip,
    Visit,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.queries.addresses import address_column, with_place
from fieldapp.queries.paging import PAGE_SIZE, Cursor, Page
from fieldapp.queries.search import is_work_order_found

OPEN_STATES = (
    "draft", "awaiting_appraisal", "awaiting_consent", "ready", "awaiting_parts", "dispatched",
    "in_progress",
)  # fmt: skip


_MOST_OF_A_HOME = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderFilter:
    """What the ledger shows, and how; empty means everything. ``state`` may be ``open``."""

    text: str = ""
    state: str = ""
    department: str = ""
    technician_id: str = ""
    urgency: str = ""
    #: free, charged, waived or pending: of any of the order's items.
    charge: str = ""
    site_id: str = ""
    #: Registered before this instant and still open (the 15 days, rule 17); None means all.
    overdue_since: datetime | None = None
    #: Oldest first instead of newest.
    is_oldest_first: bool = False
    from_at: datetime | None = None
    until_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSummary:
    """What an order is about, in one line."""

    text: str = ""
    warranty_verdict: str = "unknown"
    charge_verdict: str = "pending"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitSummary:
    """The latest visit of an order."""

    visit_id: str
    state: str
    technician_name: str
    planned_on: date
    window_start_at: datetime
    window_end_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOfHome:
    """Another order of the same home."""

    work_order_id: str
    number: str
    request_id: str
    state: str
    department: str
    created_at: datetime
    items: ItemSummary


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkOrderLine:
    """One row of the ledger."""

    work_order_id: str
    number: str
    state: str
    urgency: str
    department: str
    created_at: datetime
    address: str
    reporter_name: str
    estimate_low_cents: int | None
    estimate_high_cents: int | None
    kind: str
    delay_agreed_until: date | None
    registered_at: datetime
    items: ItemSummary
    visit: VisitSummary | None


# Made once: building a statement costs more than running it.
_LINES = with_place(
    select(
        WorkOrder.id.label("work_order_id"), WorkOrder.number, WorkOrder.state,
        WorkOrder.urgency, WorkOrder.department, WorkOrder.created_at, address_column(),
        Request.reporter_name, WorkOrder.estimate_low_cents, WorkOrder.estimate_high_cents,
        WorkOrder.kind, WorkOrder.delay_agreed_until, Request.registered_at,
    ).join(Request, Request.id == WorkOrder.request_id)
)  # fmt: skip
_EVERYTHING = WorkOrderFilter()
#: The ledger as it is opened, unfiltered.
_NEWEST = (
    _LINES.where(WorkOrder.company_id == bindparam("company_id"))
    .order_by(WorkOrder.created_at.desc(), WorkOrder.id.desc())
    .limit(PAGE_SIZE + 1)
)
_STATE_COUNTS = (
    select(WorkOrder.state, func.count())
    .where(WorkOrder.company_id == bindparam("company_id"), WorkOrder.state.in_(OPEN_STATES))
    .group_by(WorkOrder.state)
)
_ITEMS = (
    select(
        WorkOrderItem.work_order_id, WorkOrderItem.position, WorkOrderItem.warranty_verdict,
        WorkOrderItem.charge_verdict, FaultCategory.name,
    )
    .outerjoin(
        FaultCategory,
        (FaultCategory.company_id == WorkOrderItem.company_id)
        & (FaultCategory.code == WorkOrderItem.category_code),
    )
    .where(
        WorkOrderItem.company_id == bindparam("company_id"),
        WorkOrderItem.work_order_id.in_(bindparam("ids", expanding=True)),
        WorkOrderItem.voided_at.is_(None),
    )
    .order_by(WorkOrderItem.position_no)
)  # fmt: skip
_VISITS = (
    select(
        Visit.work_order_id, Visit.id.label("visit_id"), Visit.state,
        Person.name.label("technician_name"), Trip.planned_on, Trip.window_start_at,
        Trip.window_end_at,
    )
    .join(Trip, Trip.id == Visit.trip_id)
    .join(Person, Person.id == Trip.lead_id)
    .where(
        Visit.company_id == bindparam("company_id"),
        Visit.work_order_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(Trip.window_start_at, Trip.dispatched_at)
)  # fmt: skip


def work_orders_page(
    session: Session, *, company_id: str, wanted: WorkOrderFilter, after: Cursor | None = None
) -> Page[WorkOrderLine]:
    """The newest orders first, one page: three statements whatever the size of the table."""
    if wanted == _EVERYTHING and after is None:
        statement: Select[*tuple[Any, ...]] = _NEWEST
    else:
        statement = _statement(session, company_id, wanted, after)
    rows = session.connection().execute(statement, {"company_id": company_id}).all()
    shown = rows[:PAGE_SIZE]
    ids = [row.work_order_id for row in shown]
    items = item_summaries(session, company_id, ids)
    visits = latest_visits(session, company_id, ids)
    lines = tuple(
        WorkOrderLine(
            **row._mapping,
            items=items.get(row.work_order_id, ItemSummary()),
            visit=visits.get(row.work_order_id),
        )
        for row in shown
    )
    is_last = len(rows) <= PAGE_SIZE
    older = None if is_last else Cursor(lines[-1].created_at, lines[-1].work_order_id)
    return Page(rows=lines, older=older)


def _statement(
    session: Session, company_id: str, wanted: WorkOrderFilter, after: Cursor | None
) -> Select[*tuple[Any, ...]]:
    statement = _LINES.where(_scope(session, company_id, wanted.text))
    statement = _narrowed(statement, company_id, wanted)
    place = tuple_(WorkOrder.created_at, WorkOrder.id)
    if after is not None:
        last = tuple_(after.at, after.row_id)
        statement = statement.where(place > last if wanted.is_oldest_first else place < last)
    if wanted.is_oldest_first:
        ordered = statement.order_by(WorkOrder.created_at, WorkOrder.id)
    else:
        ordered = statement.order_by(WorkOrder.created_at.desc(), WorkOrder.id.desc())
    return ordered.limit(PAGE_SIZE + 1)


_RELATED = select(
    WorkOrder.id.label("work_order_id"), WorkOrder.number, WorkOrder.request_id,
    WorkOrder.state, WorkOrder.department, WorkOrder.created_at,
).where(WorkOrder.company_id == bindparam("company_id"))  # fmt: skip
_SAME_REQUEST = _RELATED.where(WorkOrder.request_id == bindparam("request_id"))
_SAME_HOME = _RELATED.where(
    WorkOrder.request_id.in_(
        select(Request.id).where(
            Request.company_id == bindparam("company_id"),
            Request.dwelling_id == bindparam("dwelling_id"),
        )
    )
)


def orders_of_home(
    session: Session, *, company_id: str, request_id: str, dwelling_id: str | None
) -> tuple[OrderOfHome, ...]:
    """The newest orders of the same request or home, this one among them."""
    same = _SAME_REQUEST if dwelling_id is None else _SAME_HOME
    which = {"company_id": company_id, "request_id": request_id, "dwelling_id": dwelling_id}
    rows = session.connection().execute(same, which).all()
    newest = sorted(rows, key=lambda row: row.created_at, reverse=True)[:_MOST_OF_A_HOME]
    items = item_summaries(session, company_id, [row.work_order_id for row in newest])
    return tuple(
        OrderOfHome(**row._mapping, items=items.get(row.work_order_id, ItemSummary()))
        for row in newest
    )


def item_summaries(
    session: Session, company_id: str, work_order_ids: Sequence[str]
) -> dict[str, ItemSummary]:
    """Order id → its items in words, with the verdicts of the first."""
    rows = session.connection().execute(_ITEMS, {"company_id": company_id, "ids": work_order_ids})
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.work_order_id].append(row)
    return {
        work_order_id: ItemSummary(
            text="；".join(f"{row.position} {row.name or ''}".rstrip() for row in parts),
            warranty_verdict=parts[0].warranty_verdict,
            charge_verdict=parts[0].charge_verdict,
        )
        for work_order_id, parts in grouped.items()
    }


def latest_visits(
    session: Session, company_id: str, work_order_ids: Sequence[str]
) -> dict[str, VisitSummary]:
    """Order id → its latest visit by window."""
    rows = session.connection().execute(_VISITS, {"company_id": company_id, "ids": work_order_ids})
    return {
        row.work_order_id: VisitSummary(
            visit_id=row.visit_id,
            state=row.state,
            technician_name=row.technician_name,
            planned_on=row.planned_on,
            window_start_at=row.window_start_at,
            window_end_at=row.window_end_at,
        )
        for row in rows
    }


def numbers_of(session: Session, company_id: str, work_order_ids: Sequence[str]) -> dict[str, str]:
    """Order id → its number; ids the company does not have are left out."""
    rows = session.execute(
        select(WorkOrder.id, WorkOrder.number).where(
            WorkOrder.company_id == company_id, WorkOrder.id.in_(work_order_ids)
        )
    )
    return {row.id: row.number for row in rows}


def state_counts(session: Session, *, company_id: str) -> dict[str, int]:
    """State → how many open orders are in it."""
    rows = session.connection().execute(_STATE_COUNTS, {"company_id": company_id})
    return {row[0]: row[1] for row in rows}


def _scope(session: Session, company_id: str, text: str) -> ColumnElement[bool]:
    if text:
        return is_work_order_found(session, company_id=company_id, text=text)
    return WorkOrder.company_id == company_id


def _narrowed(
    statement: Select[*tuple[Any, ...]], company_id: str, wanted: WorkOrderFilter
) -> Select[*tuple[Any, ...]]:
    if wanted.state == "open":
        statement = statement.where(WorkOrder.state.in_(OPEN_STATES))
    elif wanted.state:
        statement = statement.where(WorkOrder.state == wanted.state)
    if wanted.department:
        statement = statement.where(WorkOrder.department == wanted.department)
    if wanted.urgency:
        statement = statement.where(WorkOrder.urgency == wanted.urgency)
    if wanted.site_id:
        statement = statement.where(Dwelling.site_id == wanted.site_id)
    if wanted.charge:
        statement = statement.where(
            exists().where(
                WorkOrderItem.company_id == company_id,
                WorkOrderItem.work_order_id == WorkOrder.id,
                WorkOrderItem.charge_verdict == wanted.charge,
                WorkOrderItem.voided_at.is_(None),
            )
        )
    if wanted.overdue_since is not None:
        statement = statement.where(
            WorkOrder.state.in_(OPEN_STATES), Request.registered_at < wanted.overdue_since
        )
    if wanted.from_at is not None:
        statement = statement.where(WorkOrder.created_at >= wanted.from_at)
    if wanted.until_at is not None:
        statement = statement.where(WorkOrder.created_at < wanted.until_at)
    if wanted.technician_id:
        trips = (
            select(Visit.work_order_id)
            .join(Trip, Trip.id == Visit.trip_id)
            .where(Trip.company_id == company_id, Trip.lead_id == wanted.technician_id)
        )
        statement = statement.where(WorkOrder.id.in_(trips))
    return statement
