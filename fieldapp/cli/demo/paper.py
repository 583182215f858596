"""Reads the demo company's papers: small tables beside this file, in the words of the trade."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

FOLDER = files("fieldapp.cli.demo") / "company"


def table(name: str) -> list[dict[str, str]]:
    """The rows of one CSV file, as its header names them."""
    lines = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(lines))


def document(name: str) -> dict[str, Any]:
    """One JSON file."""
    read: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return read


def cents(yuan: str) -> int:
    """`35.00` → 3500."""
    return int(Decimal(yuan) * 100)


def milli(quantity: str) -> int:
    """`6` → 6000."""
    return int(Decimal(quantity or "0") * 1000)
