"""Customers and which dwellings they belong to."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Owned, Record


class Customer(Record):
    """Owner, tenant, property company, firm or a relative."""

    __tablename__ = "customers"
    __table_args__ = (
        Index(None, "company_id", "name"),
        Index(None, "company_id", "phone"),
        Index(None, "company_id", "phone_tail"),
    )

    name: Mapped[str]
    #: Pinyin initials, lower case, for the search.
    name_initials: Mapped[str] = mapped_column(default="")
    #: owner, tenant, property, firm or family.
    kind: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    #: Last four digits: what the QR page asks for.
    phone_tail: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")


class DwellingResident(Owned):
    """Who belongs to a dwelling, and how."""

    __tablename__ = "dwelling_residents"
    __table_args__ = (Index(None, "company_id", "customer_id"),)

    dwelling_id: Mapped[Id] = mapped_column(ForeignKey("dwellings.id"), primary_key=True)
    customer_id: Mapped[Id] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    #: owner, family, tenant, property or keyholder.
    relation: Mapped[str]
