"""One visit in a list, and facts about a sheet that several pages show.

The twin of ``service_worker/pages/rows.js``.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from fieldapp.web.technician.contexts.source import Record

OPEN_STATES = ("planned", "accepted", "travelling", "on_site", "working", "awaiting_sign_off")

_ROW_LISTS = (
    "work_items", "material_uses", "photos", "remarks", "checks", "expenses", "marks", "contacts",
)  # fmt: skip
_SINGLES = ("consent", "sign_off", "unfinished", "ended")
_MAP_SEARCH = "https://uri.amap.com/search?keyword="
_WORST_FIRST = ("attention", "phone", "uploaded", "verified")


def is_open(sheet: Record) -> bool:
    """Whether the visit has not ended."""
    return sheet["state"] in OPEN_STATES


def place_of(sheet: Record) -> str:
    """Where it is, in one line."""
    if not sheet["site_name"]:
        return str(sheet["address"])
    return f"{sheet['site_name']} {sheet['dwelling_label']}".strip()


def money_of(sheet: Record) -> Record:
    """What the customer pays: kind disputed, free, unknown, agreed (top of it) or estimate."""
    consent, items = sheet["consent"], sheet["work_items"]
    charged = [item for item in items if item["charge_verdict"] == "charged"]
    verdicts = [item["warranty_verdict"] for item in charged + items]
    return {
        "kind": _money_kind(sheet),
        "warranty": verdicts[0] if verdicts else "unknown",
        "low_cents": sheet["estimate_low_cents"],
        "high_cents": consent["agreed_cents"] if consent else sheet["estimate_high_cents"],
    }


def worst_mark(sheet: Record) -> str:
    """The least finished of a sheet's marks; "" when nothing of it was ever on this phone."""
    marks = {row["sync"] for name in _ROW_LISTS for row in sheet[name]}
    marks |= {sheet[name]["sync"] for name in _SINGLES if sheet[name]}
    return next((mark for mark in _WORST_FIRST if mark in marks), "")


def visit_row(sheet: Record) -> Record:
    """One visit of a list."""
    item = sheet["work_items"][0] if sheet["work_items"] else None
    kept = (
        "visit_id", "trip_id", "state", "work_order_number", "urgency", "planned_on",
        "window_start_at", "window_end_at", "address", "contact_phone", "door_hint", "entry_rule",
        "helper_names",
    )  # fmt: skip
    return {key: sheet[key] for key in kept} | {
        "is_open": is_open(sheet),
        "place": place_of(sheet),
        "map_url": _map_url(sheet),
        "position": item["position"] if item else "",
        "category_name": item["category_name"] if item else "",
        "more_count": max(len(sheet["work_items"]) - 1, 0),
        "money": money_of(sheet),
        "needs_two": any(one["needs_two"] for one in sheet["work_items"]),
        "sync": worst_mark(sheet),
    }


def in_order(sheets: Iterable[Record]) -> list[Record]:
    """Sorted as a day is driven: by planned day, window, number."""
    return sorted(
        sheets,
        key=lambda sheet: (
            f"{sheet['planned_on']} {sheet['window_start_at'] or ''} {sheet['work_order_number']}"
        ),
    )


def _map_url(sheet: Record) -> str:
    """The place in the map everybody here has; quoted as JavaScript quotes it."""
    return _MAP_SEARCH + quote(sheet["address"] or place_of(sheet), safe="!~*'()")


def _money_kind(sheet: Record) -> str:
    """A dispute pauses all charging (rule 3); what is only not known yet, nothing but itself."""
    items = sheet["work_items"]
    if any(item["warranty_verdict"] == "disputed" for item in items):
        return "disputed"
    if sheet["is_charged"]:
        return "agreed" if sheet["consent"] else "estimate"
    return "unknown" if any(item["charge_verdict"] == "pending" for item in items) else "free"
