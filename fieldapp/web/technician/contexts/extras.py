"""顺便看看: one more thing to repair, what is told about it, and those found already (rule 9)."""

from __future__ import annotations

from unicodedata import normalize

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import is_open, place_of
from fieldapp.web.technician.contexts.source import Record, Source

#: A category the sheet says nothing of, newer than the sheet: the office finds out.
_NO_OFFER = {"warranty_verdict": "unknown", "warranty_text": "", "charge_verdict": "pending"}


def build(source: Source) -> Record:
    """``?position=`` and ``?category=`` ask what is to be told; without, they are asked for."""
    sheet = source.sheet()
    categories = source.catalogue["categories"]
    position, code = source.asked("position"), source.asked("category")
    named = [row for row in categories if row["code"] == code]
    return common_context(source, name="extras", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "is_open": is_open(sheet),
        "categories": categories,
        "positions": _positions(sheet),
        "position": position,
        "category_code": code,
        "told": _told(sheet, position, named[0]) if position and named else None,
        "extras": [item for item in sheet["work_items"] if item["is_extra"]],
    }


def _positions(sheet: Record) -> list[str]:
    """Places of this home that are known, each once."""
    known = [item["position"] for item in sheet["work_items"]]
    known += [place for offer in sheet["warranty_offers"] for place in offer["positions"]]
    return list(dict.fromkeys(known))


def _told(sheet: Record, position: str, category: Record) -> Record:
    """What the customer is told: the verdict, and the usual price where it is charged."""
    offers = [row for row in sheet["warranty_offers"] if category["code"] in row["category_codes"]]
    here = [row for row in offers if _plain(position) in map(_plain, row["positions"])]
    offer = next(iter(here + [row for row in offers if not row["positions"]]), _NO_OFFER)
    is_charged = offer["charge_verdict"] == "charged"
    return {
        "category_name": category["name"],
        "warranty_verdict": offer["warranty_verdict"],
        "warranty_text": offer["warranty_text"],
        "charge_verdict": offer["charge_verdict"],
        "low_cents": category["low_cents"] if is_charged else 0,
        "high_cents": category["high_cents"] if is_charged else 0,
    }


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split()).lower()
