"""不能签字: nobody there, refused, or signing later by link; with reason and evidence."""

from __future__ import annotations

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.signature import document_of, stage_of
from fieldapp.web.technician.contexts.source import Record, Source


def build(source: Source) -> Record:
    """The reasons and the kinds of evidence, one of which is enough."""
    sheet = source.sheet()
    return common_context(source, name="absence", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "stage": stage_of(sheet),
        "kinds": ["absent", "refused", "send_link"],
        "evidence_kinds": ["door_photo", "call_log", "witness"],
        **document_of(sheet),
    }
