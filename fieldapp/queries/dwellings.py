"""The card of one home."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from fieldapp.persistence.pinyin import initials_of
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Customer,
    Dwelling,
    DwellingResident,
    Product,
    Request,
    RequestItem,
    Site,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentRow:
    """A person who belongs to a dwelling."""

    customer_id: str
    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductRow:
    """A window or door installed there."""

    product_id: str
    position: str
    kind: str
    model: str
    code: str
    installed_on: date | None

    @property
    def initials(self) -> str:
        """Pinyin initials of its position: what finds it by a few letters."""
        return initials_of(self.position)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierRow:
    """An item reported from this dwelling before."""

    request_id: str
    number: str
    registered_at: datetime
    state: str
    position: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DwellingCard:
    """What the clerk sees beside the form: people, windows, earlier requests."""

    dwelling_id: str
    address: str
    site_name: str
    completed_on: date | None
    handed_over_on: date | None
    door_hint: str
    entry_rule: str
    quiet_hours: str
    property_name: str
    property_contact: str
    residents: tuple[ResidentRow, ...]
    products: tuple[ProductRow, ...]
    earlier: tuple[EarlierRow, ...]


def dwelling_card(session: Session, *, company_id: str, dwelling_id: str) -> DwellingCard | None:
    """The card of one home; None if the company has no such dwelling."""
    row = session.execute(
        select(Dwelling, Site)
        .join(Site, Site.id == Dwelling.site_id)
        .where(Dwelling.company_id == company_id, Dwelling.id == dwelling_id)
    ).one_or_none()
    if row is None:
        return None
    dwelling, site = row
    return DwellingCard(
        dwelling_id=dwelling.id,
        address=f"{site.name} {dwelling.label}",
        site_name=site.name,
        completed_on=dwelling.completed_on or site.completed_on,
        handed_over_on=dwelling.handed_over_on,
        door_hint=dwelling.door_hint,
        entry_rule=site.entry_rule,
        quiet_hours=site.quiet_hours,
        property_name=site.property_name,
        property_contact=site.property_contact,
        residents=_residents(session, dwelling_id),
        products=_products(session, company_id, dwelling_id),
        earlier=_earlier(session, company_id, dwelling_id),
    )


def _residents(session: Session, dwelling_id: str) -> tuple[ResidentRow, ...]:
    rows = session.execute(
        select(Customer.id, Customer.name, DwellingResident.relation, Customer.phone)
        .join(DwellingResident, DwellingResident.customer_id == Customer.id)
        .where(DwellingResident.dwelling_id == dwelling_id)
        .order_by(DwellingResident.relation)
    )
    return tuple(
        ResidentRow(customer_id=row.id, name=row.name, relation=row.relation, phone=row.phone)
        for row in rows
    )


def _products(session: Session, company_id: str, dwelling_id: str) -> tuple[ProductRow, ...]:
    rows = session.execute(
        select(
            Product.id.label("product_id"), Product.position, Product.kind, Product.model,
            Product.code, Product.installed_on,
        )
        .where(
            Product.company_id == company_id,
            Product.dwelling_id == dwelling_id,
            Product.removed_on.is_(None),
        )
        .order_by(Product.code)
    )  # fmt: skip
    return tuple(ProductRow(**row._mapping) for row in rows)


def _earlier(session: Session, company_id: str, dwelling_id: str) -> tuple[EarlierRow, ...]:
    rows = session.execute(
        select(
            Request.id.label("request_id"), Request.number, Request.registered_at, Request.state,
            RequestItem.position, RequestItem.description,
        )
        .join(RequestItem, RequestItem.request_id == Request.id)
        .where(Request.company_id == company_id, Request.dwelling_id == dwelling_id)
        .order_by(Request.registered_at.desc(), RequestItem.position_no)
        .limit(6)
    )  # fmt: skip
    return tuple(EarlierRow(**row._mapping) for row in rows)
