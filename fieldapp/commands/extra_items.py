"""Extra items (追加项): found and told on site, confirmed by the clerk afterwards (rule 9)."""

from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import exists, func, or_, select, update

from fieldapp.commands.fields import (
    STRICT,
    Cents,
    Code,
    Name,
    Reason,
    RemarkOrEmpty,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.notices import people_with_role
from fieldapp.commands.order_access import changed
from fieldapp.commands.order_verdicts import follow_verdicts, judged_by_rules, tell_about
from fieldapp.commands.visit_access import item_of, record_at_hand
from fieldapp.domain.estimates import check_range
from fieldapp.domain.problems import (
    CategoryUnknown,
    ItemInUse,
    RecordUnknown,
    VerdictAppraised,
    WorkOrderFull,
)
from fieldapp.domain.roles import Role
from fieldapp.domain.warranty import Verdict
from fieldapp.domain.warranty_words import in_chinese, sentences, told_on_site
from fieldapp.domain.work_orders import MOST_ITEMS
from fieldapp.persistence.tables import (
    Attachment,
    Charge,
    EstimateLine,
    FaultCategory,
    MaterialUse,
    Visit,
    WorkOrder,
    WorkOrderItem,
)


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddExtraItem(Command):
    """顺便看看: one more thing to repair, with the verdict the customer was told."""

    permission = "visits.work"

    position: Name
    category_code: Code
    #: What the phone calls the category; the sheet shows it until the server's own arrives.
    category_name: Name
    description: RemarkOrEmpty = ""
    #: What the customer was told, out of the offers on the sheet.
    warranty_verdict: Literal["in", "out", "unknown"]
    charge_verdict: Literal["free", "charged", "pending"]
    estimate_low_cents: Cents = 0
    estimate_high_cents: Cents = 0


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidExtraItem(Command):
    """An extra item that will not be done, or was none."""

    permission = "visits.work"

    item_id: Uuid
    reason: Reason


@handles(AddExtraItem)
def add_extra_item(command: AddExtraItem, context: HandlerContext) -> None:
    """Put it on the order as it was told, also late; the clerk is told to confirm it (rule 9).

    Its warranty is decided by the day its order's request was registered, as that of the items
    beside it. Raises CategoryUnknown, EstimateReversed, WorkOrderFull.
    """
    found, _late = record_at_hand(context)
    order = found.work_order
    check_range(command.estimate_low_cents, command.estimate_high_cents)
    _check_category(context, command.category_code)
    position_no = _next_position(context, order)
    is_charged = command.charge_verdict == "charged"
    item = WorkOrderItem(
        id=context.envelope.command_id,
        company_id=order.company_id,
        work_order_id=order.id,
        position_no=position_no,
        position=command.position,
        category_code=command.category_code,
        description=command.description,
        warranty_verdict=command.warranty_verdict,
        charge_verdict=command.charge_verdict,
        estimate_low_cents=command.estimate_low_cents if is_charged else 0,
        estimate_high_cents=command.estimate_high_cents if is_charged else 0,
        is_extra=True,
        added_at=context.envelope.made_at,
        received_at=context.now,
        added_by_id=context.actor.person_id,
        added_on_visit_id=found.visit.id,
    )
    (verdict,) = judged_by_rules(context, order, [item])
    _follow(item, verdict)
    context.session.add(item)
    changed(context, order)
    tell_about(context, order, "extra_item", people_with_role(context, Role.CLERK))


@handles(VoidExtraItem)
def void_extra_item(command: VoidExtraItem, context: HandlerContext) -> None:
    """Take it off the order with what was planned for it; the row stays.

    Also one the clerk has confirmed: whoever stands at the door knows whether it is done. Raises
    ItemUnknown, RecordUnknown (no extra item), VerdictAppraised, ItemInUse.
    """
    found, _late = record_at_hand(context)
    item = item_of(context, found.visit, command.item_id)
    if not item.is_extra:
        raise RecordUnknown(record_id=command.item_id)
    if item.warranty_verdict == "disputed":
        raise VerdictAppraised()
    if _is_used(context, found.visit, item):
        raise ItemInUse(position=item.position)
    item.voided_at = context.now
    item.void_reason = command.reason
    for table in (EstimateLine, Charge):
        context.session.execute(
            update(table)
            .where(table.company_id == item.company_id, table.item_id == item.id)
            .where(table.voided_at.is_(None))
            .values(voided_at=context.now)
        )
    if item.confirmed_at is not None:
        follow_verdicts(context, found.work_order)
        clerks = people_with_role(context, Role.CLERK)
        tell_about(context, found.work_order, "extra_item_void", clerks)
    else:
        changed(context, found.work_order)


def _follow(item: WorkOrderItem, verdict: Verdict) -> None:
    """Keep the working of the rules; where something else was told, say so for the clerk."""
    item.part, item.cause = verdict.claim.part, verdict.claim.cause
    item.warranty_rule_id = verdict.rule_id
    item.warranty_starts_on = verdict.starts_on
    item.warranty_ends_on = verdict.ends_on
    item.warranty_text = in_chinese(sentences(verdict))
    told = (item.warranty_verdict, item.charge_verdict)
    if told == (verdict.warranty, verdict.charge):
        item.rework_of_id = verdict.rework_of.item_id if verdict.rework_of else None
    else:
        item.warranty_text = told_on_site(*told, rules_say=item.warranty_text)


def _check_category(context: HandlerContext, code: str) -> None:
    known = exists().where(
        FaultCategory.company_id == context.actor.company_id, FaultCategory.code == code
    )
    if not context.session.scalar(select(known)):
        raise CategoryUnknown(category_code=code)


def _next_position(context: HandlerContext, order: WorkOrder) -> int:
    """The number after the last one, which may be voided. Raises WorkOrderFull."""
    last = context.session.scalar(
        select(func.max(WorkOrderItem.position_no)).where(
            WorkOrderItem.company_id == order.company_id, WorkOrderItem.work_order_id == order.id
        )
    )
    if (last or 0) >= MOST_ITEMS:
        raise WorkOrderFull(most=MOST_ITEMS)
    return (last or 0) + 1


def _is_used(context: HandlerContext, visit: Visit, item: WorkOrderItem) -> bool:
    """Whether a material or a photo of this visit names it; of others no phone could know."""
    named = (
        exists().where(
            table.company_id == item.company_id,
            table.visit_id == visit.id,
            table.item_id == item.id,
            table.voided_at.is_(None),
        )
        for table in (MaterialUse, Attachment)
    )
    return bool(context.session.scalar(select(or_(*named))))
