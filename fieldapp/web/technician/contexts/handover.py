"""交给客户: what was done, what it costs, how long it is guaranteed; the customer reads this."""

from __future__ import annotations

from itertools import zip_longest

from fieldapp.web.technician.contexts.bill import bill_of
from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.source import Record, Source


def build(source: Source) -> Record:
    """The summary; ``is_open`` while the customer may still sign."""
    sheet = source.sheet()
    return common_context(source, name="handover", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "is_open": sheet["state"] == "awaiting_sign_off",
        "bill": bill_of(sheet),
        "pairs": _pairs(sheet["photos"]),
        "given_back": [use for use in sheet["material_uses"] if use["old_part"] == "customer"],
    }


def _pairs(photos: list[Record]) -> list[Record]:
    """Before and after, side by side in the order they were taken."""
    before = [photo for photo in photos if photo["kind"] == "before"]
    after = [photo for photo in photos if photo["kind"] == "after"]
    return [{"before": one, "after": other} for one, other in zip_longest(before, after)]
