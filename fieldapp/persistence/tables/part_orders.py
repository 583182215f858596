"""Parts an order waits for (待料)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class PartOrder(Record):
    """Custom glass or a part not in stock: measured, ordered, expected, arrived."""

    __tablename__ = "part_orders"
    __table_args__ = (
        Index(None, "company_id", "work_order_id"),
        Index(None, "company_id", "state", "expected_on"),
    )

    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    #: None means of the order as a whole.
    item_id: Mapped[Id | None] = mapped_column(ForeignKey("work_order_items.id"))
    #: None means not in the catalogue.
    material_id: Mapped[Id | None] = mapped_column(ForeignKey("materials.id"))
    #: ordered, arrived or cancelled.
    state: Mapped[str] = mapped_column(default="ordered")
    name: Mapped[str]
    #: Build-up or model, e.g. 5+12A+5 Low-E.
    spec: Mapped[str] = mapped_column(default="")
    pieces: Mapped[int]
    #: As measured; None for a part without sizes.
    width_mm: Mapped[int | None]
    #: As measured; None for a part without sizes.
    height_mm: Mapped[int | None]
    #: As measured; None for a part without sizes.
    thickness_mm: Mapped[int | None]
    measured_by: Mapped[str] = mapped_column(default="")
    supplier: Mapped[str] = mapped_column(default="")
    ordered_at: Mapped[datetime]
    ordered_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    expected_on: Mapped[date]
    #: None means not here yet.
    arrived_at: Mapped[datetime | None]
    #: None means not here yet.
    arrived_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(default="")
