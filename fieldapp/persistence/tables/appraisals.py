"""Disputes about the warranty, and what 技术质量部 found (鉴定)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class Appraisal(Record):
    """One disputed item, decided by 技术质量部; nothing is charged meanwhile."""

    __tablename__ = "appraisals"
    __table_args__ = (
        Index(None, "company_id", "found_at", "due_on"),
        Index(None, "company_id", "work_order_id"),
    )

    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    item_id: Mapped[Id] = mapped_column(ForeignKey("work_order_items.id"))
    #: What the customer disputes, in his words.
    dispute: Mapped[str]
    asked_at: Mapped[datetime]
    asked_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    due_on: Mapped[date]
    #: in or out; None means not decided yet.
    warranty_verdict: Mapped[str | None]
    #: free or charged; None means not decided yet.
    charge_verdict: Mapped[str | None]
    finding: Mapped[str] = mapped_column(default="")
    #: None means not decided yet.
    found_at: Mapped[datetime | None]
    #: None means not decided yet.
    found_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
