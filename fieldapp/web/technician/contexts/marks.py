"""忘点了: every clock mark of a visit, with one tap to say it was earlier."""

from __future__ import annotations

from datetime import datetime, timedelta

from fieldapp.offline.wire import wire_instant
from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.source import Record, Source

_EARLIER_MINUTES = (5, 10, 15, 30)


def build(source: Source) -> Record:
    """The marks, latest first."""
    sheet = source.sheet()
    return common_context(source, name="marks", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "marks": [_row(mark) for mark in reversed(sheet["marks"])],
    }


def _row(mark: Record) -> Record:
    made_at = datetime.fromisoformat(mark["made_at"])
    kept = {key: mark[key] for key in ("mark_id", "kind", "made_at", "corrected_at", "sync")}
    return kept | {
        "earlier": [
            {"minutes": minutes, "at": wire_instant(made_at - timedelta(minutes=minutes))}
            for minutes in _EARLIER_MINUTES
        ]
    }
