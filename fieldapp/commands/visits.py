"""The technician's steps through a visit, calls to the customer and results of items."""

from typing import Any, Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import CompoundSelect, bindparam, literal, select, union_all

from fieldapp.commands.fields import STRICT, Instant, RemarkOrEmpty, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.visit_access import (
    add_mark,
    item_of,
    move,
    take_step,
    touch_siblings,
    visit_for_record,
    visit_for_step,
)
from fieldapp.domain.problems import VisitCleanupMissing, VisitResultsMissing, VisitWrongState
from fieldapp.domain.visits import (
    REQUIRED_CLEANUP,
    UNDERWAY_STATES,
    has_begun,
    next_visit_state,
)
from fieldapp.persistence.tables import Check, Contact, Visit, WorkOrderItem


class VisitStep(Command):
    """A command that moves a visit."""

    permission = "visits.work"
    is_step = True


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AcceptVisit(VisitStep):
    """接单: the technician takes the visit."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StartTravel(VisitStep):
    """出发."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class Arrive(VisitStep):
    """到达."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StartWork(VisitStep):
    """开工."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class FinishWork(VisitStep):
    """完工: every item has a result and the place is clean."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ResumeWork(VisitStep):
    """继续维修: back to work before the signature, at no cost."""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ContactCustomer(Command):
    """A call before the visit and what came of it."""

    permission = "visits.work"

    outcome: Literal["on_time", "rescheduled", "no_answer", "wrong_number", "self_fixed"]
    agreed_at: Instant | None = None
    note: RemarkOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ReportResult(Command):
    """What became of one item; may be said again until the end."""

    permission = "visits.work"

    item_id: Uuid
    result: Literal["fixed", "partly", "not_fixed", "no_need"]


@handles(AcceptVisit)
def accept_visit(command: AcceptVisit, context: HandlerContext) -> None:
    """Planned → accepted."""
    take_step(context, "accept_visit")


@handles(StartTravel)
def start_travel(command: StartTravel, context: HandlerContext) -> None:
    """Accepted → travelling, with its mark."""
    add_mark(context, take_step(context, "start_travel"), "travel")


@handles(Arrive)
def arrive(command: Arrive, context: HandlerContext) -> None:
    """→ on_site, with its mark."""
    add_mark(context, take_step(context, "arrive"), "arrive")


@handles(StartWork)
def start_work(command: StartWork, context: HandlerContext) -> None:
    """→ working, with its mark."""
    add_mark(context, take_step(context, "start_work"), "work")


@handles(ResumeWork)
def resume_work(command: ResumeWork, context: HandlerContext) -> None:
    """Back to working; another mark of work begins."""
    add_mark(context, take_step(context, "resume_work"), "work")


@handles(FinishWork)
def finish_work(command: FinishWork, context: HandlerContext) -> None:
    """Working → awaiting_sign_off, when nothing is missing (rule 8)."""
    found = visit_for_step(context)
    next_visit_state(found.visit.state, "finish_work")
    _check_complete(context, found.visit)
    move(context, found, "finish_work")
    add_mark(context, found.visit, "finish")


@handles(ContactCustomer)
def contact_customer(command: ContactCustomer, context: HandlerContext) -> None:
    """Record a call: the contact and its mark, both with the command's id."""
    visit, _late = visit_for_record(context)
    if not has_begun(visit.state):
        raise VisitWrongState(state=visit.state, action="contact_customer")
    envelope = context.envelope
    context.session.add(
        Contact(
            id=envelope.command_id,
            company_id=visit.company_id,
            visit_id=visit.id,
            outcome=command.outcome,
            agreed_at=command.agreed_at,
            note=command.note,
            made_at=envelope.made_at,
            person_id=context.actor.person_id,
        )
    )
    add_mark(context, visit, "contact")


@handles(ReportResult)
def report_result(command: ReportResult, context: HandlerContext) -> None:
    """Set an item's result while the visit is underway."""
    found = visit_for_step(context)
    if found.visit.state not in UNDERWAY_STATES:
        raise VisitWrongState(state=found.visit.state, action="report_result")
    item_of(context, found.visit, command.item_id).result = command.result
    context.touch(found.visit)
    touch_siblings(context, found)


def _unreported_and_answered() -> CompoundSelect[Any]:
    """Items without a result and clean-up answers, in one statement."""
    items = select(
        literal("item").label("what"),
        WorkOrderItem.position.label("name"),
        WorkOrderItem.position_no.label("place"),
    ).where(
        WorkOrderItem.company_id == bindparam("company_id"),
        WorkOrderItem.work_order_id == bindparam("work_order_id"),
        WorkOrderItem.voided_at.is_(None),
        WorkOrderItem.result.is_(None),
        # A colleague or the clerk may have put it on while this phone had no signal.
        WorkOrderItem.is_extra.is_(False),
    )
    answers = select(literal("answer"), Check.code, literal(0)).where(
        Check.company_id == bindparam("company_id"),
        Check.visit_id == bindparam("visit_id"),
        Check.code.in_(REQUIRED_CLEANUP),
        Check.voided_at.is_(None),
        Check.answer != "",
    )
    return union_all(items, answers)


#: Built once: making a statement takes longer than running it.
_UNREPORTED_AND_ANSWERED = _unreported_and_answered()


def _check_complete(context: HandlerContext, visit: Visit) -> None:
    names = {
        "company_id": visit.company_id,
        "work_order_id": visit.work_order_id,
        "visit_id": visit.id,
    }
    found = context.session.connection().execute(_UNREPORTED_AND_ANSWERED, names)
    rows = sorted(found, key=lambda row: row.place)
    unreported = [row.name for row in rows if row.what == "item"]
    answered = {row.name for row in rows if row.what == "answer"}
    if unreported:
        raise VisitResultsMissing(missing=unreported)
    unclean = [code for code in REQUIRED_CLEANUP if code not in answered]
    if unclean:
        raise VisitCleanupMissing(missing=unclean)
