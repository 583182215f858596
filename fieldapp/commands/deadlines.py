"""The 15 days (rule 17): agreeing with the customer to wait longer, telling the office in time."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import func, select

from fieldapp.commands.fields import STRICT, Day, Name, RemarkText, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.notices import people_with_role
from fieldapp.commands.order_access import changed, order_for
from fieldapp.domain.deadlines import MOST_DAYS, WARNING_DAYS, due_day
from fieldapp.domain.problems import DelayPast, StaleForm
from fieldapp.domain.problems.families import mark as _
from fieldapp.domain.roles import Role
from fieldapp.domain.weekends import ANY_DAY_KINDS
from fieldapp.domain.work_orders import BEFORE_DONE
from fieldapp.persistence.tables import Contact, Notice, Request, WorkOrder

_NEAR, _OVER = "deadline_near", "deadline_over"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AgreeDelay(Command):
    """The customer agrees to wait beyond the 15 days."""

    permission = "work_orders.write"

    work_order_id: Uuid
    until_on: Day
    #: Until when the form said the customer waits already; None: it said nothing of it.
    was_until: Day | None = None
    with_name: Name
    channel: Literal["phone", "sms", "wechat", "in_person", "paper"] = "phone"
    note: RemarkText


@dataclass(frozen=True, kw_only=True, config=STRICT)
class TellDeadlines(Command):
    """Tell clerks and supervisors which repairs have come to their 12th day.

    Nobody's clock rings here: the first desk that asks for today's page makes it (see
    ``web/office/deadlines.py``). Each order is told of once, whoever asks how often.
    """

    permission = "work_orders.write"

    on: Day


@handles(AgreeDelay)
def agree_delay(command: AgreeDelay, context: HandlerContext) -> None:
    """Record the talk, and until when the customer waits.

    Raises DelayPast, OrderEnded, and StaleForm where somebody agreed on a day meanwhile.
    """
    order = order_for(context, command.work_order_id, "agree_delay")
    stands = order.delay_agreed_until
    if stands != command.was_until:
        raise StaleForm(
            fields={"until_on": _("刚才已记下客户同意延到 %(stands_on)s。")},
            stands_on="" if stands is None else stands.isoformat(),
        )
    if command.until_on <= context.now.astimezone(context.zone).date():
        raise DelayPast(fields={"until_on": DelayPast.message})
    order.delay_agreed_until = command.until_on
    context.session.add(
        Contact(
            id=context.envelope.command_id,
            company_id=order.company_id,
            work_order_id=order.id,
            purpose="delay",
            channel=command.channel,
            with_name=command.with_name,
            outcome="reached",
            note=command.note,
            agreed_on=command.until_on,
            made_at=context.envelope.made_at,
            person_id=context.actor.person_id,
        )
    )
    changed(context, order)


@handles(TellDeadlines)
def tell_deadlines(command: TellDeadlines, context: HandlerContext) -> None:
    """Write one notice per order and person, also to whoever happened to ask first."""
    people = people_with_role(context, Role.CLERK, Role.SUPERVISOR)
    for order, registered_at in _near(context, command.on):
        due_on = order.delay_agreed_until or due_day(registered_at.astimezone(context.zone).date())
        context.session.add_all(
            Notice(
                id=context.new_id(),
                company_id=order.company_id,
                person_id=person_id,
                kind=_NEAR if due_on >= command.on else _OVER,
                subject_kind="work_order",
                subject_id=order.id,
                details={"number": order.number, "month": due_on.month, "day": due_on.day},
                told_at=context.now,
            )
            for person_id in people
        )


def _near(context: HandlerContext, on: date) -> Sequence[tuple[WorkOrder, datetime]]:
    """Open repairs registered 12 days before ``on`` or earlier, of which nobody was told yet.

    One whose customer agreed to wait is told of when that day is near.
    """
    first_too_young = datetime.combine(
        on - timedelta(days=WARNING_DAYS - 1), time(), context.zone
    ).astimezone(UTC)
    last_near = on + timedelta(days=MOST_DAYS - WARNING_DAYS)
    told = select(Notice.subject_id).where(
        Notice.company_id == context.actor.company_id,
        Notice.subject_id == WorkOrder.id,
        Notice.kind.in_((_NEAR, _OVER)),
    )
    rows = context.session.execute(
        select(WorkOrder, Request.registered_at)
        .join(Request, Request.id == WorkOrder.request_id)
        .where(
            WorkOrder.company_id == context.actor.company_id,
            WorkOrder.state.in_(BEFORE_DONE),
            WorkOrder.kind.not_in(ANY_DAY_KINDS),
            Request.registered_at < first_too_young,
            func.coalesce(WorkOrder.delay_agreed_until, on) <= last_near,
            ~told.exists(),
        )
        .order_by(Request.registered_at)
    ).all()
    return [(row.WorkOrder, row.registered_at) for row in rows]
