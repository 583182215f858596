"""Customers: the ledger, and one customer with homes, numbers and who looked at them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_

from fieldapp.domain.search_words import label_term, normalised
from fieldapp.persistence.search_index import CUSTOMER, DWELLING
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Customer,
    CustomerMerge,
    CustomerPhone,
    Dwelling,
    DwellingResident,
    LoggedCommand,
    Person,
    SearchTerm,
    Site,
)
from fieldapp.queries.paging import PAGE_SIZE

_FEWEST_DIGITS = 4
_AFTER_ALL_SIGNS = "\U0010ffff"


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerFilter:
    """What the ledger is narrowed to; empty means everything."""

    text: str = ""
    kind: str = ""
    site_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerLine:
    """One line of the ledger."""

    customer_id: str
    name: str
    kind: str
    phone: str
    notes: str
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomersPage:
    """One page in the order of pinyin; ``following`` is its last customer, empty on the last."""

    rows: tuple[CustomerLine, ...]
    following: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneRow:
    """A number; the first one has no id."""

    phone_id: str
    phone: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRow:
    """A home the customer belongs to."""

    dwelling_id: str
    site_id: str
    address: str
    relation: str
    door_hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedRow:
    """A customer that was merged into this one."""

    merge_id: str
    customer_id: str
    name: str
    notes: str
    merged_at: datetime
    merged_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LookRow:
    """Somebody saw the whole numbers."""

    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerPage:
    """Everything that stands with the customer himself."""

    customer_id: str
    name: str
    kind: str
    notes: str
    invoice_title: str
    tax_no: str
    invoice_email: str
    revision: int
    #: The customer this one turned out to be; empty: it stands for itself.
    merged_into_id: str
    phones: tuple[PhoneRow, ...]
    homes: tuple[HomeRow, ...]
    merged: tuple[MergedRow, ...]


def customers_page(
    session: Session,
    *,
    company_id: str,
    wanted: CustomerFilter,
    after: str = "",
    limit: int = PAGE_SIZE,
) -> CustomersPage:
    """The customers that match, by pinyin; ``after`` is the ``following`` of the page before."""
    statement = in_order(matching(company_id, wanted), _place_of(session, company_id, after))
    rows = session.execute(statement.limit(limit + 1)).all()
    addresses = addresses_of(session, company_id, [row.id for row in rows[:limit]])
    return CustomersPage(
        rows=tuple(
            CustomerLine(
                customer_id=row.id,
                name=row.name,
                kind=row.kind,
                phone=row.phone,
                notes=row.notes,
                addresses=addresses.get(row.id, ()),
            )
            for row in rows[:limit]
        ),
        following=rows[limit - 1].id if len(rows) > limit else "",
    )


def in_order(
    statement: Select[*tuple[Any, ...]], after: tuple[str, str] | None
) -> Select[*tuple[Any, ...]]:
    """The customers of the statement by pinyin, behind one's ``name_order`` and id if given.

    One index has company, order and id, so that page 200 of 100,000 costs what page 1 costs.
    """
    if after is not None:
        statement = statement.where(tuple_(Customer.name_order, Customer.id) > after)
    return statement.order_by(Customer.name_order, Customer.id)


def matching(company_id: str, wanted: CustomerFilter) -> Select[*tuple[Any, ...]]:
    """The statement of all customers that match and stand for themselves."""
    statement: Select[*tuple[Any, ...]] = select(
        Customer.id, Customer.name, Customer.name_order, Customer.kind, Customer.phone,
        Customer.notes, Customer.invoice_title, Customer.tax_no, Customer.invoice_email,
    ).where(
        Customer.company_id == company_id,
        Customer.merged_into_id.is_(None),
        *(_says(company_id, word) for word in wanted.text.split()[:4]),
    )  # fmt: skip
    if wanted.kind:
        statement = statement.where(Customer.kind == wanted.kind)
    if wanted.site_id:
        statement = statement.where(
            Customer.id.in_(_residents_of(company_id, Dwelling.site_id == wanted.site_id))
        )
    return statement


def addresses_of(
    session: Session, company_id: str, customer_ids: Sequence[str]
) -> Mapping[str, tuple[str, ...]]:
    """The addresses of these customers, by customer."""
    rows = session.execute(
        select(DwellingResident.customer_id, Site.name, Dwelling.label)
        .join(Dwelling, Dwelling.id == DwellingResident.dwelling_id)
        .join(Site, Site.id == Dwelling.site_id)
        .where(
            DwellingResident.company_id == company_id,
            DwellingResident.customer_id.in_(customer_ids),
        )
        .order_by(Site.name, Dwelling.label)
    )
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.customer_id].append(f"{row.name} {row.label}")
    return {customer_id: tuple(texts) for customer_id, texts in found.items()}


def customer_page(session: Session, *, company_id: str, customer_id: str) -> CustomerPage | None:
    """One customer, also one that was merged; None if the company has none of that id."""
    row = session.scalar(
        select(Customer).where(Customer.company_id == company_id, Customer.id == customer_id)
    )
    if row is None:
        return None
    return CustomerPage(
        customer_id=row.id,
        name=row.name,
        kind=row.kind,
        notes=row.notes,
        invoice_title=row.invoice_title,
        tax_no=row.tax_no,
        invoice_email=row.invoice_email,
        revision=row.revision,
        merged_into_id=row.merged_into_id or "",
        phones=_phones(session, row),
        homes=_homes(session, company_id, customer_id),
        merged=_merged(session, company_id, customer_id),
    )


def looks_at_phones(session: Session, *, company_id: str, customer_id: str) -> tuple[LookRow, ...]:
    """Who saw this customer's whole numbers when, newest first (for the auditor)."""
    rows = session.execute(
        select(Person.name.label("person_name"), LoggedCommand.received_at.label("at"))
        .join(Person, Person.id == LoggedCommand.person_id)
        .where(
            LoggedCommand.company_id == company_id,
            LoggedCommand.stream == f"customer:{customer_id}",
            LoggedCommand.result == "applied",
            LoggedCommand.name == "reveal_phone",
        )
        .order_by(LoggedCommand.received_at.desc())
        .limit(100)
    )
    return tuple(LookRow(**row._mapping) for row in rows)


def _phones(session: Session, row: Customer) -> tuple[PhoneRow, ...]:
    first = (PhoneRow(phone_id="", phone=row.phone, label=""),) if row.phone else ()
    others = session.execute(
        select(CustomerPhone.id.label("phone_id"), CustomerPhone.phone, CustomerPhone.label)
        .where(CustomerPhone.customer_id == row.id)
        .order_by(CustomerPhone.label, CustomerPhone.id)
    )
    return (*first, *(PhoneRow(**other._mapping) for other in others))


def _homes(session: Session, company_id: str, customer_id: str) -> tuple[HomeRow, ...]:
    rows = session.execute(
        select(
            Dwelling.id, Dwelling.site_id, Site.name, Dwelling.label, Dwelling.door_hint,
            DwellingResident.relation,
        )
        .join(Dwelling, Dwelling.id == DwellingResident.dwelling_id)
        .join(Site, Site.id == Dwelling.site_id)
        .where(
            DwellingResident.company_id == company_id,
            DwellingResident.customer_id == customer_id,
        )
        .order_by(Site.name, Dwelling.label)
    )  # fmt: skip
    return tuple(
        HomeRow(
            dwelling_id=row.id,
            site_id=row.site_id,
            address=f"{row.name} {row.label}",
            relation=row.relation,
            door_hint=row.door_hint,
        )
        for row in rows
    )


def _merged(session: Session, company_id: str, customer_id: str) -> tuple[MergedRow, ...]:
    rows = session.execute(
        select(
            CustomerMerge.id.label("merge_id"), Customer.id.label("customer_id"), Customer.name,
            Customer.notes, CustomerMerge.merged_at, Person.name.label("merged_by"),
        )
        .join(Customer, Customer.id == CustomerMerge.merged_id)
        .join(Person, Person.id == CustomerMerge.merged_by_id)
        .where(
            CustomerMerge.company_id == company_id,
            CustomerMerge.kept_id == customer_id,
            CustomerMerge.undone_at.is_(None),
        )
        .order_by(CustomerMerge.merged_at.desc())
    )  # fmt: skip
    return tuple(MergedRow(**row._mapping) for row in rows)


def _place_of(session: Session, company_id: str, customer_id: str) -> tuple[str, str] | None:
    """Where the customer stands in the list; None for none, and for what is no customer."""
    try:
        uuid.UUID(customer_id)
    except ValueError:
        return None
    row = session.execute(
        select(Customer.name_order, Customer.id).where(
            Customer.company_id == company_id, Customer.id == customer_id
        )
    ).one_or_none()
    return None if row is None else (row.name_order, row.id)


def _residents_of(company_id: str, homes: ColumnElement[bool]) -> Select[str]:
    of_homes = select(Dwelling.id).where(Dwelling.company_id == company_id, homes)
    return select(DwellingResident.customer_id).where(
        DwellingResident.company_id == company_id, DwellingResident.dwelling_id.in_(of_homes)
    )


def _says(company_id: str, word: str) -> ColumnElement[bool]:
    """Part of a name or of a site's name, or the beginning of a label, pinyin or a phone.

    Unlike the search while typing this leaves nothing out: it is counted and carried away. Homes
    are looked up by site and by term, each in its index; joined to all residents they took most
    of a second in a company of 100,000.
    """
    plain, label = normalised(word), label_term(word)
    digits = plain if plain.isdigit() and len(plain) >= _FEWEST_DIGITS else ""
    prefixes = [plain, *([f"+{digits}", f"*{digits}"] if digits else [])]
    sites = select(Site.id).where(
        Site.company_id == company_id, Site.name.contains(word, autoescape=True)
    )
    choices = [
        Customer.name.contains(word, autoescape=True),
        Customer.id.in_(_by_term(company_id, CUSTOMER, prefixes)),
        Customer.id.in_(_residents_of(company_id, Dwelling.site_id.in_(sites))),
    ]
    if any(sign.isdigit() for sign in label):
        homes = _by_term(company_id, DWELLING, [label])
        choices.append(Customer.id.in_(_residents_of(company_id, Dwelling.id.in_(homes))))
    return or_(*choices)


def _by_term(company_id: str, kind: str, prefixes: Sequence[str]) -> Select[str]:
    begins = (
        and_(SearchTerm.term >= prefix, SearchTerm.term < prefix + _AFTER_ALL_SIGNS)
        for prefix in prefixes
    )
    return select(SearchTerm.subject_id).where(
        SearchTerm.company_id == company_id, SearchTerm.subject_kind == kind, or_(*begins)
    )


def customer_count(session: Session, *, company_id: str, wanted: CustomerFilter) -> int:
    """How many customers match."""
    inner = matching(company_id, wanted).subquery()
    return session.scalar(select(func.count()).select_from(inner)) or 0
