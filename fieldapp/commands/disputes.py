"""Disputes (异议): the customer does not accept a verdict, on the phone or at the door (rule 3)."""

from pydantic.dataclasses import dataclass
from sqlalchemy import exists, select

from fieldapp.commands.fields import STRICT, Reason, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.notices import people_with_role
from fieldapp.commands.order_verdicts import follow_verdicts, tell_about
from fieldapp.commands.visit_access import is_of_visit, item_of, record_at_hand
from fieldapp.domain.appraisals import appraisal_due_on
from fieldapp.domain.payments import PAID_METHODS
from fieldapp.domain.problems import (
    AppraisalTooLate,
    ItemUnknown,
    PermissionMissing,
    VerdictAppraised,
)
from fieldapp.domain.roles import Role, may
from fieldapp.domain.work_orders import allows
from fieldapp.persistence.tables import Appraisal, Payment, RequestItem, WorkOrder, WorkOrderItem


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AskAppraisal(Command):
    """The customer disputes what was decided about an item of an order, by phone or at the door."""

    permission = "appraisals.ask"
    from_phones = True

    item_id: Uuid
    #: What he says, in his words.
    dispute: Reason


@handles(AskAppraisal)
def ask_appraisal(command: AskAppraisal, context: HandlerContext) -> None:
    """Mark the item disputed and let its order wait, if nobody is on the way.

    Raises ItemUnknown, VerdictAppraised, AppraisalTooLate, PermissionMissing.
    """
    item, order = _disputed(context, command.item_id)
    if item.warranty_verdict == "disputed" or _is_appraised(context, item):
        raise VerdictAppraised()
    if not allows(order.state, "dispute") or _is_paid(context, order):
        raise AppraisalTooLate(number=order.number)
    item.warranty_verdict, item.charge_verdict = "disputed", "pending"
    copy_to_request(context, item)
    open_appraisal(context, order, item, command.dispute, appraisal_id=context.envelope.command_id)
    follow_verdicts(context, order)


def _is_appraised(context: HandlerContext, item: WorkOrderItem) -> bool:
    """Whether 技术质量部 has decided about it already."""
    decided = exists().where(Appraisal.company_id == item.company_id, Appraisal.item_id == item.id)
    return bool(context.session.scalar(select(decided)))


def open_appraisal(
    context: HandlerContext,
    order: WorkOrder,
    item: WorkOrderItem,
    dispute: str,
    *,
    appraisal_id: str,
) -> None:
    """Put a disputed item before 技术质量部, with the day the finding is due."""
    asked_on = context.now.astimezone(context.zone).date()
    context.session.add(
        Appraisal(
            id=appraisal_id,
            company_id=order.company_id,
            work_order_id=order.id,
            item_id=item.id,
            dispute=dispute,
            asked_at=context.now,
            asked_by_id=context.actor.person_id,
            due_on=appraisal_due_on(asked_on, rules=context.company.rules),
        )
    )
    tell_about(context, order, "appraisal_asked", people_with_role(context, Role.QUALITY))


def copy_to_request(context: HandlerContext, item: WorkOrderItem) -> None:
    """Let the request's item say what the order's says."""
    if item.request_item_id is not None:
        source = context.session.get_one(RequestItem, item.request_item_id)
        source.warranty_verdict = item.warranty_verdict
        source.charge_verdict = item.charge_verdict
        source.warranty_text = item.warranty_text


def _disputed(context: HandlerContext, item_id: str) -> tuple[WorkOrderItem, WorkOrder]:
    if is_of_visit(context):
        found, _late = record_at_hand(context)
        return item_of(context, found.visit, item_id), found.work_order
    if not may(context.actor, "work_orders.write"):
        raise PermissionMissing(permission="work_orders.write")
    item = context.session.get(WorkOrderItem, item_id)
    if item is None or item.company_id != context.actor.company_id or item.voided_at is not None:
        raise ItemUnknown(item_id=item_id)
    return item, context.session.get_one(WorkOrder, item.work_order_id)


def _is_paid(context: HandlerContext, order: WorkOrder) -> bool:
    """Whether money of the order has been taken; a promise or a waiver is none (rule 3)."""
    paid = exists().where(
        Payment.company_id == order.company_id,
        Payment.work_order_id == order.id,
        Payment.voided_at.is_(None),
        Payment.amount_cents > 0,
        Payment.method.in_(PAID_METHODS),
    )
    return bool(context.session.scalar(select(paid)))
