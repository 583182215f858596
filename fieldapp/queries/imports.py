"""Imports: how far a file is, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Import, ImportProblem, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """One file; ``bad_rows`` have a problem and are left out."""

    import_id: str
    file_name: str
    sha256: str
    state: str
    rows: int | None
    rows_done: int
    problems: int
    bad_rows: int
    created: int
    updated: int
    uploaded_at: datetime
    uploaded_by: str
    moved_at: datetime
    finished_at: datetime | None

    @property
    def good_rows(self) -> int:
        return (self.rows or self.rows_done) - self.bad_rows

    @property
    def unchanged(self) -> int:
        return max(min(self.rows_done, self.good_rows) - self.created - self.updated, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRow:
    """What is wrong with one cell."""

    row_no: int
    column: str
    heading: str
    value: str
    code: str


def imports_list(session: Session, *, company_id: str) -> tuple[ImportRow, ...]:
    """The latest files, newest first."""
    rows = session.execute(
        _columns(company_id).order_by(Import.uploaded_at.desc(), Import.id).limit(30)
    )
    return tuple(ImportRow(**row._mapping) for row in rows)


def import_row(session: Session, *, company_id: str, import_id: str) -> ImportRow | None:
    """One file; None if the company has none of that id."""
    row = session.execute(_columns(company_id).where(Import.id == import_id)).one_or_none()
    return None if row is None else ImportRow(**row._mapping)


def import_problems(
    session: Session, *, company_id: str, import_id: str, limit: int | None = None
) -> Iterator[ProblemRow]:
    """What is wrong, by row and column."""
    rows = session.execute(
        select(
            ImportProblem.row_no, ImportProblem.column, ImportProblem.heading,
            ImportProblem.value, ImportProblem.code,
        )
        .where(ImportProblem.company_id == company_id, ImportProblem.import_id == import_id)
        .order_by(ImportProblem.row_no, func.length(ImportProblem.column), ImportProblem.column)
        .limit(limit)
    )  # fmt: skip
    return (ProblemRow(**row._mapping) for row in rows)


def _columns(company_id: str) -> Select[*tuple[Any, ...]]:
    bad_rows = (
        select(func.count(ImportProblem.row_no.distinct()))
        .where(
            ImportProblem.company_id == company_id,
            ImportProblem.import_id == Import.id,
            ImportProblem.row_no > 1,
        )
        .scalar_subquery()
    )
    return (
        select(
            Import.id.label("import_id"), Import.file_name, Import.sha256, Import.state,
            Import.rows, Import.rows_done, Import.problems, bad_rows.label("bad_rows"),
            Import.created, Import.updated, Import.uploaded_at,
            Person.name.label("uploaded_by"), Import.moved_at, Import.finished_at,
        )
        .join(Person, Person.id == Import.uploaded_by_id)
        .where(Import.company_id == company_id)
    )  # fmt: skip
