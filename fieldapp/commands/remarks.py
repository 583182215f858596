"""Remarks, checklist answers and expenses of a visit."""

from pydantic.dataclasses import dataclass

from fieldapp.commands.fields import (
    STRICT,
    Cents,
    Code,
    Line,
    Name,
    ReasonOrEmpty,
    RemarkText,
    Sha256,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.photos import check_named
from fieldapp.commands.visit_access import visit_for_record
from fieldapp.commands.voiding import void_record
from fieldapp.persistence.tables import Check, Expense, Remark


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddRemark(Command):
    """A line about the work."""

    permission = "visits.work"

    text: RemarkText


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AnswerCheck(Command):
    """An answer to a checklist item; a later one to the same code replaces it on the sheet."""

    permission = "visits.work"

    code: Code
    answer: Line
    note: Line = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RecordExpense(Command):
    """The technician's own outlay, perhaps with a photo of the receipt."""

    permission = "visits.work"

    kind: Name
    amount_cents: Cents
    note: Line = ""
    sha256: Sha256 | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidExpense(Command):
    """An expense that was none."""

    permission = "visits.work"

    expense_id: Uuid
    reason: ReasonOrEmpty = ""


@handles(AddRemark)
def add_remark(command: AddRemark, context: HandlerContext) -> None:
    """Record a remark."""
    visit, is_late = visit_for_record(context)
    context.session.add(
        Remark(
            id=context.envelope.command_id,
            company_id=visit.company_id,
            visit_id=visit.id,
            text=command.text,
            made_at=context.envelope.made_at,
            person_id=context.actor.person_id,
            late=is_late,
        )
    )


@handles(AnswerCheck)
def answer_check(command: AnswerCheck, context: HandlerContext) -> None:
    """Record an answer; earlier ones stay."""
    visit, is_late = visit_for_record(context)
    context.session.add(
        Check(
            id=context.envelope.command_id,
            company_id=visit.company_id,
            visit_id=visit.id,
            code=command.code,
            answer=command.answer,
            note=command.note,
            made_at=context.envelope.made_at,
            person_id=context.actor.person_id,
            late=is_late,
        )
    )


@handles(RecordExpense)
def record_expense(command: RecordExpense, context: HandlerContext) -> None:
    """Record an expense."""
    visit, is_late = visit_for_record(context)
    check_named(context, command.sha256)
    context.session.add(
        Expense(
            id=context.envelope.command_id,
            company_id=visit.company_id,
            visit_id=visit.id,
            kind=command.kind,
            amount_cents=command.amount_cents,
            note=command.note,
            sha256=command.sha256,
            made_at=context.envelope.made_at,
            person_id=context.actor.person_id,
            late=is_late,
        )
    )


@handles(VoidExpense)
def void_expense(command: VoidExpense, context: HandlerContext) -> None:
    """Take an expense back; the row stays."""
    void_record(context, Expense, command.expense_id, command.reason)
