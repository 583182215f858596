"""The order of what a search found: exact matches first, then what was active last."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, select

from fieldapp.domain.search_words import label_term
from fieldapp.persistence.search_index import customer_terms
from fieldapp.persistence.tables import Customer, Dwelling, DwellingResident, Request, Site
from fieldapp.queries.finding import Search

_COMPANY_ID: BindParameter[str] = bindparam("company_id")
_IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)


class Ranking(Search):
    """A search that reads the customers and homes it found once, in their order."""

    @cached_property
    def customers(self) -> list[Any]:
        """A row of each customer with one of his homes."""
        return _ranked_customers(self) if self.customer_ids else []

    @cached_property
    def dwellings(self) -> list[Any]:
        """A row of each home with one of its residents."""
        return _ranked_dwellings(self) if self.dwelling_ids else []


#: Made once, as all of the search that is the same each time: it is asked letter by letter.
_FOUND_CUSTOMERS = (
    select(
        Customer.id, Customer.name, Customer.kind, Customer.phone,
        DwellingResident.dwelling_id, Site.name.label("site_name"), Dwelling.label,
    )
    .outerjoin(
        DwellingResident,
        (DwellingResident.company_id == Customer.company_id)
        & (DwellingResident.customer_id == Customer.id),
    )
    .outerjoin(Dwelling, Dwelling.id == DwellingResident.dwelling_id)
    .outerjoin(Site, Site.id == Dwelling.site_id)
    .where(Customer.id.in_(_IDS))
)  # fmt: skip


def _ranked_customers(search: Ranking) -> list[Any]:
    ids = search.customer_ids
    active = _active_at(search, Request.reporter_id, ids)
    rows = search.session.connection().execute(_FOUND_CUSTOMERS, {"ids": ids}).all()
    return _first_of_each(
        _ranked(search, rows, active, lambda row: customer_terms(row.name, [row.phone]))
    )


_FOUND_DWELLINGS = (
    select(
        Dwelling.id, Site.name.label("site_name"), Dwelling.label,
        Customer.id.label("customer_id"), Customer.name, Customer.phone,
        DwellingResident.relation,
    )
    .join(Site, Site.id == Dwelling.site_id)
    .outerjoin(DwellingResident, DwellingResident.dwelling_id == Dwelling.id)
    .outerjoin(
        Customer,
        (Customer.id == DwellingResident.customer_id) & Customer.merged_into_id.is_(None),
    )
    .where(Dwelling.id.in_(_IDS))
    .order_by(Site.name, Dwelling.label, DwellingResident.relation)
)  # fmt: skip


def _ranked_dwellings(search: Ranking) -> list[Any]:
    ids = search.dwelling_ids
    active = _active_at(search, Request.dwelling_id, ids)
    rows = search.session.connection().execute(_FOUND_DWELLINGS, {"ids": ids}).all()
    return _first_of_each(_ranked(search, rows, active, _dwelling_terms))


def _dwelling_terms(row: Any) -> set[str]:
    label = {label_term(row.label), row.site_name}
    return label | customer_terms(row.name, [row.phone]) if row.name else label


def _active_at(search: Ranking, column: Any, ids: Sequence[str]) -> dict[str, datetime]:
    """Of each home or customer, when something was last reported."""
    which = {"company_id": search.company_id, "ids": ids}
    rows = search.session.connection().execute(_reported_with(column), which)
    last: dict[str, datetime] = {}
    for subject_id, at in rows:
        last[subject_id] = max(at, last.get(subject_id, at))
    return last


@cache  # no `group by`: for that SQLite reads the whole index in its order
def _reported_with(column: Any) -> Select[*tuple[Any, ...]]:
    return select(column, Request.registered_at).where(
        Request.company_id == _COMPANY_ID, column.in_(_IDS)
    )


def _ranked(
    search: Ranking,
    rows: Sequence[Any],
    active_at: Mapping[str, datetime],
    terms_of: Callable[[Any], set[str]],
) -> list[Any]:
    """Exact matches first, then the most recently active, else in the order they came."""

    def rank(row: Any) -> tuple[int, float]:
        terms = terms_of(row)
        exact = sum(not reading.exact_terms.isdisjoint(terms) for reading in search.readings)
        last = active_at.get(row.id)
        return (-exact, -last.timestamp() if last else 0.0)

    return sorted(rows, key=rank)


def _first_of_each(rows: Sequence[Any]) -> list[Any]:
    first: dict[str, Any] = {}
    for row in rows:
        first.setdefault(row.id, row)
    return list(first.values())
