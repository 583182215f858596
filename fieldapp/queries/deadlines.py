"""How open orders stand to their 15 days (rule 17)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select

from fieldapp.domain.deadlines import MOST_DAYS, Deadline, deadline
from fieldapp.domain.weekends import ANY_DAY_KINDS
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Company, LoggedCommand, Request, WorkOrder
from fieldapp.queries.addresses import address_column, with_place
from fieldapp.queries.work_orders import OPEN_STATES

_MOST_ALARMS = 100
#: From a Monday to the Friday of the week after there is one weekend; any longer has two.
_LONGEST_WITH_ONE_WEEKEND = 11
#: Somebody is going: what the last weekend is for.
_UNDERWAY = frozenset({"dispatched", "in_progress"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAlarm:
    """An order somebody must look after, with what it says."""

    work_order_id: str
    number: str
    state: str
    address: str
    deadline: Deadline


#: Made once: every order's page asks, and building the statement costs more than running it.
_OPEN = (
    select(WorkOrder.id, WorkOrder.kind, WorkOrder.delay_agreed_until, Request.registered_at)
    .join(Request, Request.id == WorkOrder.request_id)
    .where(
        WorkOrder.company_id == bindparam("company_id"),
        WorkOrder.id.in_(bindparam("ids", expanding=True)),
        WorkOrder.state.in_(OPEN_STATES),
    )
)

_ZONE = select(Company.timezone).where(Company.id == bindparam("company_id"))


def deadlines_of(
    session: Session, *, company_id: str, work_order_ids: Sequence[str], today: date
) -> dict[str, Deadline]:
    """Order id → its deadline, of those that are open repairs; one statement."""
    zone = _zone(session, company_id)
    which = {"company_id": company_id, "ids": list(work_order_ids)}
    rows = session.connection().execute(_OPEN, which)
    return {
        row.id: deadline(
            row.registered_at.astimezone(zone).date(),
            today,
            kind=row.kind,
            agreed_until=row.delay_agreed_until,
        )
        for row in rows
    }


def order_alarms(session: Session, *, company_id: str, today: date) -> tuple[OrderAlarm, ...]:
    """Open repairs that are late or have one weekend left at most, the longest open first.

    On its last weekend an order is no alarm once somebody is sent.
    """
    zone = _zone(session, company_id)
    first_on = today - timedelta(days=MOST_DAYS - _LONGEST_WITH_ONE_WEEKEND - 1)
    before = datetime.combine(first_on, time(), zone).astimezone(UTC)
    rows = session.execute(
        with_place(
            select(
                WorkOrder.id.label("work_order_id"), WorkOrder.number, WorkOrder.state,
                WorkOrder.kind, WorkOrder.delay_agreed_until, Request.registered_at,
                address_column(),
            ).join(Request, Request.id == WorkOrder.request_id)
        )
        .where(
            WorkOrder.company_id == company_id,
            WorkOrder.state.in_(OPEN_STATES),
            WorkOrder.kind.not_in(ANY_DAY_KINDS),
            Request.registered_at < before,
        )
        .order_by(Request.registered_at)
        .limit(_MOST_ALARMS)
    )  # fmt: skip
    alarms = (
        OrderAlarm(
            work_order_id=row.work_order_id,
            number=row.number,
            state=row.state,
            address=row.address,
            deadline=deadline(
                row.registered_at.astimezone(zone).date(),
                today,
                kind=row.kind,
                agreed_until=row.delay_agreed_until,
            ),
        )
        for row in rows
    )
    return tuple(alarm for alarm in alarms if _is_pressing(alarm))


def _is_pressing(alarm: OrderAlarm) -> bool:
    is_planned = alarm.deadline.state == "last_weekend" and alarm.state in _UNDERWAY
    return alarm.deadline.is_alarm and not is_planned


def is_done(session: Session, *, company_id: str, command_id: str) -> bool:
    """Whether a command of this id was applied; asked before making one that is due once."""
    known = session.scalar(
        select(LoggedCommand.command_id).where(
            LoggedCommand.company_id == company_id, LoggedCommand.command_id == command_id
        )
    )
    return known is not None


def _zone(session: Session, company_id: str) -> ZoneInfo:
    name: str = session.connection().execute(_ZONE, {"company_id": company_id}).scalar_one()
    return ZoneInfo(name)
