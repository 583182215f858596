"""Priced work on an order, what was paid, and the invoice."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class Charge(Record):
    """One charged piece of work, with the price of its day (收费项)."""

    __tablename__ = "charges"
    __table_args__ = (Index(None, "company_id", "work_order_id"),)

    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    #: None means of the order as a whole.
    item_id: Mapped[Id | None] = mapped_column(ForeignKey("work_order_items.id"))
    #: None means planned by the office, not added on a visit.
    visit_id: Mapped[Id | None] = mapped_column(ForeignKey("visits.id"))
    #: None means not from the catalogue.
    charge_item_id: Mapped[Id | None] = mapped_column(ForeignKey("charge_items.id"))
    code: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    unit: Mapped[str]
    quantity_milli: Mapped[int]
    unit_price_cents: Mapped[int]
    #: None means it is due.
    waived_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    waived_reason: Mapped[str] = mapped_column(default="")
    #: None means it holds.
    voided_at: Mapped[datetime | None]


class Payment(Record):
    """Money received or owed (收款)."""

    __tablename__ = "payments"
    __table_args__ = (Index(None, "company_id", "work_order_id"),)

    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    #: None means paid outside a visit.
    visit_id: Mapped[Id | None] = mapped_column(ForeignKey("visits.id"))
    method: Mapped[str]
    amount_cents: Mapped[int]
    paid_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")
    #: Who took it; None means the customer paid by himself.
    received_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    #: Who allowed it, where the method is waived; None otherwise.
    waived_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    #: Transaction or receipt number.
    reference: Mapped[str] = mapped_column(default="")
    #: None means it holds.
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")


class Invoice(Record):
    """What the customer wants on the invoice (开票), and its number once it is made."""

    __tablename__ = "invoices"
    __table_args__ = (UniqueConstraint("company_id", "work_order_id"),)

    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    title: Mapped[str]
    tax_no: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    #: Number of the invoice; empty means still to be made.
    number: Mapped[str] = mapped_column(default="")
    #: None means still to be made.
    issued_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
