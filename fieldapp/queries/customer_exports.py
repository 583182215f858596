"""The customers that match, a row per home and window, read in pages so that memory is bounded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    CustomerPhone,
    Dwelling,
    DwellingResident,
    Product,
    Site,
)
from fieldapp.queries.customers import CustomerFilter, in_order, matching

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedRow:
    """One line of the list; a customer without home or a home without window has empty cells."""

    name: str
    kind: str
    phone: str
    more_phones: tuple[str, ...]
    site: str = ""
    building: str = ""
    unit: str = ""
    room: str = ""
    relation: str | None = None
    position: str = ""
    product_kind: str | None = None
    model: str = ""
    code: str = ""
    completed_on: date | None = None
    handed_over_on: date | None = None
    installed_on: date | None = None
    batch: str = ""
    door_hint: str = ""
    notes: str = ""
    invoice_title: str = ""
    tax_no: str = ""
    invoice_email: str = ""


def exported_rows(
    session: Session, *, company_id: str, wanted: CustomerFilter
) -> Iterator[ExportedRow]:
    """The rows in the order of the ledger."""
    last: tuple[str, str] | None = None
    while True:
        statement = in_order(matching(company_id, wanted), last)
        customers = session.execute(statement.limit(_AT_ONCE)).all()
        yield from _rows(session, company_id, customers)
        if len(customers) < _AT_ONCE:
            return
        last = (customers[-1].name_order, customers[-1].id)


def _rows(session: Session, company_id: str, customers: Sequence[Any]) -> Iterator[ExportedRow]:
    ids = [row.id for row in customers]
    phones = _phones(session, company_id, ids)
    homes = _homes(session, company_id, ids)
    for row in customers:
        own = {
            "name": row.name, "kind": row.kind, "phone": row.phone,
            "more_phones": tuple(phones[row.id]), "notes": row.notes,
            "invoice_title": row.invoice_title, "tax_no": row.tax_no,
            "invoice_email": row.invoice_email,
        }  # fmt: skip
        for home in homes[row.id] or [{}]:
            yield ExportedRow(**own, **home)


def _phones(session: Session, company_id: str, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in session.execute(
        select(CustomerPhone.customer_id, CustomerPhone.phone)
        .where(CustomerPhone.company_id == company_id, CustomerPhone.customer_id.in_(ids))
        .order_by(CustomerPhone.label, CustomerPhone.id)
    ):
        found[row.customer_id].append(row.phone)
    return found


def _homes(
    session: Session, company_id: str, ids: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    """By customer: homes, each once per window that is still there."""
    rows = session.execute(
        select(
            DwellingResident.customer_id, DwellingResident.relation, Site.name.label("site"),
            Dwelling.building, Dwelling.unit, Dwelling.room, Dwelling.completed_on,
            Dwelling.handed_over_on, Dwelling.door_hint, Product.position,
            Product.kind.label("product_kind"), Product.model, Product.code, Product.batch,
            Product.installed_on,
        )
        .join(Dwelling, Dwelling.id == DwellingResident.dwelling_id)
        .join(Site, Site.id == Dwelling.site_id)
        .outerjoin(
            Product, (Product.dwelling_id == Dwelling.id) & Product.removed_on.is_(None)
        )
        .where(DwellingResident.company_id == company_id, DwellingResident.customer_id.in_(ids))
        .order_by(Site.name, Dwelling.label, Product.code, Product.id)
    )  # fmt: skip
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        values = dict(row._mapping)
        customer_id = values.pop("customer_id")
        found[customer_id].append(values)
    return found
