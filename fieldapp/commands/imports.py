"""Excel lists on their way into the archive: uploaded, checked, written in pieces (导入).

Each piece is one command with an id made of the import and its first row: a server that was killed
in between begins again where it stopped, and what was written is not written twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

from pydantic import Field
from pydantic.dataclasses import dataclass
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from fieldapp.commands.fields import STRICT, Line, Sha256, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.imported_rows import ImportedRow, Piece
from fieldapp.domain.problems import ImportBusy, ImportUnknown, ImportWrongState
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Import, ImportProblem, new_id

#: Rows written in one transaction.
PIECE_ROWS = 250
#: Without a move for so long, the server that worked on it has stopped.
STALLED_AFTER = timedelta(seconds=30)
_RUNNING = ("checking", "writing")


@dataclass(frozen=True, kw_only=True, config=STRICT)
class StartImport(Command):
    """A file to be checked; its bytes lie in the store under their hash."""

    permission = "archive.write"

    file_name: Line
    sha256: Sha256


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WriteImport(Command):
    """Write the rows without problems, or go on where a stopped server left off."""

    permission = "archive.write"

    import_id: Uuid


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WriteImportPiece(Command):
    """Some rows, read from ``first_row`` up to ``rows_done`` rows of the file."""

    permission = "archive.write"

    import_id: Uuid
    rows_done: Annotated[int, Field(ge=0)]
    rows: Annotated[tuple[ImportedRow, ...], Field(max_length=PIECE_ROWS)]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class CancelImport(Command):
    """Stop; what was written stays."""

    permission = "archive.write"

    import_id: Uuid


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ExportCustomers(Command):
    """Customers were carried away: who, which, how many; only the log keeps it."""

    permission = "archive.export"

    text: Line = ""
    kind: Line = ""
    site_id: Line = ""
    rows: int
    with_phones: bool


@handles(StartImport)
def start_import(command: StartImport, context: HandlerContext) -> None:
    """Begin a check; one file at a time."""
    _check_free(context, None)
    context.session.add(
        Import(
            id=context.envelope.command_id,
            company_id=context.actor.company_id,
            file_name=command.file_name,
            sha256=command.sha256,
            state="checking",
            uploaded_at=context.now,
            uploaded_by_id=context.actor.person_id,
            moved_at=context.now,
        )
    )


@handles(WriteImport)
def write_import(command: WriteImport, context: HandlerContext) -> None:
    """Begin to write, or take over from a server that stopped."""
    row = _import_of(context, command.import_id)
    _check_free(context, row.id)
    if row.state == "checked":
        row.rows_done = row.created = row.updated = 0
        row.state = "writing" if row.rows else "done"
    elif row.state not in _RUNNING or not is_stalled(row.moved_at, context.now):
        raise ImportWrongState(state=row.state)
    row.moved_at = context.now


@handles(WriteImportPiece)
def write_import_piece(command: WriteImportPiece, context: HandlerContext) -> None:
    """Write some rows and say how far the file is."""
    row = _import_of(context, command.import_id)
    if row.state != "writing":
        raise ImportWrongState(state=row.state)
    piece = Piece(context.session, row.company_id, command.rows)
    outcomes = [piece.apply(each) for each in command.rows]
    piece.keep()
    piece.touch_changed(context)
    row.created += outcomes.count("created")
    row.updated += outcomes.count("changed")
    row.rows_done = command.rows_done
    row.moved_at = context.now
    if row.rows is not None and row.rows_done >= row.rows:
        row.state, row.finished_at = "done", context.now


@handles(CancelImport)
def cancel_import(command: CancelImport, context: HandlerContext) -> None:
    """Have the work on it end at the next piece."""
    row = _import_of(context, command.import_id)
    if row.state not in ("checked", *_RUNNING):
        raise ImportWrongState(state=row.state)
    row.state, row.finished_at, row.moved_at = "cancelled", context.now, context.now


@handles(ExportCustomers)
def export_customers(command: ExportCustomers, context: HandlerContext) -> None:
    """The log row is the record."""


def is_stalled(moved_at: datetime, now: datetime) -> bool:
    """Whether nobody works on it any more."""
    return now - moved_at > STALLED_AFTER


# What follows is bookkeeping of a check. It changes nothing of the archive and is nobody's
# intention, so it is no command.


def begin_check(session: Session, import_id: str) -> None:
    """Forget what an interrupted check had found."""
    with write_transaction(session):
        row = session.get_one(Import, import_id)
        row.rows_done = row.problems = row.created = row.updated = 0
        session.execute(delete(ImportProblem).where(ImportProblem.import_id == import_id))


def note_check(
    session: Session,
    import_id: str,
    *,
    rows_done: int,
    outcomes: Sequence[str],
    problems: Sequence[dict[str, object]],
    now: datetime,
) -> bool:
    """Write down what a piece of the check found; False if it was cancelled meanwhile."""
    with write_transaction(session):
        row = session.get_one(Import, import_id)
        if row.state != "checking":
            return False
        row.rows_done, row.moved_at = rows_done, now
        row.created += list(outcomes).count("created")
        row.updated += list(outcomes).count("changed")
        row.problems += len(problems)
        session.add_all(
            ImportProblem(id=new_id(), company_id=row.company_id, import_id=import_id, **each)
            for each in problems
        )
        return True


def end_check(session: Session, import_id: str, *, rows: int, now: datetime) -> None:
    """All rows were read."""
    with write_transaction(session):
        row = session.get_one(Import, import_id)
        if row.state == "checking":
            row.state, row.rows, row.moved_at = "checked", rows, now


def fail_import(session: Session, import_id: str, *, now: datetime) -> None:
    """It cannot be read, or the program failed on it."""
    with write_transaction(session):
        row = session.get_one(Import, import_id)
        if row.state in _RUNNING:
            row.state, row.finished_at, row.moved_at = "failed", now, now


def _import_of(context: HandlerContext, import_id: str) -> Import:
    row = context.session.get(Import, import_id)
    if row is None or row.company_id != context.actor.company_id:
        raise ImportUnknown(import_id=import_id)
    context.session.refresh(row)
    return row


def _check_free(context: HandlerContext, import_id: str | None) -> None:
    """One file at a time: two would find each other's customers missing."""
    others = context.session.scalars(
        select(Import).where(
            Import.company_id == context.actor.company_id,
            Import.state.in_(_RUNNING),
            Import.id != import_id,
        )
    )
    if any(not is_stalled(row.moved_at, context.now) for row in others):
        raise ImportBusy()
