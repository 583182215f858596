"""返修: who did the repair that is done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Person, Trip, Visit, WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRepair:
    """The order whose repair is done again, and who led the visit that finished it."""

    number: str
    technician_id: str
    technician_name: str


def earlier_repairs(
    session: Session, *, company_id: str, work_order_ids: Sequence[str]
) -> Sequence[EarlierRepair]:
    """Of the orders that are reworks, in their sequence; the last finished visit counts."""
    earlier = aliased(WorkOrder)
    rows = session.execute(
        select(
            WorkOrder.id, earlier.number, Person.id.label("technician_id"),
            Person.name.label("technician_name"),
        )
        .join(earlier, earlier.id == WorkOrder.rework_of_id)
        .join(Visit, Visit.work_order_id == earlier.id)
        .join(Trip, Trip.id == Visit.trip_id)
        .join(Person, Person.id == Trip.lead_id)
        .where(
            WorkOrder.company_id == company_id,
            WorkOrder.id.in_(work_order_ids),
            Visit.state == "finished",
        )
        .order_by(Visit.ended_at)
    )  # fmt: skip
    found = {
        row.id: EarlierRepair(
            number=row.number,
            technician_id=row.technician_id,
            technician_name=row.technician_name,
        )
        for row in rows
    }
    return [found[each] for each in work_order_ids if each in found]
