"""Excel files in and out: read within limits, written so that no cell is ever a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from fieldapp.domain.customer_rows import Cell

#: Bytes of a file, and rows and columns that are read of it.
FILE_BYTES = 10 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 60

#: What is unpacked in all, and of the one part that is held in memory as a whole.
_UNPACKED_BYTES = 200 * 1024 * 1024
_STRINGS_BYTES = 40 * 1024 * 1024
_MOST_PARTS = 500
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

#: What the readers raise for bytes that are no workbook, or a broken one.
_BROKEN = (
    InvalidFileException, zipfile.BadZipFile, zipfile.LargeZipFile, KeyError, ValueError, OSError,
    ParseError, TypeError, AttributeError, IndexError, EOFError, NotImplementedError,
)  # fmt: skip


class NoWorkbook(Exception):
    """A file that is not read; ``reason``: no_excel, too_large, too_many_rows or empty."""

    def __init__(self, reason: str) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


def read_rows(content: bytes) -> Iterator[tuple[int, list[Cell]]]:
    """The rows of the first sheet as (row number, cells), one at a time; empty rows left out.

    Formulas come as the text they are written in and are never evaluated. Raises NoWorkbook.
    """
    _check_parts(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # what a file says of its own size is not believed
            for row_no, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
                if row_no > MOST_ROWS + 1:
                    raise NoWorkbook("too_many_rows")
                if any(cell not in (None, "") for cell in cells[:MOST_COLUMNS]):
                    yield row_no, list(cells[:MOST_COLUMNS])
        finally:
            book.close()
    except _BROKEN as error:
        raise NoWorkbook("no_excel") from error


def workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet, every cell text; written row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, heading in enumerate(headings, start=1):
        width = max(10, 2 * len(heading) + 4)
        sheet.column_dimensions[get_column_letter(number)].width = width
    bold = Font(bold=True)
    sheet.append([_text(sheet, heading, bold) for heading in headings])
    for row in rows:
        sheet.append([_text(sheet, value) for value in row])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def column_name(number: int) -> str:
    """As Excel names it, counted from 1: 3 is C."""
    return str(get_column_letter(number))


def _text(sheet: Any, value: str, font: Font | None = None) -> Any:
    """A text cell; one that looks like a formula is marked as text for whoever edits it later."""
    cell = WriteOnlyCell(sheet, value=_printable(value))
    cell.data_type = "s"
    if value.startswith(_FORMULA_SIGNS):
        cell.quotePrefix = True
    if font is not None:
        cell.font = font
    return cell


def _printable(value: str) -> str:
    return "".join(sign for sign in value if sign.isprintable() or sign in "\n\t")


def _check_parts(content: bytes) -> None:
    """Bound what the file says it unpacks to; zipfile reads no more of a part than it says."""
    if len(content) > FILE_BYTES:
        raise NoWorkbook("too_large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            _check_sizes(parts)
            written = [part for part in parts if part.filename.endswith((".xml", ".rels"))]
            if any(_names_entities(packed, part) for part in written):
                raise NoWorkbook("no_excel")
    except _BROKEN as error:
        raise NoWorkbook("no_excel") from error


def _check_sizes(parts: Sequence[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _UNPACKED_BYTES:
        raise NoWorkbook("too_large")
    strings = (part.file_size for part in parts if "sharedStrings" in part.filename)
    if any(size > _STRINGS_BYTES for size in strings):
        raise NoWorkbook("too_large")


def _names_entities(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """No Excel file does; one that does wants to unfold without end."""
    with packed.open(part) as opened:
        return b"<!DOCTYPE" in opened.read(2048)
