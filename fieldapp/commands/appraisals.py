"""Appraisals (鉴定): 技术质量部 decides what is disputed; nothing is charged meanwhile (K3.2)."""

from typing import Literal

from pydantic.dataclasses import dataclass

from fieldapp.commands.disputes import copy_to_request
from fieldapp.commands.fields import STRICT, RemarkText, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.notices import people_of_department, people_with_role
from fieldapp.commands.order_verdicts import follow_verdicts, tell_about
from fieldapp.domain.departments import REPAIR_DEPARTMENTS
from fieldapp.domain.problems import (
    AppraisalDecided,
    AppraisalUnknown,
)
from fieldapp.domain.roles import Role
from fieldapp.domain.warranty_words import appraised
from fieldapp.persistence.tables import Appraisal, WorkOrder, WorkOrderItem


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DecideAppraisal(Command):
    """What 技术质量部 found, and what follows for warranty and charge."""

    permission = "appraisals.decide"

    appraisal_id: Uuid
    finding: RemarkText
    warranty_verdict: Literal["in", "out"]
    charge_verdict: Literal["free", "charged"]


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
    if item.is_extra and item.confirmed_at is None:  # who decides needs nobody to confirm it
        item.confirmed_at, item.confirmed_by_id = context.now, context.actor.person_id
    item.warranty_text = appraised(
        command.warranty_verdict,
        command.charge_verdict,
        finding=command.finding,
        found_on=context.now.astimezone(context.zone).date(),
    )
    copy_to_request(context, item)
    order = context.session.get_one(WorkOrder, appraisal.work_order_id)
    follow_verdicts(context, order)
    tell_about(context, order, "appraisal_given", _everybody(context))


def _everybody(context: HandlerContext) -> list[str]:
    """Clerk, supervisor and both repairing departments (K3.2)."""
    office = people_with_role(context, Role.CLERK, Role.SUPERVISOR)
    departments = [people_of_department(context, name) for name in REPAIR_DEPARTMENTS]
    return [*office, *(person_id for people in departments for person_id in people)]
