"""门岗出示: number and code for the guard; no price, no phone number."""

from __future__ import annotations

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.source import Record, Source


def build(source: Source) -> Record:
    """The order as the guard may see it."""
    sheet = source.sheet()
    return common_context(source, name="gate", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "code_url": f"{source.origin}/q/{sheet['qr_code']}",
    }
