"""照片: the slots of a visit, what is missing, and the one being taken now."""

from __future__ import annotations

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.source import Record, Source
from fieldapp.web.technician.contexts.steps import missing_parts

_KINDS = ["before", "during", "after", "tag", "receipt"]


def build(source: Source) -> Record:
    """``?kind=`` chooses the slot; without it the first missing one."""
    sheet = source.sheet()
    missing = missing_parts(sheet)["photos"]
    wanted = source.asked("kind")
    return common_context(source, name="photos", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "missing": missing,
        "kinds": _KINDS,
        "kind": wanted if wanted in _KINDS else next(iter(missing), "during"),
        "slots": [_slot(kind, sheet, missing) for kind in _KINDS],
    }


def _slot(kind: str, sheet: Record, missing: list[str]) -> Record:
    return {
        "kind": kind,
        "is_missing": kind in missing,
        "photos": [photo for photo in sheet["photos"] if photo["kind"] == kind],
    }
