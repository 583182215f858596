"""收费同意: who agreed to pay how much, or did not (rule 4, K5.2.1g)."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import func, select

from fieldapp.commands.fields import STRICT, Cents, Line, Name, Reason, RemarkOrEmpty, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.order_access import changed, is_order_agreed, order_for, settle
from fieldapp.commands.visit_access import order_at_hand
from fieldapp.domain.estimates import check_range
from fieldapp.domain.problems import ItemUnknown
from fieldapp.domain.work_orders import moves, next_work_order_state
from fieldapp.persistence.tables import Consent, Contact, WorkOrder, WorkOrderItem

Who = Literal["payer", "property"]
How = Literal["phone", "in_person", "written", "own_phone"]

#: How it was agreed → how the contact is kept.
_CHANNELS = {
    "phone": "phone",
    "in_person": "in_person",
    "written": "paper",
    "own_phone": "sms",
}


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RecordConsent(Command):
    """收费同意 of the payer or the property (rule 4), taken at a desk or at the door."""

    permission = "consents.record"
    from_phones = True

    work_order_id: Uuid
    who: Who
    who_name: Name
    how: How
    low_cents: Cents = 0
    agreed_cents: Cents
    #: Items agreed to; empty means all of the order.
    item_ids: Annotated[tuple[Uuid, ...], Field(max_length=20)] = ()
    #: What shows it: a call at …, a slip, the paper's name.
    evidence: Line = ""
    note: RemarkOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class DeclineConsent(Command):
    """客户不同意: kept as a contact; the order may end with it."""

    permission = "consents.write"

    work_order_id: Uuid
    who: Who
    who_name: Name
    how: How
    reason: Reason
    #: Whether the order is cancelled; else it goes on waiting.
    ends_order: bool = False


@handles(RecordConsent)
def record_consent(command: RecordConsent, context: HandlerContext) -> None:
    """Record who agreed to how much; it is added to what was agreed before, item by item (rule 4).

    An order that waited for it is ready, or waits for parts, once all that is charged is agreed
    to. Raises ChargingPaused, EstimateReversed, ItemUnknown, OrderEnded.
    """
    order = order_at_hand(context, command.work_order_id, "consent", permission="consents.write")
    check_range(command.low_cents, command.agreed_cents)
    _check_items(context, order, command.item_ids)
    context.session.add(
        Consent(
            id=context.envelope.command_id,
            company_id=order.company_id,
            work_order_id=order.id,
            who=command.who,
            who_name=command.who_name,
            how=command.how,
            low_cents=command.low_cents,
            agreed_cents=command.agreed_cents,
            agreed_at=context.envelope.made_at,
            received_at=context.now,
            recorded_by_id=context.actor.person_id,
            note=command.note,
            item_ids=list(command.item_ids),
            evidence=command.evidence,
        )
    )
    context.session.flush()
    if moves(order.state, "consent") and is_order_agreed(context, order):
        order.state = next_work_order_state(order.state, "consent", number=order.number)
        settle(context, order)
    changed(context, order)


@handles(DeclineConsent)
def decline_consent(command: DeclineConsent, context: HandlerContext) -> None:
    """Keep that the customer did not agree; end the order if asked to.

    An order somebody is on the way for is ended by its visit. Raises WorkOrderWrongState.
    """
    order = order_for(context, command.work_order_id, "decline")
    if command.ends_order:
        order.state = next_work_order_state(order.state, "decline_and_end", number=order.number)
    context.session.add(
        Contact(
            id=context.envelope.command_id,
            company_id=order.company_id,
            work_order_id=order.id,
            purpose="consent",
            channel=_CHANNELS[command.how],
            with_name=command.who_name,
            outcome="declined",
            note=command.reason,
            made_at=context.envelope.made_at,
            person_id=context.actor.person_id,
        )
    )
    changed(context, order)


def _check_items(context: HandlerContext, order: WorkOrder, item_ids: tuple[str, ...]) -> None:
    if not item_ids:
        return
    known = context.session.scalar(
        select(func.count()).where(
            WorkOrderItem.work_order_id == order.id,
            WorkOrderItem.id.in_(item_ids),
            WorkOrderItem.voided_at.is_(None),
        )
    )
    if known != len(set(item_ids)):
        raise ItemUnknown(item_ids=list(item_ids))
