"""Appraisals (鉴定): 技术质量部 decides what is disputed; nothing is charged meanwhile (K3.2)."""

from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import exists, select

from fieldapp.commands.fields import STRICT, Reason, RemarkText, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.notices import people_of_department, people_with_role
from fieldapp.commands.order_verdicts import follow_verdicts, tell_about
from fieldapp.domain.appraisals import appraisal_due_on
from fieldapp.domain.departments import REPAIR_DEPARTMENTS
from fieldapp.domain.problems import (
    AppraisalDecided,
    AppraisalTooLate,
    AppraisalUnknown,
    VerdictAppraised,
    VerdictItemUnknown,
)
from fieldapp.domain.roles import Role
from fieldapp.domain.warranty_words import appraised
from fieldapp.domain.work_orders import allows
from fieldapp.persistence.tables import Appraisal, Payment, RequestItem, WorkOrder, WorkOrderItem


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AskAppraisal(Command):
    """The customer disputes what was decided about an item of an order."""

    permission = "work_orders.write"

    item_id: Uuid
    #: What he says, in his words.
    dispute: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DecideAppraisal(Command):
    """What 技术质量部 found, and what follows for warranty and charge."""

    permission = "appraisals.decide"

    appraisal_id: Uuid
    finding: RemarkText
    warranty_verdict: Literal["in", "out"]
    charge_verdict: Literal["free", "charged"]


@handles(AskAppraisal)
def ask_appraisal(command: AskAppraisal, context: HandlerContext) -> None:
    """Mark the item disputed and let its order wait, if nobody is on the way.

    Raises VerdictItemUnknown, VerdictAppraised, AppraisalTooLate.
    """
    item = context.session.get(WorkOrderItem, command.item_id)
    if item is None or item.company_id != context.actor.company_id or item.voided_at is not None:
        raise VerdictItemUnknown(item_id=command.item_id)
    order = context.session.get_one(WorkOrder, item.work_order_id)
    if item.warranty_verdict == "disputed":
        raise VerdictAppraised()
    if not allows(order.state, "dispute") or _is_paid(context, order):
        raise AppraisalTooLate(number=order.number)
    item.warranty_verdict, item.charge_verdict = "disputed", "pending"
    _copy_to_request(context, item)
    open_appraisal(context, order, item, command.dispute, appraisal_id=context.envelope.command_id)
    follow_verdicts(context, order)


@handles(DecideAppraisal)
def decide_appraisal(command: DecideAppraisal, context: HandlerContext) -> None:
    """Keep the finding; item and order go on by it, and everybody it concerns is told.

    Raises AppraisalUnknown, AppraisalDecided.
    """
    appraisal = context.session.get(Appraisal, command.appraisal_id)
    if appraisal is None or appraisal.company_id != context.actor.company_id:
        raise AppraisalUnknown(appraisal_id=command.appraisal_id)
    if appraisal.found_at is not None:
        raise AppraisalDecided(appraisal_id=appraisal.id)
    appraisal.finding = command.finding
    appraisal.warranty_verdict = command.warranty_verdict
    appraisal.charge_verdict = command.charge_verdict
    appraisal.found_at = context.now
    appraisal.found_by_id = context.actor.person_id
    item = context.session.get_one(WorkOrderItem, appraisal.item_id)
    item.warranty_verdict = command.warranty_verdict
    item.charge_verdict = command.charge_verdict
    item.warranty_text = appraised(
        command.warranty_verdict,
        command.charge_verdict,
        finding=command.finding,
        found_on=context.now.astimezone(context.zone).date(),
    )
    _copy_to_request(context, item)
    order = context.session.get_one(WorkOrder, appraisal.work_order_id)
    follow_verdicts(context, order)
    tell_about(context, order, "appraisal_given", _everybody(context))


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


def _everybody(context: HandlerContext) -> list[str]:
    """Clerk, supervisor and both repairing departments (K3.2)."""
    office = people_with_role(context, Role.CLERK, Role.SUPERVISOR)
    departments = [people_of_department(context, name) for name in REPAIR_DEPARTMENTS]
    return [*office, *(person_id for people in departments for person_id in people)]


def _copy_to_request(context: HandlerContext, item: WorkOrderItem) -> None:
    if item.request_item_id is not None:
        source = context.session.get_one(RequestItem, item.request_item_id)
        source.warranty_verdict = item.warranty_verdict
        source.charge_verdict = item.charge_verdict
        source.warranty_text = item.warranty_text


def _is_paid(context: HandlerContext, order: WorkOrder) -> bool:
    """Whether money of the order has been taken; a promise or a waiver is none."""
    paid = exists().where(
        Payment.company_id == order.company_id,
        Payment.work_order_id == order.id,
        Payment.voided_at.is_(None),
        Payment.amount_cents > 0,
        Payment.waived_by_id.is_(None),
    )
    return bool(context.session.scalar(select(paid)))
