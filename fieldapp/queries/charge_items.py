"""Priced work the office plans on an order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import ChargeItem


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeItemRow:
    """Priced work of the catalogue."""

    charge_item_id: str
    code: str
    name: str
    unit: str
    unit_price_cents: int
    note: str


def charge_items(session: Session, *, company_id: str) -> Sequence[ChargeItemRow]:
    """All priced work by code."""
    rows = session.execute(
        select(
            ChargeItem.id.label("charge_item_id"), ChargeItem.code, ChargeItem.name,
            ChargeItem.unit, ChargeItem.unit_price_cents, ChargeItem.note,
        )
        .where(ChargeItem.company_id == company_id)
        .order_by(ChargeItem.code)
    )  # fmt: skip
    return [ChargeItemRow(**row._mapping) for row in rows]
