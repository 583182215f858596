"""The work on an Excel list: all of it is checked, then written in pieces; both can go on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from pydantic import TypeAdapter

from fieldapp.commands.dispatch import dispatch
from fieldapp.commands.envelopes import web_envelope
from fieldapp.commands.handling import Clock, command_name
from fieldapp.commands.imported_rows import ImportedRow, Piece
from fieldapp.commands.imports import (
    PIECE_ROWS,
    WriteImportPiece,
    begin_check,
    end_check,
    fail_import,
    note_check,
)
from fieldapp.commands.reading import read_command
from fieldapp.domain.customer_rows import (
    HEADINGS,
    Cell,
    CheckedRow,
    cell_text,
    check_row,
    field_of_heading,
)
from fieldapp.domain.problems import ImportUnreadable, ImportWrongState
from fieldapp.domain.problems.families import mark as _
from fieldapp.domain.roles import Actor
from fieldapp.persistence.blobs import Blobs
from fieldapp.persistence.devices import web_device_id
from fieldapp.persistence.session import Session
from fieldapp.queries.imports import ImportRow, import_row
from fieldapp.reports.workbooks import NoWorkbook, column_name, read_rows

#: Why a file is not read → wording.
REASONS = {
    "no_excel": _("不是 Excel 文件（.xlsx），或已损坏"),
    "too_large": _("文件太大，请分成几个（10 MB 以内）"),
    "too_many_rows": _("行数太多，请分成几个（50,000 行以内）"),
    "empty": _("里面没有内容"),
    "no_name": _("第 1 行没有“姓名”这一列，请用模板"),
}
_LONGEST_VALUE = 80
_ROW = TypeAdapter(ImportedRow)
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of the file: what Excel calls it, its heading, and the field it fills."""

    name: str
    heading: str
    field: str
    #: Counted from 0.
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """One row of the file, checked; ``cells`` by field as they stood there."""

    row_no: int
    cells: dict[str, Cell]
    checked: CheckedRow

    @property
    def imported(self) -> ImportedRow:
        """The row for the archive; only where nothing is wrong with it."""
        return _ROW.validate_json(json.dumps(self.checked.values))


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """What the work is done with; ``actor`` is who asked for it."""

    session: Session
    blobs: Blobs
    clock: Clock
    actor: Actor


def import_name(company_id: str, import_id: str) -> str:
    """The name of a file's bytes in the blob store, until it is done."""
    return f"imports/{company_id}/{import_id}"


def check_headings(content: bytes) -> None:
    """Refuse at once what is no list of customers. Raises ImportUnreadable."""
    try:
        next(_file_rows(content, _columns(content)), None)
    except NoWorkbook as error:
        raise ImportUnreadable(reason=REASONS[error.reason]) from error


def run_import(workshop: Workshop, import_id: str) -> None:
    """Do what the import's state asks for, until it is done, cancelled or failed."""
    row = _row(workshop, import_id)
    try:
        content = workshop.blobs.read(import_name(workshop.actor.company_id, row.import_id))
        if row.state == "checking":
            _check(workshop, row, content)
        elif row.state == "writing":
            _write(workshop, row, content)
    except ImportWrongState:
        return  # cancelled meanwhile
    except Exception:
        workshop.session.rollback()
        fail_import(workshop.session, import_id, now=workshop.clock())
        raise


def _check(workshop: Workshop, row: ImportRow, content: bytes) -> None:
    session = workshop.session
    begin_check(session, row.import_id)
    columns = _columns(content)
    unknown = [_unknown(column) for column in columns if not column.field]
    seen: set[int] = set()
    done = 0
    for piece in _batches(_file_rows(content, columns)):
        problems = [*unknown, *_problems(piece, columns)]
        unknown = []
        outcomes = _dry_run(workshop, piece, seen)
        done += len(piece)
        if not note_check(
            session, row.import_id, rows_done=done, outcomes=outcomes, problems=problems,
            now=workshop.clock(),
        ):  # fmt: skip
            return
    end_check(session, row.import_id, rows=done, now=workshop.clock())


def _dry_run(workshop: Workshop, piece: Sequence[FileRow], seen: set[int]) -> list[str]:
    """What each good row would come to; a row that stood in the file before changes nothing."""
    rows = []
    for each in piece:
        if each.checked.problems:
            continue
        row = each.imported
        key = hash(row.key)
        if key not in seen:
            seen.add(key)
            rows.append(row)
    archive = Piece(workshop.session, workshop.actor.company_id, rows)
    outcomes = [archive.apply(each) for each in rows]
    workshop.session.expunge_all()
    workshop.session.rollback()
    return list(outcomes)


def _write(workshop: Workshop, row: ImportRow, content: bytes) -> None:
    done = row.rows_done
    for piece in _batches(islice(_file_rows(content, _columns(content)), done, None)):
        done += len(piece)
        good = [each.imported for each in piece if not each.checked.problems]
        _dispatch_piece(workshop, row, done, good)
        workshop.session.expunge_all()
        workshop.session.rollback()
    if row.rows == 0 or _row(workshop, row.import_id).state == "done":
        workshop.blobs.delete(import_name(workshop.actor.company_id, row.import_id))


def _dispatch_piece(
    workshop: Workshop, row: ImportRow, done: int, good: Sequence[ImportedRow]
) -> None:
    payload = {
        "import_id": row.import_id,
        "rows_done": done,
        "rows": [_ROW.dump_python(each, mode="json", exclude_defaults=True) for each in good],
    }
    command = read_command(command_name(WriteImportPiece), json.dumps(payload))
    outcome = dispatch(
        command,
        actor=workshop.actor,
        session=workshop.session,
        clock=workshop.clock,
        envelope=web_envelope(
            command,
            command_id=str(uuid.uuid5(uuid.UUID(row.import_id), str(done))),
            device_id=web_device_id(workshop.session, workshop.actor.company_id, workshop.clock()),
            stream=f"import:{row.import_id}",
            now=workshop.clock(),
        ),
    )
    if outcome.result == "mismatch":
        raise ImportWrongState(state="writing")


def _columns(content: bytes) -> list[Column]:
    first = next(read_rows(content), None)
    if first is None or first[0] != 1:
        raise NoWorkbook("empty")
    taken: set[str] = set()
    columns = []
    for number, cell in enumerate(first[1], start=1):
        heading = cell_text(cell)
        field = field_of_heading(heading)
        field = "" if field in taken else field
        taken.add(field)
        if heading:
            columns.append(
                Column(name=column_name(number), heading=heading, field=field, place=number - 1)
            )
    if "name" not in taken:
        raise NoWorkbook("no_name")
    return columns


def _file_rows(content: bytes, columns: Sequence[Column]) -> Iterator[FileRow]:
    places = [(column.place, column.field) for column in columns if column.field]
    for row_no, cells in read_rows(content):
        if row_no == 1:
            continue
        by_field = {field: cells[place] for place, field in places if place < len(cells)}
        yield FileRow(row_no=row_no, cells=by_field, checked=check_row(by_field))


def _problems(piece: Sequence[FileRow], columns: Sequence[Column]) -> Iterator[dict[str, object]]:
    """One problem per cell; what misses a column of its own stands at the name's."""
    by_field = {column.field: column for column in columns if column.field}
    for row in piece:
        found: dict[str, dict[str, object]] = {}
        for problem in row.checked.problems:
            column = by_field.get(problem.field)
            name = column.name if column else "—"
            found.setdefault(
                name,
                {
                    "row_no": row.row_no,
                    "column": name,
                    "heading": column.heading if column else HEADINGS[problem.field],
                    "value": cell_text(row.cells.get(problem.field))[:_LONGEST_VALUE],
                    "code": problem.code,
                },
            )
        yield from found.values()


def _unknown(column: Column) -> dict[str, object]:
    return {
        "row_no": 1,
        "column": column.name,
        "heading": column.heading[:_LONGEST_VALUE],
        "value": "",
        "code": "column_unknown",
    }


def _batches(items: Iterator[_Item]) -> Iterator[list[_Item]]:
    while batch := list(islice(items, PIECE_ROWS)):
        yield batch


def _row(workshop: Workshop, import_id: str) -> ImportRow:
    row = import_row(workshop.session, company_id=workshop.actor.company_id, import_id=import_id)
    workshop.session.rollback()
    if row is None:
        raise ImportWrongState(state="")
    return row
