"""What a work order will probably cost, line by line (估价)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class EstimateLine(Record):
    """One line of an estimate: a quantity from … to … at one price."""

    __tablename__ = "estimate_lines"
    __table_args__ = (Index(None, "company_id", "work_order_id", "position_no"),)

    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    #: None means of the order as a whole.
    item_id: Mapped[Id | None] = mapped_column(ForeignKey("work_order_items.id"))
    position_no: Mapped[int]
    #: call_out, labour, material, glass or other.
    kind: Mapped[str]
    #: None means not from the catalogue of materials.
    material_id: Mapped[Id | None] = mapped_column(ForeignKey("materials.id"))
    #: None means not from the price list.
    charge_item_id: Mapped[Id | None] = mapped_column(ForeignKey("charge_items.id"))
    code: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    unit: Mapped[str]
    unit_price_cents: Mapped[int]
    quantity_low_milli: Mapped[int]
    quantity_high_milli: Mapped[int]
    #: Glass made to measure; None for everything else.
    width_mm: Mapped[int | None]
    #: Glass made to measure; None for everything else.
    height_mm: Mapped[int | None]
    #: Panes of that size; None for everything else.
    pieces: Mapped[int | None]
    #: Who allowed it to be free; None means it is charged.
    waived_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    waived_reason: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    added_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: None means it holds.
    voided_at: Mapped[datetime | None]
