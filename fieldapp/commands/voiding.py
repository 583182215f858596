"""Taking a field record back: it stays, marked."""

from typing import TypeVar

from fieldapp.commands.handling import HandlerContext
from fieldapp.commands.visit_access import visit_for_record
from fieldapp.domain.problems import RecordUnknown
from fieldapp.persistence.tables import Attachment, Expense, MaterialUse

Voidable = TypeVar("Voidable", Attachment, Expense, MaterialUse)


def void_record(
    context: HandlerContext, table: type[Voidable], record_id: str, reason: str
) -> None:
    """Void a record of the stream's visit. Raises RecordUnknown (also if voided already)."""
    visit, _late = visit_for_record(context)
    record = context.session.get(table, record_id)
    if record is None or record.visit_id != visit.id or record.voided_at is not None:
        raise RecordUnknown(record_id=record_id)
    record.voided_at = context.now
    record.void_reason = reason
