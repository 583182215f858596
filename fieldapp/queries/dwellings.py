"""Dwellings: found by what a caller says, and the card of one home."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

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

_LABEL = re.compile(r"[0-9A-Za-z]+(-[0-9A-Za-z]*)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class DwellingHit:
    """One line of the suggestions: a home, and the person it was found by if any."""

    dwelling_id: str
    address: str
    customer_name: str
    relation: str
    phone: str


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

    position: str
    kind: str
    model: str
    code: str
    installed_on: date | None


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


def find_dwellings(
    session: Session, *, company_id: str, text: str, limit: int = 12
) -> Sequence[DwellingHit]:
    """Homes that match every word of the text; nothing for an empty one.

    A word is phone digits (a tail of four, or more from the start), a name, its pinyin initials,
    or an address like ``锦绣 5-2`` or ``jxht 5-2-12``.
    """
    words = text.split()
    if not words:
        return []
    rows = session.execute(
        select(
            Dwelling.id, Site.name.label("site_name"), Dwelling.label, Customer.name,
            Customer.phone, DwellingResident.relation,
        )
        .join(Site, Site.id == Dwelling.site_id)
        .outerjoin(DwellingResident, DwellingResident.dwelling_id == Dwelling.id)
        .outerjoin(Customer, Customer.id == DwellingResident.customer_id)
        .where(Dwelling.company_id == company_id, *(_says(word) for word in words))
        .order_by(Site.name, Dwelling.label, DwellingResident.relation)
        .limit(limit * 3)
    ).all()  # fmt: skip
    return _one_per_home(rows)[:limit]


def dwelling_ids_like(session: Session, *, company_id: str, text: str) -> list[str]:
    """Ids of at most 200 homes matching the text as in ``find_dwellings``."""
    hits = find_dwellings(session, company_id=company_id, text=text, limit=200)
    return [hit.dwelling_id for hit in hits]


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


def _says(word: str) -> ColumnElement[bool]:
    lowered = word.lower()
    digits = re.sub(r"[^0-9]", "", word)
    choices: list[ColumnElement[bool]] = [
        Site.name.contains(word, autoescape=True),
        Customer.name.startswith(word, autoescape=True),
    ]
    if lowered.isascii() and lowered.isalpha():
        choices.append(Site.name_initials.startswith(lowered, autoescape=True))
        choices.append(Customer.name_initials.startswith(lowered, autoescape=True))
    if _LABEL.fullmatch(word):
        choices.append(Dwelling.label.startswith(word, autoescape=True))
    if digits == word and len(digits) == 4:
        choices.append(Customer.phone_tail == digits)
    if digits == word and len(digits) > 4:
        choices.append(Customer.phone.startswith(digits))
    address = re.fullmatch(r"([^0-9]+)([0-9].*)", word)
    if address:
        choices.append(
            and_(
                Site.name.contains(address[1], autoescape=True),
                Dwelling.label.startswith(address[2], autoescape=True),
            )
        )
    return or_(*choices)


def _one_per_home(rows: Sequence[Any]) -> list[DwellingHit]:
    hits: dict[str, DwellingHit] = {}
    for row in rows:
        hits.setdefault(
            row.id,
            DwellingHit(
                dwelling_id=row.id,
                address=f"{row.site_name} {row.label}",
                customer_name=row.name or "",
                relation=row.relation or "",
                phone=row.phone or "",
            ),
        )
    return list(hits.values())


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
        select(Product.position, Product.kind, Product.model, Product.code, Product.installed_on)
        .where(Product.company_id == company_id, Product.dwelling_id == dwelling_id)
        .order_by(Product.code)
    )
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
