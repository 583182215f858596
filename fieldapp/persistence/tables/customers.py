"""Customers, their phones, which dwellings they belong to, and who turned out to be the same."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from fieldapp.persistence.pinyin import name_order
from fieldapp.persistence.tables.base import Id, JsonObject, Owned, Record


def _order_of_new(context: Any) -> str:
    """For rows written past the session."""
    return name_order(context.get_current_parameters()["name"])


class Customer(Record):
    """Owner, tenant, property company, firm or a relative."""

    __tablename__ = "customers"
    __table_args__ = (
        Index(None, "company_id", "name"),
        Index(None, "company_id", "name_order", "id"),
        Index(None, "company_id", "phone"),
        Index(None, "company_id", "phone_tail"),
    )

    name: Mapped[str]
    #: Pinyin initials, lower case, for the search.
    name_initials: Mapped[str] = mapped_column(default="")
    #: What lists are ordered by, byte by byte; follows the name.
    name_order: Mapped[str] = mapped_column(
        String().with_variant(String(collation="C"), "postgresql"), default=_order_of_new
    )
    #: owner, tenant, property, firm or family.
    kind: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    #: Last four digits: what the QR page asks for.
    phone_tail: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    #: For invoices (开票); empty means none is wanted.
    invoice_title: Mapped[str] = mapped_column(default="")
    tax_no: Mapped[str] = mapped_column(default="")
    invoice_email: Mapped[str] = mapped_column(default="")
    #: The customer this one turned out to be; None means it stands for itself.
    merged_into_id: Mapped[Id | None] = mapped_column(ForeignKey("customers.id"))
    #: Rises with every change: a form that began with an older one is told.
    revision: Mapped[int] = mapped_column(default=1)

    @validates("name")
    def _ordered(self, _key: str, name: str) -> str:
        self.name_order = name_order(name)
        return name


class DwellingResident(Owned):
    """Who belongs to a dwelling, and how."""

    __tablename__ = "dwelling_residents"
    __table_args__ = (Index(None, "company_id", "customer_id"),)

    dwelling_id: Mapped[Id] = mapped_column(ForeignKey("dwellings.id"), primary_key=True)
    customer_id: Mapped[Id] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    #: owner, family, tenant, property or keyholder.
    relation: Mapped[str]


class CustomerPhone(Record):
    """A further number of a customer; the first one stands with the customer."""

    __tablename__ = "customer_phones"
    __table_args__ = (
        UniqueConstraint("company_id", "customer_id", "phone"),
        Index(None, "company_id", "phone"),
        Index(None, "company_id", "phone_tail"),
    )

    customer_id: Mapped[Id] = mapped_column(ForeignKey("customers.id"))
    #: Digits only.
    phone: Mapped[str]
    phone_tail: Mapped[str]
    #: Whose or when, e.g. 女儿, 白天.
    label: Mapped[str] = mapped_column(default="")


class CustomerMerge(Record):
    """Two customers that are one; what was moved is listed, so that it can be moved back."""

    __tablename__ = "customer_merges"
    __table_args__ = (
        Index(None, "company_id", "kept_id"),
        Index(None, "company_id", "merged_id"),
    )

    kept_id: Mapped[Id] = mapped_column(ForeignKey("customers.id"))
    merged_id: Mapped[Id] = mapped_column(ForeignKey("customers.id"))
    #: {"table.column": [ids of the rows that pointed to the merged one], …}.
    moved: Mapped[JsonObject] = mapped_column(default=dict)
    merged_at: Mapped[datetime]
    merged_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: None means it holds.
    undone_at: Mapped[datetime | None]
    #: None means it holds.
    undone_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
