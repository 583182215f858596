"""The parity fixtures: one JSON file per page, expanded to the full input of both renderers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROW_LISTS = (
    "work_items", "material_uses", "photos", "remarks", "checks", "expenses", "marks", "contacts",
)  # fmt: skip


@dataclass(frozen=True)
class Fixture:
    """One rendering of one page; ``source`` is JSON as tests/parity/render.mjs reads it."""

    name: str
    page: str
    language: str
    source: dict[str, Any]


def fixtures() -> list[Fixture]:
    """Every fixture, each also with all its lists empty, and each page once in English."""
    return list(_expanded())


def _expanded() -> Iterator[Fixture]:
    for path in sorted((HERE / "pages").glob("*.json")):
        for number, case in enumerate(json.loads(path.read_text("utf-8"))):
            name = f"{path.stem}-{case['name']}"
            source = _source(case)
            yield Fixture(name, path.stem, "zh", source)
            yield Fixture(f"{name}-empty", path.stem, "zh", _emptied(source))
            if number == 0:
                yield Fixture(f"{name}-english", path.stem, "en", _in_english(source))


def _source(case: dict[str, Any]) -> dict[str, Any]:
    source = json.loads((HERE / "surroundings.json").read_text("utf-8"))
    sheets = [_sheet(patch) for patch in case.get("sheets", [{}])]
    visit_id = sheets[0]["visit_id"] if sheets else ""
    return source | {
        "sheets": sheets,
        "entries": case.get("entries", []),
        "sync": source["sync"] | case.get("sync", {}),
        "path": case["path"].replace("{visit_id}", visit_id),
        "query": case.get("query", {}),
    }


def _sheet(patch: dict[str, Any]) -> dict[str, Any]:
    """The example sheet with some fields replaced; every row carries a mark."""
    sheet: dict[str, Any] = json.loads((HERE / "sheets" / "example.json").read_text("utf-8"))
    sheet |= patch
    for name in ROW_LISTS:
        sheet[name] = [{"sync": "phone"} | row for row in sheet[name]]
    for name in ("consent", "sign_off", "unfinished", "ended"):
        if sheet[name]:
            sheet[name] = {"sync": "verified"} | sheet[name]
    return sheet


def _emptied(source: dict[str, Any]) -> dict[str, Any]:
    """All lists empty: an empty list is true in one engine and false in the other."""
    emptied = deepcopy(source)
    for sheet in emptied["sheets"]:
        for key, value in sheet.items():
            if isinstance(value, list):
                sheet[key] = []
    if not emptied["path"].startswith("/tech/visits/"):
        emptied["sheets"] = []
    emptied["catalogue"] |= {
        key: [] for key, value in emptied["catalogue"].items() if isinstance(value, list)
    } | {"phrases": {"remark": [], "explain": [], "opinion": []}}
    return emptied | {"entries": []}


def _in_english(source: dict[str, Any]) -> dict[str, Any]:
    return source | {"person": source["person"] | {"language": "en"}}
