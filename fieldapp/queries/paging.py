"""Pages by key: a cursor names the last row seen, so page 200 costs what page 1 costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

Row = TypeVar("Row")

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Cursor:
    """The place after which the next page starts: an instant and the row's id."""

    at: datetime
    row_id: str

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.row_id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[Row]):
    """One page of rows; ``older`` is None on the last."""

    rows: tuple[Row, ...]
    older: Cursor | None


def cursor_from(text: str | None) -> Cursor | None:
    """Read a cursor of an address; None for none and for anything malformed."""
    at, _tilde, row_id = (text or "").partition("~")
    try:
        instant = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Cursor(instant, row_id) if instant.tzinfo is not None and row_id else None
