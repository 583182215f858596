"""A technician's day as commands: ten for each visit, from 接单 to the customer's signature."""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any, cast

from fieldapp.cli.demo.visits import signature
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.offline.documents import document_text
from fieldapp.offline.sheet_record import Sheet

PER_VISIT = 10


def visit_commands(sheet: Sheet, material: dict[str, Any], number: int) -> Iterator[dict[str, Any]]:
    """name, stream and payload of each; the sheet is a planned visit with one item."""
    for name, payload in payloads(sheet, material, number):
        yield {"name": name, "stream": f"visit:{sheet['visit_id']}", "payload": payload}


def payloads(
    sheet: Sheet, material: dict[str, Any], number: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    item_id = sheet["work_items"][0]["item_id"]
    use = {
        **{key: material[key] for key in ("material_id", "code", "name", "spec", "unit")},
        "quantity_milli": 2000,
        "unit_price_cents": material["unit_price_cents"],
        "old_part": None,
        "item_id": item_id,
    }
    yield "accept_visit", {}
    yield "start_travel", {}
    yield "arrive", {}
    yield "start_work", {}
    yield "use_material", use
    yield "report_result", {"item_id": item_id, "result": "fixed"}
    yield "answer_check", {"code": "cleanup.swept", "answer": "done", "note": ""}
    yield "answer_check", {"code": "cleanup.usable", "answer": "可以正常使用", "note": ""}
    yield "finish_work", {}
    yield "sign_off", signed(sheet, use, number)


def signed(sheet: Sheet, use: dict[str, Any], number: int) -> dict[str, Any]:
    """The customer's signature under what the sheet shows by then."""
    text = document_text(finished(sheet, use))
    return {
        "document": text,
        "document_sha256": sha256_hex(text.encode()),
        "rating": "satisfied",
        "opinion": "来得准时，讲得清楚",
        "signer_name": sheet["contact_name"],
        "relation": "owner",
        "strokes": signature(random.Random(number)),
    }


def finished(sheet: Sheet, use: dict[str, Any]) -> Sheet:
    after = cast(dict[str, Any], copy.deepcopy(sheet))
    after["work_items"][0]["result"] = "fixed"
    amount_cents = use["unit_price_cents"] * use["quantity_milli"] // 1000
    after["material_uses"] = [{**use, "amount_cents": amount_cents, "due_cents": 0}]
    return cast(Sheet, after)
