"""The lines of an order that cost something."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from fieldapp.domain.quantities import line_amount_cents
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Charge, MaterialUse


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyLine:
    """A material used or a charge; ``due_cents`` is 0 for what is free or waived."""

    line_id: str
    #: None means of the order as a whole.
    item_id: str | None
    source: str
    code: str
    name: str
    spec: str
    unit: str
    quantity_milli: int
    unit_price_cents: int
    amount_cents: int
    due_cents: int
    old_part: str | None
    waived_reason: str
    late: bool


#: Made once: every order's page asks, and building a statement costs more than running it.
_MATERIALS = (
    select(
        MaterialUse.id, MaterialUse.item_id, MaterialUse.code, MaterialUse.name,
        MaterialUse.spec, MaterialUse.unit, MaterialUse.quantity_milli,
        MaterialUse.unit_price_cents, MaterialUse.old_part, MaterialUse.late,
    )
    .where(
        MaterialUse.company_id == bindparam("company_id"),
        MaterialUse.visit_id.in_(bindparam("visit_ids", expanding=True)),
        MaterialUse.voided_at.is_(None),
    )
    .order_by(MaterialUse.made_at, MaterialUse.id)
)  # fmt: skip
_CHARGES = (
    select(
        Charge.id, Charge.item_id, Charge.code, Charge.name, Charge.unit,
        Charge.quantity_milli, Charge.unit_price_cents, Charge.waived_by_id,
        Charge.waived_reason,
    )
    .where(
        Charge.company_id == bindparam("company_id"),
        Charge.work_order_id == bindparam("order_id"),
        Charge.voided_at.is_(None),
    )
    .order_by(Charge.code, Charge.id)
)  # fmt: skip


def material_lines(
    session: Session, company_id: str, visit_ids: Sequence[str], due_items: Collection[str | None]
) -> tuple[MoneyLine, ...]:
    """Materials used on these visits; due where their item is charged.

    due_items: ids of the items to be paid; None among them means uses that name no item.
    """
    which = {"company_id": company_id, "visit_ids": visit_ids}
    rows = session.connection().execute(_MATERIALS, which)
    lines = []
    for row in rows:
        amount = line_amount_cents(row.quantity_milli, row.unit_price_cents)
        is_due = row.item_id in due_items
        lines.append(
            MoneyLine(
                line_id=row.id, item_id=row.item_id, source="material", code=row.code,
                name=row.name, spec=row.spec,
                unit=row.unit, quantity_milli=row.quantity_milli,
                unit_price_cents=row.unit_price_cents, amount_cents=amount,
                due_cents=amount if is_due else 0, old_part=row.old_part, waived_reason="",
                late=row.late,
            )
        )  # fmt: skip
    return tuple(lines)


def charge_lines(
    session: Session, company_id: str, work_order_id: str, due_items: Collection[str | None]
) -> tuple[MoneyLine, ...]:
    """Priced work on the order; due unless waived, or what it belongs to is not charged.

    due_items: ids of the items to be paid; None among them means work that names no item.
    """
    which = {"company_id": company_id, "order_id": work_order_id}
    rows = session.connection().execute(_CHARGES, which)
    lines = []
    for row in rows:
        amount = line_amount_cents(row.quantity_milli, row.unit_price_cents)
        is_free = row.waived_by_id or row.item_id not in due_items
        lines.append(
            MoneyLine(
                line_id=row.id, item_id=row.item_id, source="charge", code=row.code,
                name=row.name, spec="",
                unit=row.unit, quantity_milli=row.quantity_milli,
                unit_price_cents=row.unit_price_cents, amount_cents=amount,
                due_cents=0 if is_free else amount, old_part=None,
                waived_reason=row.waived_reason, late=False,
            )
        )  # fmt: skip
    return tuple(lines)
