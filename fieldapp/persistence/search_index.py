"""The search index: which words a customer, home, request or order is found by.

Kept by the session itself: whenever rows are flushed, the terms of those that are found by what
changed are written anew, in the same transaction. So no command can forget it, and one that
changes nothing a search reads (a visit, a state, a photo) costs no statement more.
Rows that were written past the session (``insert(…)``, ``update(…)``) are told by ``reindex``.

Sites are not in the index: they are few, and a search resolves them first.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from sqlalchemy import Select, delete, event, insert, inspect, select
from sqlalchemy.orm import Session, sessionmaker

from fieldapp.domain.search_words import (
    home_terms,
    label_term,
    normalised,
    number_terms,
    phone_terms,
)
from fieldapp.persistence.pinyin import pinyin_terms
from fieldapp.persistence.tables import (
    Base,
    Customer,
    CustomerPhone,
    Dwelling,
    Request,
    SearchTerm,
    WorkOrder,
)

CUSTOMER, DWELLING, REQUEST, WORK_ORDER = "customer", "dwelling", "request", "work_order"

#: Table → (kind, column of the subject's id, columns whose change means other terms).
_READ: Mapping[type[Base], tuple[str, str, frozenset[str]]] = {
    Customer: (CUSTOMER, "id", frozenset({"name", "phone", "merged_into_id"})),
    CustomerPhone: (CUSTOMER, "customer_id", frozenset({"phone", "customer_id"})),
    Dwelling: (DWELLING, "id", frozenset({"label"})),
    Request: (
        REQUEST,
        "id",
        frozenset(
            {"number", "dwelling_id", "address_text", "reporter_id", "reporter_name",
             "reporter_phone"}
        ),
    ),
    WorkOrder: (WORK_ORDER, "id", frozenset({"number"})),
}  # fmt: skip
_AT_ONCE = 2_000
#: Each letter typed ranks many of the same people again.
_KEPT_NAMES = 8_192

#: (company_id, subject_id) → its terms.
Terms = dict[tuple[str, str], set[str]]


@dataclass(frozen=True, slots=True)
class Mending:
    """What a comparison of the index with the rows came to: subjects looked at, and put right."""

    checked: int
    mended: int


def keep_search_index(sessions: sessionmaker[Session]) -> None:
    """Have the sessions of this factory write search terms with the rows they flush."""
    event.listen(sessions, "after_flush", _after_flush)


def reindex(session: Session, kind: str, subject_ids: Iterable[str]) -> None:
    """Write the terms of subjects anew, as their rows are now; of none that is gone."""
    ids = list(subject_ids)
    for some in _batches(ids):
        session.execute(
            delete(SearchTerm).where(
                SearchTerm.subject_kind == kind, SearchTerm.subject_id.in_(some)
            )
        )
        _write(session, kind, some)


def mend_search_index(session: Session) -> Mending:
    """Compare the whole index with the rows and put right what differs."""
    checked = mended = 0
    for kind, of in _TERMS_OF.items():
        known: set[str] = set()
        for ids in _batches(_subject_ids(session, kind)):
            known.update(ids)
            checked += len(ids)
            wrong = _differing(of(session, ids), _stored(session, kind, ids))
            reindex(session, kind, wrong)
            mended += len(wrong)
        left = set(
            session.scalars(
                select(SearchTerm.subject_id).where(SearchTerm.subject_kind == kind).distinct()
            )
        )
        reindex(session, kind, left - known)
        mended += len(left - known)
    return Mending(checked, mended)


def customer_terms(name: str, phones: Iterable[str]) -> set[str]:
    """Name, its pinyin, and each phone from its beginning and by its last four digits."""
    return set(_person_terms(name)).union(*(phone_terms(phone) for phone in phones))


def request_terms(row: Any) -> set[str]:
    """Number; the reporter and the address only as far as no customer and no home stand for them.

    row: has ``number``, ``reporter_id``, ``reporter_name``, ``reporter_phone``, ``dwelling_id``,
    ``address_text``.
    """
    terms = number_terms(row.number)
    if row.reporter_id is None:
        terms |= customer_terms(row.reporter_name, [row.reporter_phone])
    if row.dwelling_id is None:
        terms |= _address_terms(row.address_text)
    return terms - {""}


@lru_cache(maxsize=_KEPT_NAMES)
def _person_terms(name: str) -> frozenset[str]:
    return frozenset({normalised(name)} | pinyin_terms(name)) - {""}


def _address_terms(text: str) -> set[str]:
    """The address from its beginning, by its initials, and from its first digit on."""
    whole = label_term(text)
    first = next((place for place, sign in enumerate(whole) if sign.isdigit()), 0)
    return ({whole, whole[first:]} | pinyin_terms(whole[:first] or whole)) - {""}


def _after_flush(session: Session, context: object) -> None:
    del context
    changed: dict[str, set[str]] = defaultdict(set)
    fresh: dict[str, set[str]] = defaultdict(set)
    for row in (*session.new, *session.dirty, *session.deleted):
        reading = _READ.get(type(row))
        if reading is None:
            continue
        kind, key, columns = reading
        if row in session.new and key == "id":
            fresh[kind].add(row.id)
        elif row in session.new or row in session.deleted or _has_changed(row, columns):
            changed[kind].update(_ids(row, key))
    for kind, ids in fresh.items():
        for some in _batches(ids - changed[kind]):
            _write(session, kind, some)
    for kind, ids in changed.items():
        reindex(session, kind, ids)


def _has_changed(row: Any, columns: Iterable[str]) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[column].history.has_changes() for column in columns)


def _ids(row: Any, key: str) -> set[str]:
    """The subject's id, and the one it was before: a phone may go over to another customer."""
    history = inspect(row).attrs[key].history
    return {each for each in (*history.added, *history.unchanged, *history.deleted) if each}


def _write(session: Session, kind: str, ids: Sequence[str]) -> None:
    rows = [
        {"company_id": company_id, "subject_kind": kind, "subject_id": subject_id, "term": term}
        for (company_id, subject_id), terms in _TERMS_OF[kind](session, ids).items()
        for term in sorted(terms)
    ]
    if rows:
        session.execute(insert(SearchTerm), rows)


def _terms_of_customers(session: Session, ids: Sequence[str]) -> Terms:
    """Of a customer who turned out to be another one there are none."""
    phones: dict[str, list[str]] = defaultdict(list)
    for customer_id, phone in session.execute(
        select(CustomerPhone.customer_id, CustomerPhone.phone).where(
            CustomerPhone.customer_id.in_(ids)
        )
    ):
        phones[customer_id].append(phone)
    rows = session.execute(
        select(Customer.company_id, Customer.id, Customer.name, Customer.phone).where(
            Customer.id.in_(ids), Customer.merged_into_id.is_(None)
        )
    )
    return {
        (row.company_id, row.id): customer_terms(row.name, [row.phone, *phones[row.id]])
        for row in rows
    }


def _terms_of_dwellings(session: Session, ids: Sequence[str]) -> Terms:
    rows = session.execute(
        select(Dwelling.company_id, Dwelling.id, Dwelling.label).where(Dwelling.id.in_(ids))
    )
    return {(row.company_id, row.id): home_terms(row.label) for row in rows}


def _terms_of_requests(session: Session, ids: Sequence[str]) -> Terms:
    rows = session.execute(
        select(
            Request.company_id, Request.id, Request.number, Request.reporter_id,
            Request.reporter_name, Request.reporter_phone, Request.dwelling_id,
            Request.address_text,
        ).where(Request.id.in_(ids))
    )  # fmt: skip
    return {(row.company_id, row.id): request_terms(row) for row in rows}


def _terms_of_work_orders(session: Session, ids: Sequence[str]) -> Terms:
    rows = session.execute(
        select(WorkOrder.company_id, WorkOrder.id, WorkOrder.number).where(WorkOrder.id.in_(ids))
    )
    return {(row.company_id, row.id): number_terms(row.number) for row in rows}


_TERMS_OF: Mapping[str, Callable[[Session, Sequence[str]], Terms]] = {
    CUSTOMER: _terms_of_customers,
    DWELLING: _terms_of_dwellings,
    REQUEST: _terms_of_requests,
    WORK_ORDER: _terms_of_work_orders,
}
_TABLE_OF = {CUSTOMER: Customer, DWELLING: Dwelling, REQUEST: Request, WORK_ORDER: WorkOrder}


def _subject_ids(session: Session, kind: str) -> Iterator[str]:
    """All ids of a kind, in pages by key: the whole list may be long."""
    table = _TABLE_OF[kind]
    last = ""
    while True:
        page: Select[str] = select(table.id).order_by(table.id).limit(_AT_ONCE)
        ids = list(session.scalars(page.where(table.id > last) if last else page))
        if not ids:
            return
        yield from ids
        last = ids[-1]


def _stored(session: Session, kind: str, ids: Sequence[str]) -> Terms:
    stored: Terms = defaultdict(set)
    for company_id, subject_id, term in session.execute(
        select(SearchTerm.company_id, SearchTerm.subject_id, SearchTerm.term).where(
            SearchTerm.subject_kind == kind, SearchTerm.subject_id.in_(ids)
        )
    ):
        stored[company_id, subject_id].add(term)
    return stored


def _differing(right: Terms, stored: Terms) -> set[str]:
    keys = right.keys() | stored.keys()
    return {key[1] for key in keys if right.get(key, set()) != stored.get(key, set())}


def _batches(ids: Iterable[str]) -> Iterator[list[str]]:
    left = iter(ids)
    while some := list(islice(left, _AT_ONCE)):
        yield some
