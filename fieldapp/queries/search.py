"""The search: customers, homes, requests and orders found by what a caller says or a paper shows.

Exact matches come first, then what was active last. Merged customers are not offered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, or_, select

from fieldapp.persistence.search_index import REQUEST, WORK_ORDER
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Customer, Request, WorkOrder
from fieldapp.queries.addresses import address_column, with_place
from fieldapp.queries.finding import MOST_CANDIDATES
from fieldapp.queries.ranking import Ranking

#: How many of the newest papers are looked through for a running number (``001``).
_NEWEST_PAPERS = 400
#: How many homes a list of requests is narrowed to by their ids; above, each request is asked.
_MOST_HOMES = 1_000
#: How many homes of the rarest word are tried for that; a surname of a hundred thousand has 14,000.
_MOST_TRIED = 50_000
#: Of how many homes, and of how many customers, the latest papers are suggested.
_MOST_SUBJECTS = 20

_COMPANY_ID: BindParameter[str] = bindparam("company_id")
_IDS: BindParameter[Sequence[str]] = bindparam("ids", expanding=True)
_LIMIT: BindParameter[int] = bindparam("limit")


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerHit:
    """A customer; ``address`` is one of his homes, empty if he has none."""

    customer_id: str
    name: str
    kind: str
    phone: str
    dwelling_id: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DwellingHit:
    """A home, and the person it was found by, or one who lives there."""

    dwelling_id: str
    address: str
    customer_id: str
    customer_name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHit:
    """A request or a work order."""

    paper_id: str
    number: str
    state: str
    address: str
    reporter_name: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search found, by kind."""

    customers: tuple[CustomerHit, ...] = ()
    dwellings: tuple[DwellingHit, ...] = ()
    requests: tuple[PaperHit, ...] = ()
    work_orders: tuple[PaperHit, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not (self.customers or self.dwellings or self.requests or self.work_orders)


def find(
    session: Session, *, company_id: str, text: str, kinds: Iterable[str], limit: int
) -> Found:
    """Subjects of these kinds that every word of the text fits, at most ``limit`` of each.

    kinds: customer, dwelling, request, work_order. A word is the beginning of a name, its pinyin
    or a phone (three digits), a phone's last four, a home's label, part of a site's name, a
    paper's number or its end. Requests and orders are found by their homes and customers too.
    """
    search = Ranking(session, company_id, text)
    if not search.readings:
        return Found()
    wanted = frozenset(kinds)
    return Found(
        customers=_customers(search, limit) if "customer" in wanted else (),
        dwellings=_dwellings(search, limit) if "dwelling" in wanted else (),
        requests=_requests(search, limit) if REQUEST in wanted else (),
        work_orders=_work_orders(search, limit) if WORK_ORDER in wanted else (),
    )


def find_dwellings(
    session: Session, *, company_id: str, text: str, limit: int = 12
) -> Sequence[DwellingHit]:
    """Homes that every word of the text fits; nothing for an empty one."""
    return _dwellings(Ranking(session, company_id, text), limit)


def find_homeless_customers(
    session: Session, *, company_id: str, text: str, limit: int = 12
) -> Sequence[CustomerHit]:
    """Customers that every word fits and who belong to no home."""
    return [hit for hit in _customers(Ranking(session, company_id, text), MOST_CANDIDATES)
            if not hit.dwelling_id][:limit]  # fmt: skip


def customer_hit(session: Session, *, company_id: str, customer_id: str) -> CustomerHit | None:
    """One customer as a search offers him; None if the company has none of that id."""
    row = session.execute(
        select(Customer.id, Customer.name, Customer.kind, Customer.phone).where(
            Customer.company_id == company_id, Customer.id == customer_id
        )
    ).one_or_none()
    if row is None:
        return None
    return CustomerHit(
        customer_id=row.id, name=row.name, kind=row.kind, phone=row.phone, dwelling_id="",
        address="",
    )  # fmt: skip


def is_request_found(session: Session, *, company_id: str, text: str) -> ColumnElement[bool]:
    """Whether the request in the statement (joined with its place) is the company's and found."""
    search = Ranking(session, company_id, text)
    ids = _paper_ids(search, REQUEST)
    if ids is not None:
        return Request.id.in_(ids)
    return and_(Request.company_id == company_id, *_conditions(search))


def is_work_order_found(session: Session, *, company_id: str, text: str) -> ColumnElement[bool]:
    """Whether the order in the statement (joined with request and place) is ours and found."""
    search = Ranking(session, company_id, text)
    ids = _paper_ids(search, WORK_ORDER)
    if ids is not None:
        return WorkOrder.id.in_(ids)
    return and_(WorkOrder.company_id == company_id, *_conditions(search))


def _conditions(search: Ranking) -> list[ColumnElement[bool]]:
    """For a search that finds very many: each word fits the request's home, or its reporter."""
    if not search.readings:
        return []
    fits = (search.fits_dwelling(reading) for reading in search.readings)
    return [or_(and_(*fits), Request.id.in_(search.own_request_ids))]


def _paper_ids(search: Ranking, kind: str) -> Sequence[str] | None:
    """Ids of the papers found; None where they are so many that each is better asked itself.

    A list of ids goes without the company in its statement: SQLite without statistics takes a
    company for a handful of rows and would read all of them.
    """
    if not search.readings:
        return None
    if search.paper_prefixes:
        return _ids_by_number(search, kind)
    homes = search.dwellings_up_to(_MOST_HOMES, _MOST_TRIED)
    if not homes.is_whole:
        return None
    requests = (
        *_request_ids(search, homes.ids, search.customer_ids),
        *_ids_by_running_number(search, REQUEST),
    )
    if kind == REQUEST:
        return requests
    orders = _ids_by_running_number(search, WORK_ORDER)
    return (*orders, *_orders_of(search, requests))


def _ids_by_number(search: Ranking, kind: str) -> Sequence[str]:
    """Papers of this number, and those that belong to one: an order to its request, and back."""
    requests = search.ids_by_number(REQUEST)
    orders = search.ids_by_number(WORK_ORDER)
    if kind == WORK_ORDER:
        return (*orders, *_orders_of(search, requests))
    found = search.session.scalars(select(WorkOrder.request_id).where(WorkOrder.id.in_(orders)))
    return (*requests, *found)


def _request_ids(search: Ranking, homes: Sequence[str], customers: Sequence[str]) -> Sequence[str]:
    """Requests of these homes and customers, and of reporters nobody knows."""
    return (
        *search.own_request_ids,
        *_requests_of(search, Request.dwelling_id, homes),
        *_requests_of(search, Request.reporter_id, customers),
    )


def _orders_of(search: Ranking, request_ids: Sequence[str]) -> Sequence[str]:
    which = {"company_id": search.company_id, "ids": request_ids}
    return search.session.connection().scalars(_ORDERS_OF_REQUESTS, which).all()


def _requests_of(search: Ranking, column: Any, ids: Sequence[str]) -> Sequence[str]:
    if not ids:
        return ()
    which = {"company_id": search.company_id, "ids": ids}
    return search.session.connection().scalars(_requests_with(column), which).all()


@cache
def _requests_with(column: Any) -> Select[str]:
    return select(Request.id).where(Request.company_id == _COMPANY_ID, column.in_(_IDS))


_ORDERS_OF_REQUESTS = select(WorkOrder.id).where(
    WorkOrder.company_id == _COMPANY_ID, WorkOrder.request_id.in_(_IDS)
)


def _customers(search: Ranking, limit: int) -> tuple[CustomerHit, ...]:
    return tuple(
        CustomerHit(
            customer_id=row.id, name=row.name, kind=row.kind, phone=row.phone,
            dwelling_id=row.dwelling_id or "",
            address=f"{row.site_name} {row.label}" if row.dwelling_id else "",
        )
        for row in search.customers[:limit]
    )  # fmt: skip


def _dwellings(search: Ranking, limit: int) -> tuple[DwellingHit, ...]:
    return tuple(
        DwellingHit(
            dwelling_id=row.id, address=f"{row.site_name} {row.label}",
            customer_id=row.customer_id or "", customer_name=row.name or "",
            relation=row.relation or "", phone=row.phone or "",
        )
        for row in search.dwellings[:limit]
    )  # fmt: skip


def _requests(search: Ranking, limit: int) -> tuple[PaperHit, ...]:
    which = {"ids": _shown_ids(search, REQUEST), "limit": limit}
    rows = search.session.connection().execute(_newest_requests(), which)
    return tuple(PaperHit(**row._mapping) for row in rows)


@cache
def _newest_requests() -> Select[*tuple[Any, ...]]:
    return (
        with_place(
            select(
                Request.id.label("paper_id"), Request.number, Request.state, address_column(),
                Request.reporter_name, Request.registered_at.label("at"),
            )
        )
        .where(Request.id.in_(_IDS))
        .order_by(Request.registered_at.desc(), Request.id.desc())
        .limit(_LIMIT)
    )  # fmt: skip


def _work_orders(search: Ranking, limit: int) -> tuple[PaperHit, ...]:
    which = {"ids": _shown_ids(search, WORK_ORDER), "limit": limit}
    rows = search.session.connection().execute(_newest_orders(), which)
    return tuple(PaperHit(**row._mapping) for row in rows)


@cache
def _newest_orders() -> Select[*tuple[Any, ...]]:
    return (
        with_place(
            select(
                WorkOrder.id.label("paper_id"), WorkOrder.number, WorkOrder.state,
                address_column(), Request.reporter_name, WorkOrder.created_at.label("at"),
            ).join(Request, Request.id == WorkOrder.request_id)
        )
        .where(WorkOrder.id.in_(_IDS))
        .order_by(WorkOrder.created_at.desc(), WorkOrder.id.desc())
        .limit(_LIMIT)
    )  # fmt: skip


def _shown_ids(search: Ranking, kind: str) -> Sequence[str]:
    """Papers to suggest: of this number, else of the homes and customers found first."""
    if search.paper_prefixes:
        return _ids_by_number(search, kind)
    homes = [row.id for row in search.dwellings[:_MOST_SUBJECTS]]
    customers = [row.id for row in search.customers[:_MOST_SUBJECTS]]
    requests = _request_ids(search, homes, customers)
    running = _ids_by_running_number(search, kind)
    return (*running, *(requests if kind == REQUEST else _orders_of(search, requests)))


def _ids_by_running_number(search: Ranking, kind: str) -> Sequence[str]:
    """Papers of the last days with this running number."""
    if not search.running_number:
        return ()
    which = {"company_id": search.company_id, "ending": f"%-{search.running_number}"}
    return search.session.connection().scalars(_newest_numbered(kind), which).all()


@cache
def _newest_numbered(kind: str) -> Select[str]:
    table, at = (
        (Request, Request.registered_at) if kind == REQUEST else (WorkOrder, WorkOrder.created_at)
    )
    newest = (
        select(table.id, table.number)
        .where(table.company_id == _COMPANY_ID)
        .order_by(at.desc())
        .limit(_NEWEST_PAPERS)
        .subquery()
    )
    return select(newest.c.id).where(newest.c.number.like(bindparam("ending")))
