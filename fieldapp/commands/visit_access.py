"""How handlers reach the visit of their stream, and how they move it."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, bindparam, exists, select, true
from sqlalchemy.orm import aliased

from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.order_access import order_for, settle
from fieldapp.domain.problems import (
    ItemUnknown,
    PermissionMissing,
    VisitNotYours,
    VisitUnknown,
    WorkOrderUnknown,
    WrongStream,
)
from fieldapp.domain.roles import may
from fieldapp.domain.visits import OPEN_STATES, is_open, next_visit_state
from fieldapp.domain.work_orders import state_after_visit
from fieldapp.persistence.tables import (
    ClockMark,
    SheetDeparture,
    TripMember,
    Visit,
    WorkOrder,
    WorkOrderItem,
)

_STREAM = "visit:"


def _visits_of_order() -> Select[Visit, WorkOrder, bool, bool]:
    """All visits of the order of a visit, and whether a person is or was on their trips."""
    own = aliased(Visit)
    is_member = exists().where(
        TripMember.trip_id == Visit.trip_id, TripMember.person_id == bindparam("person_id")
    )
    was_member = exists().where(
        SheetDeparture.visit_id == Visit.id, SheetDeparture.person_id == bindparam("person_id")
    )
    order_id = select(own.work_order_id).where(own.id == bindparam("visit_id")).scalar_subquery()
    return (
        select(Visit, WorkOrder, is_member.label("is_member"), was_member.label("was_member"))
        .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
        .where(Visit.company_id == bindparam("company_id"), Visit.work_order_id == order_id)
        .with_for_update(of=Visit)
    )


#: Built once: making a statement takes longer than running it.
_VISITS_OF_ORDER = _visits_of_order()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitAtHand:
    """The visit of a command's stream, with what the handlers ask of it."""

    visit: Visit
    work_order: WorkOrder
    #: Other visits of the same order: their sheets show its items and state too.
    siblings: tuple[Visit, ...]
    is_member: bool
    was_member: bool


def visit_for_step(context: HandlerContext) -> VisitAtHand:
    """The visit, for somebody who is on its trip. Raises VisitUnknown, VisitNotYours."""
    found = _visit_at_hand(context)
    if not found.is_member:
        raise VisitNotYours(visit_id=found.visit.id)
    return found


def visit_for_record(context: HandlerContext) -> tuple[Visit, bool]:
    """The visit and whether the record is late. Raises VisitUnknown, VisitNotYours."""
    found, is_late = record_at_hand(context)
    return found.visit, is_late


def record_at_hand(context: HandlerContext) -> tuple[VisitAtHand, bool]:
    """The visit with its order, and whether the record is late; also for whoever was there once.

    A record is late when the visit has ended or belongs to somebody else by now; it is kept all
    the same, and the visit is marked. Raises VisitUnknown, VisitNotYours.
    """
    found = _visit_at_hand(context)
    if not (found.is_member or found.was_member):
        raise VisitNotYours(visit_id=found.visit.id)
    is_late = not found.is_member or not is_open(found.visit.state)
    if is_late:
        found.visit.late = True
    context.touch(found.visit)
    return found, is_late


def order_at_hand(
    context: HandlerContext, work_order_id: str, action: str, *, permission: str
) -> WorkOrder:
    """The order a desk names for the action, or that of the visit the command was made on.

    permission: what a desk needs for it. On a visit it is kept also for an order that is over or
    where another item is disputed: the customer has said it. Raises WorkOrderUnknown (also for an
    order other than the visit's), ChargingPaused, OrderEnded, PermissionMissing, VisitUnknown,
    VisitNotYours.
    """
    if is_of_visit(context):
        found, _late = record_at_hand(context)
        if found.work_order.id != work_order_id:
            raise WorkOrderUnknown(work_order_id=work_order_id)
        return found.work_order
    if not may(context.actor, permission):
        raise PermissionMissing(permission=permission)
    return order_for(context, work_order_id, action)


def take_step(context: HandlerContext, action: str) -> Visit:
    """Move the visit by an action of the table; its order follows. Raises VisitWrongState."""
    found = visit_for_step(context)
    move(context, found, action)
    return found.visit


def move(context: HandlerContext, found: VisitAtHand, action: str) -> None:
    """Move a visit that was loaded already."""
    visit, order = found.visit, found.work_order
    visit.state = next_visit_state(visit.state, action)
    visit.state_changed_at = context.now
    if visit.state not in OPEN_STATES:
        visit.ended_at = context.envelope.made_at
        visit.ended_kind = visit.state
    context.touch(visit)
    order_state = state_after_visit(order.state, visit.state)
    if order_state != order.state:
        order.state = order_state
        settle(context, order)
        touch_siblings(context, found)


def touch_siblings(context: HandlerContext, found: VisitAtHand) -> None:
    """Have the sheets of the order's other visits sent again."""
    for sibling in found.siblings:
        context.touch(sibling)


def add_mark(context: HandlerContext, visit: Visit, kind: str) -> None:
    """Record a clock mark; its id is the command's."""
    envelope = context.envelope
    context.session.add(
        ClockMark(
            id=envelope.command_id,
            company_id=visit.company_id,
            visit_id=visit.id,
            person_id=context.actor.person_id,
            kind=kind,
            made_at=envelope.made_at,
            clock_offset_ms=envelope.clock_offset_ms,
            received_at=context.now,
        )
    )


def holds_item(visit: Visit, item_id: str | None) -> ColumnElement[bool]:
    """SQL: whether an item (None: none is named) is one of the visit's order that holds."""
    if item_id is None:
        return true()
    return exists().where(
        WorkOrderItem.id == item_id,
        WorkOrderItem.work_order_id == visit.work_order_id,
        WorkOrderItem.voided_at.is_(None),
    )


def item_of(context: HandlerContext, visit: Visit, item_id: str) -> WorkOrderItem:
    """An item of the visit's order that holds. Raises ItemUnknown."""
    item = context.session.get(WorkOrderItem, item_id)
    if item is None or item.work_order_id != visit.work_order_id or item.voided_at is not None:
        raise ItemUnknown(item_id=item_id)
    return item


def is_of_visit(context: HandlerContext) -> bool:
    """Whether the command was made on a visit, not at a desk."""
    return context.envelope.stream.startswith(_STREAM)


def visit_id_of(context: HandlerContext) -> str:
    """The visit a stream is about. Raises WrongStream."""
    stream = context.envelope.stream
    if not stream.startswith(_STREAM):
        raise WrongStream(stream=stream)
    return stream.removeprefix(_STREAM)


def _visit_at_hand(context: HandlerContext) -> VisitAtHand:
    visit_id = visit_id_of(context)
    rows = context.session.execute(
        _VISITS_OF_ORDER,
        {
            "visit_id": visit_id,
            "person_id": context.actor.person_id,
            "company_id": context.actor.company_id,
        },
    ).all()
    row = next((row for row in rows if row.Visit.id == visit_id), None)
    if row is None:
        raise VisitUnknown(visit_id=visit_id)
    return VisitAtHand(
        visit=row.Visit,
        work_order=row.WorkOrder,
        siblings=tuple(other.Visit for other in rows if other is not row),
        is_member=row.is_member,
        was_member=row.was_member,
    )
