"""The money of a sheet so far against what was agreed (twin: ``service_worker/pages/bill.js``)."""

from __future__ import annotations

from fieldapp.web.technician.contexts.source import Record


def bill_of(sheet: Record) -> Record:
    """Sums in cents; ``over_percent_milli`` is rounded to a tenth of a percent.

    The limit for a new consent comes ready in the sheet (rule 4).
    """
    agreed = sheet["consent"]["agreed_cents"] if sheet["consent"] else None
    limit = sheet["consent_limit_cents"]
    over = 0 if agreed is None else max(sheet["due_cents"] - agreed, 0)
    return {
        "amount_cents": sheet["amount_cents"],
        "due_cents": sheet["due_cents"],
        "agreed_cents": agreed,
        "over_percent_milli": _percent_milli(over, agreed) if agreed else 0,
        "is_over": limit is not None and sheet["due_cents"] > limit,
        "needs_consent": needs_consent(sheet),
    }


def uncovered_items(sheet: Record) -> list[Record]:
    """Charged items nobody has agreed to yet (rules 4 and 9)."""
    return [
        item
        for item in sheet["work_items"]
        if item["charge_verdict"] == "charged" and not item["is_covered"]
    ]


def needs_consent(sheet: Record) -> str:
    """Why the customer must agree before work goes on: missing, over, extra; "" where not."""
    if not sheet["is_charged"]:
        return ""
    uncovered = uncovered_items(sheet)
    if sheet["consent"] is None or any(not item["is_extra"] for item in uncovered):
        return "missing"
    if sheet["due_cents"] > sheet["consent_limit_cents"]:
        return "over"
    return "extra" if uncovered else ""


def _percent_milli(part: int, whole: int) -> int:
    return (part * 2000 // whole + 1) // 2 * 100
