"""The estimate of an order, line by line (估价)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import bindparam, func, select

from fieldapp.domain.estimates import EstimatedLine, estimate_range
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import EstimateLine, Person, WorkOrderItem


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimateRow:
    """One line that holds; ``low_cents`` and ``high_cents`` are what it would cost."""

    line_id: str
    #: None means of the order as a whole.
    item_id: str | None
    position_no: int
    item_position: str
    kind: str
    code: str
    name: str
    unit: str
    unit_price_cents: int
    quantity_low_milli: int
    quantity_high_milli: int
    width_mm: int | None
    height_mm: int | None
    pieces: int | None
    low_cents: int
    high_cents: int
    #: Of an item that costs nothing, or waived: counted as nothing.
    is_free: bool
    waived_by: str
    waived_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The lines and their sum; without lines the sum is (0, 0)."""

    lines: tuple[EstimateRow, ...]
    low_cents: int
    high_cents: int


#: Made once: building a statement costs more than running it.
_LINES = (
    select(
        EstimateLine.id.label("line_id"), EstimateLine.item_id,
        EstimateLine.position_no, EstimateLine.kind,
        EstimateLine.code, EstimateLine.name, EstimateLine.unit,
        EstimateLine.unit_price_cents, EstimateLine.quantity_low_milli,
        EstimateLine.quantity_high_milli, EstimateLine.width_mm, EstimateLine.height_mm,
        EstimateLine.pieces, EstimateLine.waived_reason,
        func.coalesce(Person.name, "").label("waived_by"),
        func.coalesce(WorkOrderItem.position, "").label("item_position"),
        WorkOrderItem.charge_verdict,
    )
    .outerjoin(Person, Person.id == EstimateLine.waived_by_id)
    .outerjoin(WorkOrderItem, WorkOrderItem.id == EstimateLine.item_id)
    .where(
        EstimateLine.company_id == bindparam("company_id"),
        EstimateLine.work_order_id == bindparam("order_id"),
        EstimateLine.voided_at.is_(None),
    )
    .order_by(EstimateLine.position_no, EstimateLine.id)
)  # fmt: skip


def estimate_of_order(session: Session, company_id: str, work_order_id: str) -> Estimate:
    """The lines that hold, in the order they were added."""
    which = {"company_id": company_id, "order_id": work_order_id}
    rows = session.connection().execute(_LINES, which)
    lines, counted = [], []
    for row in rows:
        fields = dict(row._mapping)
        is_free = bool(row.waived_by) or fields.pop("charge_verdict") in {"free", "waived"}
        fields.pop("charge_verdict", None)
        line = EstimatedLine(
            unit_price_cents=row.unit_price_cents,
            quantity_low_milli=row.quantity_low_milli,
            quantity_high_milli=row.quantity_high_milli,
            is_free=is_free,
        )
        counted.append(line)
        lines.append(
            EstimateRow(
                **fields, low_cents=line.low_cents, high_cents=line.high_cents, is_free=is_free
            )
        )
    low, high = estimate_range(counted)
    return Estimate(lines=tuple(lines), low_cents=low, high_cents=high)
