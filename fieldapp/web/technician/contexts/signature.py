"""客户签字: rating, opinion and signature under the exact document; afterwards the thanks."""

from __future__ import annotations

from typing import cast

from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.offline.documents import document_text
from fieldapp.offline.sheet_record import Sheet
from fieldapp.web.technician.contexts.bill import bill_of
from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import place_of
from fieldapp.web.technician.contexts.source import Record, Source

_RELATIONS = ["owner", "family", "tenant", "property", "keyholder"]


def build(source: Source) -> Record:
    """The page of the customer's hand; nothing is rated beforehand."""
    sheet = source.sheet()
    relation = sheet["contact_relation"]
    return common_context(source, name="signature", sheet=sheet) | {
        "sheet": sheet,
        "place": place_of(sheet),
        "stage": stage_of(sheet),
        "bill": bill_of(sheet),
        "relations": _RELATIONS,
        "relation": relation if relation in _RELATIONS else "",
        "opinions": source.catalogue["phrases"]["opinion"],
        **document_of(sheet),
    }


def stage_of(sheet: Record) -> str:
    """open: may be signed · thanks: just signed · closed: neither."""
    if sheet["state"] == "awaiting_sign_off":
        return "open"
    return "thanks" if sheet["sign_off"] else "closed"


def document_of(sheet: Record) -> Record:
    """The document as it is signed, and its hash."""
    text = document_text(cast(Sheet, sheet))
    return {"document_text": text, "document_sha256": sha256_hex(text.encode())}
