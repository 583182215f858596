"""Verdicts of request items: judged at registration, classified anew, overruled by a person."""

from collections.abc import Sequence
from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import exists, select

from fieldapp.commands.fields import STRICT, NameOrEmpty, Reason, Revision, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.order_access import work_order_of
from fieldapp.commands.order_verdicts import follow_verdicts
from fieldapp.commands.request_revisions import check_request
from fieldapp.domain.problems import (
    ExtraItemConfirmed,
    ProductNotThere,
    VerdictAppraised,
    VerdictItemUnknown,
    VerdictSettled,
)
from fieldapp.domain.warranty_words import in_chinese, overruled, sentences
from fieldapp.persistence.tables import (
    Appraisal,
    Product,
    Request,
    RequestItem,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.persistence.warranty_claims import JudgedItem, ReportedItem
from fieldapp.persistence.warranty_claims import judge_items as judged_items

#: What an order's item takes over from its request item.
VERDICT_FIELDS = (
    "part", "cause", "warranty_verdict", "warranty_text", "warranty_rule_id",
    "warranty_starts_on", "warranty_ends_on", "charge_verdict", "rework_of_id",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ClassifyItem(Command):
    """Another part or cause than was thought: judged again, by the day of registration."""

    permission = "requests.write"

    request_item_id: Uuid
    #: Of the request.
    revision: Revision
    part: NameOrEmpty = ""
    cause: NameOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class OverruleVerdict(Command):
    """A person decides otherwise than the rules, and says why.

    item_id: an item of a request, or one of an order (found on site).
    """

    permission = "requests.write"

    item_id: Uuid
    #: Of the request.
    revision: Revision
    warranty_verdict: Literal["in", "out"]
    charge_verdict: Literal["free", "charged", "waived"]
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ConfirmExtraItem(Command):
    """The clerk agrees with what was told on site."""

    permission = "requests.write"

    item_id: Uuid
    #: Of the request.
    revision: Revision


@handles(ClassifyItem)
def classify_item(command: ClassifyItem, context: HandlerContext) -> None:
    """Judge the item again; what somebody had decided about it before is void.

    Raises VerdictItemUnknown, VerdictAppraised, VerdictSettled.
    """
    item = context.session.get(RequestItem, command.request_item_id)
    if item is None or item.company_id != context.actor.company_id:
        raise VerdictItemUnknown(item_id=command.request_item_id)
    ordered, order = _ordered(context, item)
    _check_open(context, ordered, order)
    request = context.session.get_one(Request, item.request_id)
    check_request(context, request, command.revision, current=shown_verdict(item))
    item.part, item.cause = command.part, command.cause
    item.overruled_by_id, item.overruled_reason = None, ""
    judge_items(context, request, [item])
    if ordered is not None and order is not None:
        take_over(item, ordered)
        follow_verdicts(context, order)


@handles(OverruleVerdict)
def overrule_verdict(command: OverruleVerdict, context: HandlerContext) -> None:
    """Decide about the item, wherever it stands; its order follows.

    Raises VerdictItemUnknown, VerdictAppraised, VerdictSettled.
    """
    item, ordered, order = _subject(context, command.item_id)
    _check_open(context, ordered, order)
    _check_known(context, command.revision, item, ordered, order)
    for each in (item, ordered):
        if each is not None:
            decide(context, each, command.warranty_verdict, command.charge_verdict, command.reason)
    if order is not None:
        follow_verdicts(context, order)


@handles(ConfirmExtraItem)
def confirm_extra_item(command: ConfirmExtraItem, context: HandlerContext) -> None:
    """Let what was told on site stand; the order's estimate and department follow (rule 9).

    Raises VerdictItemUnknown, ExtraItemConfirmed, VerdictAppraised, VerdictSettled, StaleForm.
    """
    item = context.session.get(WorkOrderItem, command.item_id)
    mine = item is not None and item.company_id == context.actor.company_id
    if item is None or not mine or item.voided_at is not None or not item.is_extra:
        raise VerdictItemUnknown(item_id=command.item_id)
    if item.confirmed_at is not None:
        raise ExtraItemConfirmed(position=item.position)
    order = work_order_of(context, item.work_order_id)
    _check_open(context, item, order)
    request = context.session.get_one(Request, order.request_id)
    check_request(context, request, command.revision, current=shown_verdict(item))
    item.confirmed_at = context.now
    item.confirmed_by_id = context.actor.person_id
    follow_verdicts(context, order)


def judge_items(context: HandlerContext, request: Request, items: Sequence[RequestItem]) -> None:
    """Store the verdict of each item, decided by the day the request was registered (rule 3).

    An item whose verdict is ``disputed`` stays so. Raises ProductNotThere.
    """
    _check_products(context, request, items)
    judged = judged_items(
        context.session,
        company_id=request.company_id,
        dwelling_id=request.dwelling_id,
        registered_on=request.registered_at.astimezone(context.zone).date(),
        items=[_as_reported(item) for item in items],
        request_id=request.id,
    )
    for item, answer in zip(items, judged, strict=True):
        _store(item, answer)


def decide(
    context: HandlerContext,
    item: RequestItem | WorkOrderItem,
    warranty_verdict: str,
    charge_verdict: str,
    reason: str,
) -> None:
    """Write a person's decision over the verdict; the words keep what it was before.

    An extra item is confirmed by it (rule 9).
    """
    item.warranty_text = overruled(
        warranty_verdict,
        charge_verdict,
        name=context.actor.name,
        reason=reason,
        before=item.warranty_text,
    )
    item.warranty_verdict = warranty_verdict
    item.charge_verdict = charge_verdict
    if isinstance(item, RequestItem):
        item.overruled_by_id = context.actor.person_id
        item.overruled_reason = reason
    elif item.is_extra and item.confirmed_at is None:
        item.confirmed_at, item.confirmed_by_id = context.now, context.actor.person_id


def take_over(source: RequestItem, item: WorkOrderItem) -> None:
    """Give an order's item the verdict of its request item."""
    for name in VERDICT_FIELDS:
        setattr(item, name, getattr(source, name))


def _as_reported(item: RequestItem) -> ReportedItem:
    return ReportedItem(
        position=item.position,
        category_code=item.category_code,
        part=item.part,
        cause=item.cause,
        product_id=item.product_id,
        is_disputed=item.warranty_verdict == "disputed",
    )


def _store(item: RequestItem, judged: JudgedItem) -> None:
    verdict = judged.verdict
    item.part, item.cause = verdict.claim.part, verdict.claim.cause
    item.warranty_verdict = verdict.warranty
    item.warranty_text = in_chinese(sentences(verdict))
    item.warranty_rule_id = verdict.rule_id
    item.warranty_starts_on = verdict.starts_on
    item.warranty_ends_on = verdict.ends_on
    item.charge_verdict = verdict.charge
    item.estimate_low_cents, item.estimate_high_cents = judged.low_cents, judged.high_cents
    item.rework_of_id = verdict.rework_of.item_id if verdict.rework_of else None


def _check_products(
    context: HandlerContext, request: Request, items: Sequence[RequestItem]
) -> None:
    named = {item.product_id for item in items} - {None}
    if not named:
        return
    known = context.session.scalars(
        select(Product.id).where(
            Product.company_id == request.company_id,
            Product.dwelling_id == request.dwelling_id,
            Product.id.in_(named),
        )
    )
    if named - set(known):
        raise ProductNotThere()


def _subject(
    context: HandlerContext, item_id: str
) -> tuple[RequestItem | None, WorkOrderItem | None, WorkOrder | None]:
    """The item on its request and on its order. Raises VerdictItemUnknown."""
    company_id, session = context.actor.company_id, context.session
    item = session.get(RequestItem, item_id)
    if item is not None and item.company_id == company_id:
        return item, *_ordered(context, item)
    ordered = session.get(WorkOrderItem, item_id)
    if ordered is None or ordered.company_id != company_id or ordered.voided_at is not None:
        raise VerdictItemUnknown(item_id=item_id)
    source = ordered.request_item_id and session.get(RequestItem, ordered.request_item_id)
    return source or None, ordered, session.get_one(WorkOrder, ordered.work_order_id)


def _ordered(
    context: HandlerContext, item: RequestItem
) -> tuple[WorkOrderItem | None, WorkOrder | None]:
    """The item on its order; (None, None) while there is none."""
    row = context.session.execute(
        select(WorkOrderItem, WorkOrder)
        .join(WorkOrder, WorkOrder.id == WorkOrderItem.work_order_id)
        .where(
            WorkOrderItem.company_id == item.company_id,
            WorkOrderItem.request_item_id == item.id,
            WorkOrderItem.voided_at.is_(None),
            WorkOrder.state != "cancelled",
        )
    ).one_or_none()
    return (None, None) if row is None else (row.WorkOrderItem, row.WorkOrder)


def _check_known(
    context: HandlerContext,
    revision: int,
    item: RequestItem | None,
    ordered: WorkOrderItem | None,
    order: WorkOrder | None,
) -> None:
    """Count the change with the request; what was found on site belongs to it by its order."""
    subject, paper = ordered or item, item or order
    assert subject is not None  # noqa: S101 - _subject found one of them
    assert paper is not None  # noqa: S101
    request = context.session.get_one(Request, paper.request_id)
    check_request(context, request, revision, current=shown_verdict(subject))


def shown_verdict(item: RequestItem | WorkOrderItem) -> dict[str, object]:
    """What the forms about a verdict show of it."""
    names = ("part", "cause", "warranty_verdict", "charge_verdict")
    return {name: getattr(item, name) for name in names}


def _check_open(
    context: HandlerContext, ordered: WorkOrderItem | None, order: WorkOrder | None
) -> None:
    """Refuse what is over, and what 技术质量部 decides."""
    if ordered is None or order is None:
        return
    if order.state in {"closed", "cancelled"}:
        raise VerdictSettled(number=order.number)
    appraised = exists().where(
        Appraisal.company_id == ordered.company_id, Appraisal.item_id == ordered.id
    )
    if context.session.scalar(select(appraised)):
        raise VerdictAppraised()
