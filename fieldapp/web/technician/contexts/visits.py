"""维修单: the sheet of one visit, what is missing, and the one next step."""

from __future__ import annotations

from fieldapp.web.technician.contexts.bill import bill_of
from fieldapp.web.technician.contexts.checks import lists_of
from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import money_of, place_of, visit_row
from fieldapp.web.technician.contexts.source import Record, Source
from fieldapp.web.technician.contexts.steps import (
    missing_parts,
    next_step,
    punch_card,
    skippable_steps,
    trip_return,
    worked_minutes,
)

ACTIVE_STATES = ("accepted", "travelling", "on_site", "working", "awaiting_sign_off")


def build(source: Source) -> Record:
    """Everything the order shows on the phone."""
    sheet = source.sheet()
    lists = lists_of(sheet, source.catalogue)
    return common_context(source, name="visits", sheet=sheet) | {
        "sheet": sheet,
        "row": visit_row(sheet),
        "place": place_of(sheet),
        "money": money_of(sheet),
        "bill": bill_of(sheet),
        "is_active": sheet["state"] in ACTIVE_STATES,
        "next": next_step(sheet),
        "skippable": skippable_steps(sheet),
        "trip_return": trip_return(source, sheet["trip_id"]),
        "missing": missing_parts(sheet),
        "steps": punch_card(sheet),
        "worked_minutes": worked_minutes(sheet, source.now_at),
        "checks_answered": sum(part["answered"] for part in lists),
        "checks_total": sum(part["total"] for part in lists),
        "phrases": source.catalogue["phrases"]["remark"],
        "expense_kinds": source.catalogue["expense_kinds"],
    }
