"""The archive as Excel lists: the template, the customers, what is wrong with a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from fieldapp.domain.customer_rows import HEADINGS
from fieldapp.domain.example_row import EXAMPLE_ROW
from fieldapp.persistence.session import Session
from fieldapp.queries.customer_exports import ExportedRow, exported_rows
from fieldapp.queries.customers import CustomerFilter
from fieldapp.queries.imports import ProblemRow
from fieldapp.reports.workbooks import workbook

#: Wording of a message or a code, in the reader's language.
Words = Callable[[str], str]


def template_workbook(title: str) -> bytes:
    """Headings and an example, in the company's words: they are read back as they are written."""
    example = [EXAMPLE_ROW.get(field, "") for field in HEADINGS]
    return workbook(title, list(HEADINGS.values()), [example])


def customers_workbook(
    session: Session,
    *,
    company_id: str,
    wanted: CustomerFilter,
    title: str,
    phone: Callable[[str], str],
    labels: Callable[[str | None, str], str],
) -> tuple[bytes, int]:
    """All customers that match, a row per window, in the form of the template; and how many rows.

    phone: shows a number, whole or masked.
    """
    counted = 0

    def rows() -> Iterator[list[str]]:
        nonlocal counted
        for row in exported_rows(session, company_id=company_id, wanted=wanted):
            counted += 1
            yield _cells(row, phone, labels)

    return workbook(title, list(HEADINGS.values()), rows()), counted


def problems_workbook(
    problems: Iterable[ProblemRow], *, title: str, headings: list[str], words: Words
) -> bytes:
    """What is wrong with a file, by row and cell."""
    rows = (
        [str(one.row_no), one.column, one.heading, one.value, words(one.code)] for one in problems
    )
    return workbook(title, headings, rows)


def _cells(
    row: ExportedRow, phone: Callable[[str], str], labels: Callable[[str | None, str], str]
) -> list[str]:
    values = {
        "name": row.name,
        "kind": labels(row.kind, "customer_kind"),
        "phone": phone(row.phone),
        "more_phones": ";".join(phone(one) for one in row.more_phones),
        "relation": labels(row.relation, "resident_relation"),
        "product_kind": labels(row.product_kind, "product_kind"),
        "completed_on": row.completed_on.isoformat() if row.completed_on else "",
        "handed_over_on": row.handed_over_on.isoformat() if row.handed_over_on else "",
        "installed_on": row.installed_on.isoformat() if row.installed_on else "",
    }
    return [values.get(field, getattr(row, field, "")) or "" for field in HEADINGS]
