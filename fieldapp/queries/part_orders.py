"""Parts orders wait for (待料): of one order, and all that are awaited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, case, func, select

from fieldapp.domain.part_orders import AWAITED, CUSTOM_GLASS, PART_ORDER_TRANSITIONS, size_in
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    PartOrder,
    Person,
    Request,
    Trip,
    UnfinishedReport,
    Visit,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.queries.addresses import address_column, with_place

_MOST_AWAITED = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """One part order."""

    part_order_id: str
    state: str
    name: str
    spec: str
    pieces: int
    width_mm: int | None
    height_mm: int | None
    thickness_mm: int | None
    item_position: str
    measured_by: str
    supplier: str
    ordered_at: datetime
    ordered_by: str
    expected_on: date
    arrived_at: datetime | None
    note: str

    @property
    def is_awaited(self) -> bool:
        """Whether it may still arrive, be expected on another day or not be wanted any more."""
        return (self.state, "receive") in PART_ORDER_TRANSITIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitedPart(PartRow):
    """A part order with the order that waits for it."""

    work_order_id: str
    number: str
    order_state: str
    order_kind: str
    address: str
    registered_at: datetime
    delay_agreed_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredPane:
    """What the technician measured when he left the work unfinished for custom glass."""

    what: str
    width_mm: int | None
    height_mm: int | None
    thickness_mm: int | None
    measured_by: str
    #: When he expects the glass; None means he did not say.
    expected_on: date | None


_COLUMNS = (
    PartOrder.id.label("part_order_id"), PartOrder.state, PartOrder.name, PartOrder.spec,
    PartOrder.pieces, PartOrder.width_mm, PartOrder.height_mm, PartOrder.thickness_mm,
    func.coalesce(WorkOrderItem.position, "").label("item_position"), PartOrder.measured_by,
    PartOrder.supplier, PartOrder.ordered_at, Person.name.label("ordered_by"),
    PartOrder.expected_on, PartOrder.arrived_at, PartOrder.note,
)  # fmt: skip


def _with_names(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return statement.join(Person, Person.id == PartOrder.ordered_by_id).outerjoin(
        WorkOrderItem, WorkOrderItem.id == PartOrder.item_id
    )


#: Made once: building a statement costs more than running it.
_OF_ORDER = (
    _with_names(select(*_COLUMNS))
    .where(
        PartOrder.company_id == bindparam("company_id"),
        PartOrder.work_order_id == bindparam("order_id"),
    )
    .order_by(case((PartOrder.state == AWAITED, 0), else_=1), PartOrder.expected_on, PartOrder.id)
)


def parts_of_order(session: Session, company_id: str, work_order_id: str) -> tuple[PartRow, ...]:
    """The order's parts: awaited ones first, then by day."""
    which = {"company_id": company_id, "order_id": work_order_id}
    rows = session.connection().execute(_OF_ORDER, which)
    return tuple(PartRow(**row._mapping) for row in rows)


def awaited_parts(session: Session, *, company_id: str) -> Sequence[AwaitedPart]:
    """All parts that are awaited, the earliest expected first."""
    statement = _with_names(
        select(
            *_COLUMNS, WorkOrder.id.label("work_order_id"), WorkOrder.number,
            WorkOrder.state.label("order_state"), WorkOrder.kind.label("order_kind"),
            address_column(), Request.registered_at, WorkOrder.delay_agreed_until,
        )
    )  # fmt: skip
    rows = session.execute(
        with_place(
            statement.join(WorkOrder, WorkOrder.id == PartOrder.work_order_id).join(
                Request, Request.id == WorkOrder.request_id
            )
        )
        .where(PartOrder.company_id == company_id, PartOrder.state == AWAITED)
        .order_by(PartOrder.expected_on, PartOrder.ordered_at)
        .limit(_MOST_AWAITED)
    )
    return [AwaitedPart(**row._mapping) for row in rows]


_MEASURED = (
    select(
        UnfinishedReport.width_mm,
        UnfinishedReport.height_mm,
        UnfinishedReport.thickness_mm,
        UnfinishedReport.expected_on,
        UnfinishedReport.explanation,
        Person.name,
        Trip.planned_on,
    )
    .join(Visit, Visit.id == UnfinishedReport.visit_id)
    .join(Trip, Trip.id == Visit.trip_id)
    .join(Person, Person.id == UnfinishedReport.person_id)
    .where(
        UnfinishedReport.company_id == bindparam("company_id"),
        Visit.work_order_id == bindparam("order_id"),
        UnfinishedReport.reason_code == CUSTOM_GLASS,
    )
    .order_by(UnfinishedReport.made_at.desc())
    .limit(1)
)


def measured_pane(session: Session, company_id: str, work_order_id: str) -> MeasuredPane | None:
    """The last thing measured for custom glass on a visit of the order; None if nothing was."""
    which = {"company_id": company_id, "order_id": work_order_id}
    row = session.connection().execute(_MEASURED, which).one_or_none()
    if row is None:
        return None
    width_mm, height_mm = row.width_mm, row.height_mm
    if width_mm is None and height_mm is None:  # phones of an earlier build only had words for it
        width_mm, height_mm = size_in(row.explanation) or (None, None)
    return MeasuredPane(
        what=row.explanation,
        width_mm=width_mm,
        height_mm=height_mm,
        thickness_mm=row.thickness_mm,
        measured_by=f"{row.name} {row.planned_on.month}/{row.planned_on.day}",
        expected_on=row.expected_on,
    )
