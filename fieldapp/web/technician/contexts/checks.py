"""检查: safety, the rules of each category on the sheet, and the clean-up."""

from __future__ import annotations

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.source import Record, Source


def build(source: Source) -> Record:
    """The checklists of this visit with their latest answers."""
    sheet = source.sheet()
    return common_context(source, name="checks", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "lists": lists_of(sheet, source.catalogue),
    }


def lists_of(sheet: Record, catalogue: Record) -> list[Record]:
    """Safety, each category once, clean-up; lists without items are left out."""
    names = {item["category_code"]: item["category_name"] for item in sheet["work_items"]}
    lists = [
        _list(code, names.get(code, ""), sheet, catalogue) for code in ("safety", *names, "cleanup")
    ]
    return [one for one in lists if one["total"]]


def _list(code: str, title: str, sheet: Record, catalogue: Record) -> Record:
    entries = [entry for entry in catalogue["checklists"] if entry["list_code"] == code]
    items = [_item(entry, sheet) for entry in entries]
    return {
        "code": code,
        "title": title,
        "items": items,
        "total": len(items),
        "answered": sum(1 for item in items if item["answer"]),
    }


def _item(entry: Record, sheet: Record) -> Record:
    check = next((one for one in sheet["checks"] if one["code"] == entry["code"]), None)
    kept = {key: entry[key] for key in ("code", "text", "kind", "choices", "is_required")}
    if check is None:
        return kept | {"answer": "", "note": "", "check_id": "", "made_at": None, "sync": ""}
    answered = ("answer", "note", "check_id", "made_at", "sync")
    return kept | {key: check[key] for key in answered}
