"""What the customer signed, drawn, and where the order differs from it now."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from fieldapp.queries.money_lines import MoneyLine
from fieldapp.queries.work_order_sheets import OrderSheet

_MARGIN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A signature as one SVG path and the box around it."""

    path: str
    view_box: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedLine:
    """What one line said when it was signed."""

    quantity_milli: int
    unit_price_cents: int
    amount_cents: int
    due_cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedChanges:
    """Differences between the signed document and the order now.

    ``was`` maps a line's id to what was signed where that differs; ``added`` are ids of lines the
    document does not have; ``removed`` are names of signed lines that are gone.
    """

    was: dict[str, SignedLine]
    added: frozenset[str]
    removed: tuple[str, ...]
    signed_due_cents: int | None

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.was or self.added or self.removed)


def stroke_paths(strokes: list[Any] | None) -> Drawing | None:
    """Strokes (``[[[x, y, t], …], …]``) as a path; None without a signature."""
    points = [(point[0], point[1]) for stroke in strokes or () for point in stroke]
    if not points:
        return None
    left, top = min(x for x, _y in points), min(y for _x, y in points)
    width = max(x for x, _y in points) - left + 2 * _MARGIN
    height = max(y for _x, y in points) - top + 2 * _MARGIN
    return Drawing(
        path=" ".join(_one_stroke(stroke) for stroke in strokes or () if stroke),
        view_box=f"{left - _MARGIN} {top - _MARGIN} {width} {height}",
    )


def signed_changes(sheet: OrderSheet) -> SignedChanges:
    """Compare the signed document's lines, by name and specification, with the order's."""
    if sheet.sign_off is None:
        return SignedChanges(was={}, added=frozenset(), removed=(), signed_due_cents=None)
    document = json.loads(sheet.sign_off.document_text)
    signed = _signed_lines(document)
    was: dict[str, SignedLine] = {}
    added = set()
    for line in sheet.lines:
        same = signed.get(_key(line.name, line.spec, line.unit))
        if not same:
            added.add(line.line_id)
            continue
        before = same.pop(0)
        if before != _now(line):
            was[line.line_id] = before
    return SignedChanges(
        was=was,
        added=frozenset(added),
        removed=tuple(name for (name, _s, _u), rest in signed.items() for _line in rest),
        signed_due_cents=document.get("due_cents"),
    )


def _one_stroke(stroke: list[Any]) -> str:
    first, *rest = stroke
    if not rest:
        return f"M{first[0]} {first[1]}l1 0"
    return f"M{first[0]} {first[1]}" + "".join(f"L{point[0]} {point[1]}" for point in rest)


def _signed_lines(document: dict[str, Any]) -> dict[tuple[str, str, str], list[SignedLine]]:
    lines: dict[tuple[str, str, str], list[SignedLine]] = {}
    for line in (*document.get("materials", ()), *document.get("charges", ())):
        signed = SignedLine(
            quantity_milli=line["quantity_milli"],
            unit_price_cents=line["unit_price_cents"],
            amount_cents=line["amount_cents"],
            due_cents=line["due_cents"],
        )
        lines.setdefault(_key(line["name"], line.get("spec", ""), line["unit"]), []).append(signed)
    return lines


def _key(name: str, spec: str, unit: str) -> tuple[str, str, str]:
    return name, spec, unit


def _now(line: MoneyLine) -> SignedLine:
    return SignedLine(
        quantity_milli=line.quantity_milli,
        unit_price_cents=line.unit_price_cents,
        amount_cents=line.amount_cents,
        due_cents=line.due_cents,
    )
