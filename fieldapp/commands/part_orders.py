"""待料: ordering a part, its new date, its arrival; the order waits and comes back by itself."""

from datetime import date

from pydantic.dataclasses import dataclass

from fieldapp.commands.fields import (
    STRICT,
    Day,
    Line,
    Millimetres,
    Name,
    NameOrEmpty,
    Pieces,
    Reason,
    RemarkOrEmpty,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.notices import Subject, people_with_role, tell
from fieldapp.commands.order_access import changed, order_for, settle, work_order_of
from fieldapp.domain.part_orders import next_part_order_state
from fieldapp.domain.problems import (
    ItemUnknown,
    MaterialUnknown,
    PartOrderPast,
    PartOrderUnknown,
)
from fieldapp.domain.roles import Role
from fieldapp.persistence.tables import Material, PartOrder, WorkOrder, WorkOrderItem


@dataclass(frozen=True, kw_only=True, config=STRICT)
class OrderPart(Command):
    """Custom glass or a part not in stock; the order waits for it."""

    permission = "part_orders.write"

    work_order_id: Uuid
    item_id: Uuid | None = None
    material_id: Uuid | None = None
    name: Name
    #: Build-up or model, e.g. 5+12A+5 Low-E.
    spec: Line = ""
    pieces: Pieces = 1
    width_mm: Millimetres | None = None
    height_mm: Millimetres | None = None
    thickness_mm: Millimetres | None = None
    #: Who measured, and when.
    measured_by: NameOrEmpty = ""
    supplier: NameOrEmpty = ""
    expected_on: Day
    note: RemarkOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class PostponePart(Command):
    """The supplier names another day."""

    permission = "part_orders.write"

    part_order_id: Uuid
    expected_on: Day
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ReceivePart(Command):
    """到料: it is here."""

    permission = "part_orders.write"

    part_order_id: Uuid


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CancelPart(Command):
    """It is not needed, or will never come."""

    permission = "part_orders.write"

    part_order_id: Uuid
    reason: Reason


@handles(OrderPart)
def order_part(command: OrderPart, context: HandlerContext) -> None:
    """Order it; a ready order waits from now on.

    Raises OrderEnded, ItemUnknown, MaterialUnknown, PartOrderPast.
    """
    order = order_for(context, command.work_order_id, "order_part")
    _check_day(context, command.expected_on)
    _check_subject(command, context, order)
    context.session.add(
        PartOrder(
            id=context.envelope.command_id,
            company_id=order.company_id,
            work_order_id=order.id,
            item_id=command.item_id,
            material_id=command.material_id,
            state="ordered",
            name=command.name,
            spec=command.spec,
            pieces=command.pieces,
            width_mm=command.width_mm,
            height_mm=command.height_mm,
            thickness_mm=command.thickness_mm,
            measured_by=command.measured_by,
            supplier=command.supplier,
            ordered_at=context.envelope.made_at,
            ordered_by_id=context.actor.person_id,
            expected_on=command.expected_on,
            note=command.note,
        )
    )
    _move_on(context, order)


@handles(PostponePart)
def postpone_part(command: PostponePart, context: HandlerContext) -> None:
    """Expect it on another day. Raises PartOrderUnknown, PartOrderWrongState, PartOrderPast."""
    part = _part_of(context, command.part_order_id)
    part.state = next_part_order_state(part.state, "postpone")
    _check_day(context, command.expected_on)
    part.expected_on = command.expected_on
    part.note = command.reason
    changed(context, work_order_of(context, part.work_order_id))


@handles(ReceivePart)
def receive_part(command: ReceivePart, context: HandlerContext) -> None:
    """Note its arrival; with the last one the order is ready and the office told (rule 17)."""
    part = _part_of(context, command.part_order_id)
    part.state = next_part_order_state(part.state, "receive")
    part.arrived_at = context.now
    part.arrived_by_id = context.actor.person_id
    order = work_order_of(context, part.work_order_id)
    _move_on(context, order)
    if order.state == "ready":
        tell(
            context,
            people_with_role(context, Role.CLERK, Role.SUPERVISOR),
            "parts_arrived",
            Subject("work_order", order.id),
            {"number": order.number, "part": f"{part.name} {part.spec}".strip()},
        )


@handles(CancelPart)
def cancel_part(command: CancelPart, context: HandlerContext) -> None:
    """Wait for it no more. Raises PartOrderUnknown, PartOrderWrongState."""
    part = _part_of(context, command.part_order_id)
    part.state = next_part_order_state(part.state, "cancel")
    part.note = command.reason
    _move_on(context, work_order_of(context, part.work_order_id))


def _move_on(context: HandlerContext, order: WorkOrder) -> None:
    context.session.flush()
    settle(context, order)
    changed(context, order)


def _part_of(context: HandlerContext, part_order_id: str) -> PartOrder:
    part = context.session.get(PartOrder, part_order_id)
    if part is None or part.company_id != context.actor.company_id:
        raise PartOrderUnknown(part_order_id=part_order_id)
    return part


def _check_day(context: HandlerContext, expected_on: date) -> None:
    if expected_on < context.now.astimezone(context.zone).date():
        raise PartOrderPast(fields={"expected_on": PartOrderPast.message})


def _check_subject(command: OrderPart, context: HandlerContext, order: WorkOrder) -> None:
    if command.item_id is not None:
        item = context.session.get(WorkOrderItem, command.item_id)
        if item is None or item.work_order_id != order.id:
            raise ItemUnknown(item_id=command.item_id)
    if command.material_id is not None:
        material = context.session.get(Material, command.material_id)
        if material is None or material.company_id != order.company_id:
            raise MaterialUnknown(material_id=command.material_id)
