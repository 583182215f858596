"""材料: what was used, and the catalogue by order, search or whole."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import normalize

from fieldapp.domain.quantities import UNITS, step_milli
from fieldapp.web.technician.contexts.bill import bill_of
from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.source import Record, Source

_SHOWN_LIMIT = 100
_WHOLE_STEP_MILLI = 1000
_NEW = "new"
_ROW_KEYS = (
    "material_id", "code", "name", "spec", "unit", "unit_price_cents", "van_milli", "store_milli",
)  # fmt: skip


def build(source: Source) -> Record:
    """``?q=`` searches, ``?tab=all`` shows all, ``?pick=`` asks for a quantity."""
    sheet = source.sheet()
    query = source.asked("q")
    tab = "found" if query else "all" if source.asked("tab") == "all" else "order"
    every = source.catalogue["materials"]
    codes = _order_codes(sheet, source.catalogue)
    chosen = [row for row in every if _is_chosen(row, tab=tab, query=query, codes=codes)]
    return common_context(source, name="materials", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "query": query,
        "tab": tab,
        "total": len(every),
        "materials": [_row(material) for material in chosen[:_SHOWN_LIMIT]],
        "pick": _pick(source.asked("pick"), every),
        "bill": bill_of(sheet),
    }


def _order_codes(sheet: Record, catalogue: Record) -> list[str]:
    """Codes of the materials the sheet's categories usually need."""
    categories = {item["category_code"] for item in sheet["work_items"]}
    usual = catalogue.get("category_materials", [])
    return [
        code
        for row in usual
        if row["category_code"] in categories
        for code in row["material_codes"]
    ]


def _is_chosen(material: Record, *, tab: str, query: str, codes: Sequence[str]) -> bool:
    if tab == "all":
        return True
    if tab == "order":
        return material["code"] in codes
    return _matches(query, " ".join(material[key] for key in ("code", "name", "spec", "initials")))


def _matches(query: str, text: str) -> bool:
    """Every word of the query stands somewhere in the text."""
    within = _folded(text)
    return all(word in within for word in _folded(query).split())


def _folded(text: str) -> str:
    return normalize("NFKC", text).lower()


def _row(material: Record) -> Record:
    return {key: material[key] for key in _ROW_KEYS}


def _pick(material_id: str, every: Sequence[Record]) -> Record | None:
    """The material whose quantity is asked for: of the catalogue, or one that is not in it."""
    if material_id == _NEW:
        return {"is_new": True, "step_milli": _WHOLE_STEP_MILLI, "units": list(UNITS)}
    for material in every:
        if material["material_id"] == material_id:
            return {"is_new": False, "step_milli": step_milli(material["unit"])} | _row(material)
    return None
