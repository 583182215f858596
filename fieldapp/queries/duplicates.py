"""Customers that are probably one: the same number, or the same name in the same home or site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import func, select, union_all

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Customer, CustomerPhone, Dwelling, DwellingResident

_MOST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """One side of a pair."""

    customer_id: str
    name: str
    kind: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatePair:
    """Two customers, and why they may be one: ``phone``, ``dwelling`` or ``site``."""

    first: Namesake
    second: Namesake
    reasons: tuple[str, ...]


def duplicate_pairs(session: Session, *, company_id: str) -> tuple[DuplicatePair, ...]:
    """At most 200 probable pairs, those with more reasons first."""
    reasons: dict[tuple[str, str], list[str]] = defaultdict(list)
    for reason, groups in (
        ("phone", _same_phone(session, company_id)),
        ("dwelling", _same_name(session, company_id, by_site=False)),
        ("site", _same_name(session, company_id, by_site=True)),
    ):
        for pair in _pairs(groups):
            reasons[pair].append(reason)
    chosen = sorted(reasons, key=lambda pair: (-len(reasons[pair]), pair))[:_MOST]
    people = _people(session, company_id, {side for pair in chosen for side in pair})
    return tuple(
        DuplicatePair(first=people[pair[0]], second=people[pair[1]], reasons=tuple(reasons[pair]))
        for pair in chosen
    )


def _pairs(groups: Iterable[list[str]]) -> Iterable[tuple[str, str]]:
    """Neighbours only: of three that are one, two pairs are enough."""
    for group in groups:
        ordered = sorted(set(group))
        yield from pairwise(ordered)


def _same_phone(session: Session, company_id: str) -> Iterable[list[str]]:
    own = select(Customer.phone.label("phone"), Customer.id.label("customer_id")).where(
        Customer.company_id == company_id,
        Customer.phone != "",
        Customer.merged_into_id.is_(None),
    )
    more = select(CustomerPhone.phone, CustomerPhone.customer_id).where(
        CustomerPhone.company_id == company_id
    )
    numbers = union_all(own, more).subquery()
    shared = (
        select(numbers.c.phone)
        .group_by(numbers.c.phone)
        .having(func.count(numbers.c.customer_id.distinct()) > 1)
        .limit(_MOST)
    )
    rows = session.execute(
        select(numbers.c.phone, numbers.c.customer_id)
        .join(Customer, Customer.id == numbers.c.customer_id)
        .where(numbers.c.phone.in_(shared), Customer.merged_into_id.is_(None))
    )
    groups: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        groups[row.phone].append(row.customer_id)
    return groups.values()


def _same_name(session: Session, company_id: str, *, by_site: bool) -> Iterable[list[str]]:
    place = Dwelling.site_id if by_site else Dwelling.id
    living = (
        select(Customer.name, place.label("place"), Customer.id.label("customer_id"))
        .join(DwellingResident, DwellingResident.customer_id == Customer.id)
        .join(Dwelling, Dwelling.id == DwellingResident.dwelling_id)
        .where(Customer.company_id == company_id, Customer.merged_into_id.is_(None))
        .subquery()
    )
    shared = (
        select(living.c.name, living.c.place)
        .group_by(living.c.name, living.c.place)
        .having(func.count(living.c.customer_id.distinct()) > 1)
        .limit(_MOST)
        .subquery()
    )
    rows = session.execute(
        select(living).join(
            shared, (shared.c.name == living.c.name) & (shared.c.place == living.c.place)
        )
    )
    groups: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        groups[row.name, row.place].append(row.customer_id)
    return groups.values()


def _people(session: Session, company_id: str, ids: set[str]) -> dict[str, Namesake]:
    rows = session.execute(
        select(
            Customer.id.label("customer_id"), Customer.name, Customer.kind, Customer.phone
        ).where(Customer.company_id == company_id, Customer.id.in_(ids))
    )
    return {row.customer_id: Namesake(**row._mapping) for row in rows}
