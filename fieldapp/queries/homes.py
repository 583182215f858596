"""One home with its people, its windows and the requests its days decide (房屋)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

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

#: Columns that are shown and edited.
DWELLING_FIELDS = (
    "building", "unit", "room", "completed_on", "handed_over_on", "door_hint",
)  # fmt: skip
PRODUCT_FIELDS = (
    "position", "kind", "model", "code", "batch", "installed_on", "completed_on",
    "handed_over_on", "purchased_on", "removed_on", "notes",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeResident:
    """A person who belongs to the home."""

    customer_id: str
    name: str
    kind: str
    relation: str
    phone: str
    notes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeProduct:
    """A window or door; ``fields`` are its columns by name."""

    product_id: str
    dwelling_id: str
    revision: int
    fields: dict[str, object]

    @property
    def is_removed(self) -> bool:
        return self.fields["removed_on"] is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage:
    """One home; ``fields`` are its columns by name."""

    dwelling_id: str
    revision: int
    label: str
    site_id: str
    site_name: str
    site_completed_on: date | None
    entry_rule: str
    quiet_hours: str
    fields: dict[str, object]
    residents: tuple[HomeResident, ...]
    products: tuple[HomeProduct, ...]

    @property
    def address(self) -> str:
        return f"{self.site_name} {self.label}"


def home_page(session: Session, *, company_id: str, dwelling_id: str) -> HomePage | None:
    """One home; None if the company has none of that id."""
    row = session.execute(
        select(Dwelling, Site)
        .join(Site, Site.id == Dwelling.site_id)
        .where(Dwelling.company_id == company_id, Dwelling.id == dwelling_id)
    ).one_or_none()
    if row is None:
        return None
    dwelling, site = row
    return HomePage(
        dwelling_id=dwelling.id,
        revision=dwelling.revision,
        label=dwelling.label,
        site_id=site.id,
        site_name=site.name,
        site_completed_on=site.completed_on,
        entry_rule=site.entry_rule,
        quiet_hours=site.quiet_hours,
        fields={name: getattr(dwelling, name) for name in DWELLING_FIELDS},
        residents=_residents(session, company_id, dwelling_id),
        products=_products(session, company_id, dwelling_id),
    )


def home_product(session: Session, *, company_id: str, product_id: str) -> HomeProduct | None:
    """One window or door; None if the company has none of that id."""
    row = session.scalar(
        select(Product).where(Product.company_id == company_id, Product.id == product_id)
    )
    return None if row is None else _product(row)


def open_verdicts(session: Session, *, company_id: str, dwelling_ids: list[str]) -> list[str]:
    """Numbers of requests whose verdict these homes' days may still change: no order yet."""
    rows = session.scalars(
        select(Request.number)
        .where(
            Request.company_id == company_id,
            Request.dwelling_id.in_(dwelling_ids),
            Request.state.in_(("open", "confirmed")),
            select(RequestItem.id).where(RequestItem.request_id == Request.id).exists(),
        )
        .order_by(Request.number)
        .limit(50)
    )
    return list(rows)


def open_verdict_count(session: Session, *, company_id: str, site_id: str) -> int:
    """How many requests a new date of the site may change."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Request)
            .join(Dwelling, Dwelling.id == Request.dwelling_id)
            .where(
                Request.company_id == company_id,
                Dwelling.site_id == site_id,
                Request.state.in_(("open", "confirmed")),
            )
        )
        or 0
    )


def _residents(session: Session, company_id: str, dwelling_id: str) -> tuple[HomeResident, ...]:
    rows = session.execute(
        select(
            Customer.id.label("customer_id"), Customer.name, Customer.kind,
            DwellingResident.relation, Customer.phone, Customer.notes,
        )
        .join(DwellingResident, DwellingResident.customer_id == Customer.id)
        .where(
            DwellingResident.company_id == company_id,
            DwellingResident.dwelling_id == dwelling_id,
        )
        .order_by(DwellingResident.relation, Customer.name, Customer.id)
    )  # fmt: skip
    return tuple(HomeResident(**row._mapping) for row in rows)


def _products(session: Session, company_id: str, dwelling_id: str) -> tuple[HomeProduct, ...]:
    rows = session.scalars(
        select(Product)
        .where(Product.company_id == company_id, Product.dwelling_id == dwelling_id)
        .order_by(Product.removed_on.is_not(None), Product.code, Product.position, Product.id)
    )
    return tuple(_product(row) for row in rows)


def _product(row: Product) -> HomeProduct:
    return HomeProduct(
        product_id=row.id,
        dwelling_id=row.dwelling_id,
        revision=row.revision,
        fields={name: getattr(row, name) for name in PRODUCT_FIELDS},
    )
