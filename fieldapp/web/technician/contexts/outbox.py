"""待传: what was sent and waits for a decision; on the phone also what was not sent yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import in_order, place_of
from fieldapp.web.technician.contexts.source import Record, Source


def build(source: Source) -> Record:
    """Entries by order, newest first; parked ones apart."""
    sheets = in_order(source.sheets)
    groups = [_group(sheet, source.entries) for sheet in sheets]
    elsewhere = [e for e in source.entries if not e["command"]["stream"].startswith("visit:")]
    return common_context(source, name="outbox", nav="outbox") | {
        "parked": [_parked(entry, sheets) for entry in source.entries if _is_parked(entry)],
        "groups": [group for group in groups if group["rows"]],
        "others": _rows(elsewhere),
    }


def _is_parked(entry: Record) -> bool:
    return bool(entry["status"] == "attention")


def _group(sheet: Record, entries: Iterable[Record]) -> Record:
    stream = f"visit:{sheet['visit_id']}"
    return {
        "visit_id": sheet["visit_id"],
        "place": place_of(sheet),
        "number": sheet["work_order_number"],
        "rows": _rows(entry for entry in entries if entry["command"]["stream"] == stream),
    }


def _rows(entries: Iterable[Record]) -> list[Record]:
    rows = [
        {
            "command_id": entry["command"]["command_id"],
            "name": entry["command"]["name"],
            "words": _words(entry["command"]["payload"]),
            "made_at": entry["command"]["made_at"],
            "sync": entry["status"],
        }
        for entry in entries
        if not _is_parked(entry)
    ]
    return rows[::-1]


def _words(payload: Record) -> str:
    """What a person recognises it by: the name of a material, the text of a remark."""
    for key in ("text", "name", "caption", "note"):
        if payload.get(key) is not None:
            return str(payload[key])
    return ""


def _parked(entry: Record, sheets: Sequence[Record]) -> Record:
    command, receipt = entry["command"], entry["receipt"] or {}
    sheet = next((s for s in sheets if command["stream"] == f"visit:{s['visit_id']}"), None)
    return {
        "command_id": command["command_id"],
        "name": command["name"],
        "words": _words(command["payload"]),
        "made_at": command["made_at"],
        "code": receipt.get("code") or "",
        "details": receipt.get("details") or {},
        "visit_id": sheet["visit_id"] if sheet else "",
        "place": place_of(sheet) if sheet else "",
    }
