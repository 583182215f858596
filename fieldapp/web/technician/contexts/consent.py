"""收费同意 at the door: why it is needed, how much it would be, who may give it (rule 4)."""

from __future__ import annotations

from fieldapp.web.technician.contexts.bill import bill_of, uncovered_items
from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import is_open, place_of
from fieldapp.web.technician.contexts.source import Record, Source


def build(source: Source) -> Record:
    """The agreement that holds beside the one that is asked for."""
    sheet = source.sheet()
    bill = bill_of(sheet)
    uncovered = uncovered_items(sheet)
    extras = [item for item in uncovered if item["is_extra"]]
    agreed = bill["agreed_cents"]
    so_far = sheet["estimate_high_cents"] if agreed is None else agreed
    # The order's estimate holds what was reported, and what was confirmed already.
    unconfirmed = [item for item in extras if not item["is_confirmed"]]
    added = unconfirmed if agreed is None else uncovered
    asked_for = so_far + sum(item["estimate_high_cents"] for item in added)
    return common_context(source, name="consent", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "is_open": is_open(sheet),
        "bill": bill,
        "extras": extras,
        "suggested_cents": max(asked_for, sheet["due_cents"]),
        "payer_name": _payer_name(sheet),
    }


def _payer_name(sheet: Record) -> str:
    payers = [party["name"] for party in sheet["parties"] if party["role"] == "payer"]
    return str(payers[0] if payers else sheet["contact_name"])
