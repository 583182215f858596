"""未完成: the reason and the next appointment, or an end without repair."""

from __future__ import annotations

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.source import Record, Source
from fieldapp.web.technician.contexts.visits import ACTIVE_STATES


def build(source: Source) -> Record:
    """``?tab=ending`` shows the ends without repair."""
    sheet = source.sheet()
    return common_context(source, name="unfinished", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "is_active": sheet["state"] in ACTIVE_STATES,
        "tab": "ending" if source.asked("tab") == "ending" else "again",
        "reasons": source.catalogue["unfinished_reasons"],
        "explains": source.catalogue["phrases"]["explain"],
        "endings": ["no_fault", "declined", "not_ours", "no_access"],
    }
