"""对保修有异议: which item the customer does not agree about, and what he says (rule 3)."""

from __future__ import annotations

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import is_open, place_of
from fieldapp.web.technician.contexts.source import Record, Source


def build(source: Source) -> Record:
    """Items somebody may dispute; those that are disputed already are only shown."""
    sheet = source.sheet()
    items = sheet["work_items"]
    return common_context(source, name="dispute", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "is_open": is_open(sheet),
        "judged": [item for item in items if item["warranty_verdict"] != "disputed"],
        "disputed": [item for item in items if item["warranty_verdict"] == "disputed"],
    }
