"""Earlier repairs in the dwelling of a visit, as its sheet shows them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import BindParameter, Select, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from fieldapp.persistence.tables import (
    FaultCategory,
    Request,
    Trip,
    Visit,
    WorkOrder,
    WorkOrderItem,
)

AnySelect = Select[*tuple[Any, ...]]

#: Earlier repairs shown on a sheet.
_MOST_PREVIOUS = 5

#: Visits.
_IDS: BindParameter[Collection[str]] = bindparam("ids", expanding=True)
_COMPANY: BindParameter[str] = bindparam("company_id")
CATEGORY_OF_ITEM = and_(
    FaultCategory.company_id == WorkOrderItem.company_id,
    FaultCategory.code == WorkOrderItem.category_code,
)


def _previous() -> AnySelect:
    """Repairs in the same dwelling, newest first, with their items."""
    earlier = _earlier_visits().subquery()
    return (
        select(
            earlier.c.visit_id,
            earlier.c.earlier_id,
            earlier.c.ended_at,
            WorkOrderItem.position,
            FaultCategory.name.label("category_name"),
        )
        .join(
            WorkOrderItem,
            and_(
                WorkOrderItem.company_id == _COMPANY,
                WorkOrderItem.work_order_id == earlier.c.work_order_id,
            ),
        )
        .outerjoin(FaultCategory, CATEGORY_OF_ITEM)
        .where(earlier.c.nth <= _MOST_PREVIOUS, WorkOrderItem.voided_at.is_(None))
        .order_by(earlier.c.visit_id, earlier.c.nth, WorkOrderItem.position_no)
    )


def _earlier_visits() -> AnySelect:
    """Visits to the same dwelling that had ended when the visit was dispatched, numbered.

    What ends later is left out: it would change a sheet without anyone touching it.
    """
    own, earlier = aliased(Visit), aliased(Visit)
    own_order, own_request, own_trip = aliased(WorkOrder), aliased(Request), aliased(Trip)
    newest_first = (earlier.ended_at.desc(), earlier.id)
    return (
        select(
            own.id.label("visit_id"),
            earlier.id.label("earlier_id"),
            earlier.work_order_id,
            earlier.ended_at,
            func.row_number().over(partition_by=own.id, order_by=newest_first).label("nth"),
        )
        .join(own_trip, own_trip.id == own.trip_id)
        .join(own_order, own_order.id == own.work_order_id)
        .join(own_request, own_request.id == own_order.request_id)
        .join(Request, Request.dwelling_id == own_request.dwelling_id)
        .join(WorkOrder, WorkOrder.request_id == Request.id)
        .join(earlier, earlier.work_order_id == WorkOrder.id)
        .where(
            own.id.in_(_IDS),
            *(row.company_id == _COMPANY for row in (Request, WorkOrder, earlier)),
            earlier.id != own.id,
            earlier.ended_at < own_trip.dispatched_at,
            earlier.ended_kind != "cancelled",
        )
    )


#: Keyed by ``ids`` (visits) and ``company_id``; made once.
PREVIOUS_REPAIRS = _previous()
