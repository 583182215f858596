"""Requests (报修登记): the ledger and one request with everything that hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select, tuple_
from sqlalchemy.orm import aliased

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Attachment,
    FaultCategory,
    Person,
    Request,
    RequestItem,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.queries.addresses import address_column, with_place
from fieldapp.queries.paging import PAGE_SIZE, Cursor, Page
from fieldapp.queries.search import is_request_found

_CONFIRMER = aliased(Person)

#: How many items of a request are recorded.
_RECORDED = (
    select(func.count(RequestItem.id))
    .where(RequestItem.company_id == Request.company_id, RequestItem.request_id == Request.id)
    .scalar_subquery()
)

ENDED_STATES = ("answered_by_phone", "passed_on", "merged", "withdrawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFilter:
    """What the ledger of requests is narrowed to; empty means everything."""

    text: str = ""
    state: str = ""
    urgency: str = ""
    channel: str = ""
    #: Registered before this instant and not called back yet; None means any.
    overdue_since: datetime | None = None
    #: Only those whose slip is not recorded whole.
    is_short: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """One row of the ledger."""

    request_id: str
    number: str
    state: str
    urgency: str
    channel: str
    kind: str
    registered_at: datetime
    address: str
    reporter_name: str
    reporter_relation: str
    #: None means there is no slip.
    slip_items: int | None
    slip_reason: str
    items_text: str
    recorded: int

    @property
    def is_short(self) -> bool:
        """Whether the slip lists more than is recorded and nobody said why."""
        return bool(self.slip_items and self.recorded < self.slip_items and not self.slip_reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestItemRow:
    """One reported item with what its category says about the work."""

    item_id: str
    position_no: int
    position: str
    category_code: str
    category_name: str
    description: str
    part: str
    cause: str
    warranty_verdict: str
    warranty_text: str
    warranty_ends_on: date | None
    charge_verdict: str
    #: Rough amount; None means free, undecided or not known.
    estimate_low_cents: int | None
    estimate_high_cents: int | None
    #: Who did the repair this one is again; None means a new fault.
    rework_department: str | None
    #: The order the item is on; None means none yet.
    ordered_on: str | None
    is_rain_sensitive: bool
    needs_two: bool
    is_noisy: bool
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPhoto:
    """A photo sent with the request."""

    attachment_id: str
    item_id: str | None
    caption: str
    taken_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderOfRequest:
    """A work order made from the request."""

    work_order_id: str
    number: str
    department: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestPage:
    """A request as its page shows it."""

    request_id: str
    number: str
    state: str
    urgency: str
    channel: str
    kind: str
    dwelling_id: str | None
    address: str
    reporter_name: str
    reporter_relation: str
    reporter_phone: str
    registered_at: datetime
    registered_by: str
    wished_text: str
    note: str
    #: None means not called back yet.
    confirmed_at: datetime | None
    confirmed_by: str | None
    #: None means no half-day was agreed on.
    agreed_on: date | None
    agreed_half: str | None
    revision: int
    items: tuple[RequestItemRow, ...]
    photos: tuple[RequestPhoto, ...]
    orders: tuple[OrderOfRequest, ...]


def requests_page(
    session: Session, *, company_id: str, wanted: RequestFilter, after: Cursor | None = None
) -> Page[RequestLine]:
    """The newest requests first, one page."""
    statement = with_place(
        select(
            Request.id.label("request_id"), Request.number, Request.state, Request.urgency,
            Request.channel, Request.kind, Request.registered_at, address_column(),
            Request.reporter_name, Request.reporter_relation, Request.slip_items,
            Request.slip_reason, _RECORDED.label("recorded"),
        )
    ).where(_scope(session, company_id, wanted.text), *_narrowed(wanted))  # fmt: skip
    if after is not None:
        statement = statement.where(
            tuple_(Request.registered_at, Request.id) < tuple_(after.at, after.row_id)
        )
    ordered = statement.order_by(Request.registered_at.desc(), Request.id.desc())
    rows = session.execute(ordered.limit(PAGE_SIZE + 1)).all()
    shown = rows[:PAGE_SIZE]
    texts = item_texts(session, company_id, [row.request_id for row in shown])
    lines = tuple(
        RequestLine(**row._mapping, items_text=texts.get(row.request_id, "")) for row in shown
    )
    is_last = len(rows) <= PAGE_SIZE
    older = None if is_last else Cursor(lines[-1].registered_at, lines[-1].request_id)
    return Page(rows=lines, older=older)


def _narrowed(wanted: RequestFilter) -> list[ColumnElement[bool]]:
    """The conditions of the filter, but for its text."""
    conditions: list[ColumnElement[bool]] = [
        column == value
        for column, value in (
            (Request.state, wanted.state),
            (Request.urgency, wanted.urgency),
            (Request.channel, wanted.channel),
        )
        if value
    ]
    if wanted.overdue_since is not None:
        conditions.append(
            (Request.state == "open") & (Request.registered_at < wanted.overdue_since)
        )
    if wanted.is_short:
        conditions.append(
            (Request.slip_items > _RECORDED)
            & (Request.slip_reason == "")
            & Request.state.in_(("open", "confirmed", "ordered"))
        )
    return conditions


def _scope(session: Session, company_id: str, text: str) -> ColumnElement[bool]:
    if text:
        return is_request_found(session, company_id=company_id, text=text)
    return Request.company_id == company_id


def request_page(session: Session, *, company_id: str, request_id: str) -> RequestPage | None:
    """One request; None if the company has none of that id."""
    row = session.execute(
        with_place(
            select(
                Request.id.label("request_id"), Request.number, Request.state, Request.urgency,
                Request.channel, Request.kind, Request.dwelling_id, address_column(),
                Request.reporter_name, Request.reporter_relation, Request.reporter_phone,
                Request.registered_at, Person.name.label("registered_by"), Request.wished_text,
                Request.note, Request.confirmed_at, _CONFIRMER.name.label("confirmed_by"),
                Request.agreed_on, Request.agreed_half, Request.revision,
            )
            .join(Person, Person.id == Request.registered_by_id)
            .outerjoin(_CONFIRMER, _CONFIRMER.id == Request.confirmed_by_id)
        ).where(Request.company_id == company_id, Request.id == request_id)
    ).one_or_none()  # fmt: skip
    if row is None:
        return None
    return RequestPage(
        **row._mapping,
        items=_items(session, company_id, request_id),
        photos=_photos(session, company_id, request_id),
        orders=_orders(session, company_id, request_id),
    )


def item_texts(session: Session, company_id: str, request_ids: Iterable[str]) -> dict[str, str]:
    """Request id → ``主卧飘窗 渗漏水；厨房 纱窗``."""
    rows = session.execute(
        select(RequestItem.request_id, RequestItem.position, FaultCategory.name)
        .outerjoin(
            FaultCategory,
            (FaultCategory.company_id == RequestItem.company_id)
            & (FaultCategory.code == RequestItem.category_code),
        )
        .where(RequestItem.company_id == company_id, RequestItem.request_id.in_(list(request_ids)))
        .order_by(RequestItem.position_no)
    )
    texts: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        texts[row.request_id].append(f"{row.position} {row.name or ''}".rstrip())
    return {request_id: "；".join(parts) for request_id, parts in texts.items()}


def open_counts(session: Session, *, company_id: str) -> dict[str, int]:
    """How many requests wait in each of the states that ask for something."""
    rows = session.execute(
        select(Request.state, func.count())
        .where(Request.company_id == company_id, Request.state.in_(("open", "confirmed")))
        .group_by(Request.state)
    )
    return {row[0]: row[1] for row in rows}


def _items(session: Session, company_id: str, request_id: str) -> tuple[RequestItemRow, ...]:
    rows = session.execute(
        select(
            RequestItem.id.label("item_id"), RequestItem.position_no, RequestItem.position,
            RequestItem.category_code, RequestItem.description, RequestItem.part,
            RequestItem.cause, RequestItem.warranty_verdict, RequestItem.warranty_text,
            RequestItem.warranty_ends_on, RequestItem.charge_verdict,
            RequestItem.estimate_low_cents, RequestItem.estimate_high_cents,
            WorkOrder.department.label("rework_department"), _ordered_on().label("ordered_on"),
            func.coalesce(FaultCategory.name, RequestItem.category_code).label("category_name"),
            func.coalesce(FaultCategory.is_rain_sensitive, False).label("is_rain_sensitive"),
            func.coalesce(FaultCategory.needs_two, False).label("needs_two"),
            func.coalesce(FaultCategory.is_noisy, False).label("is_noisy"),
            func.coalesce(FaultCategory.minutes, 0).label("minutes"),
        )
        .outerjoin(
            FaultCategory,
            (FaultCategory.company_id == RequestItem.company_id)
            & (FaultCategory.code == RequestItem.category_code),
        )
        .outerjoin(WorkOrderItem, WorkOrderItem.id == RequestItem.rework_of_id)
        .outerjoin(WorkOrder, WorkOrder.id == WorkOrderItem.work_order_id)
        .where(RequestItem.company_id == company_id, RequestItem.request_id == request_id)
        .order_by(RequestItem.position_no)
    )  # fmt: skip
    return tuple(RequestItemRow(**row._mapping) for row in rows)


def _ordered_on() -> ScalarSelect[str]:
    """The number of the order that has the item."""
    item, order = aliased(WorkOrderItem), aliased(WorkOrder)
    return (
        select(order.number)
        .join(item, item.work_order_id == order.id)
        .where(
            item.request_item_id == RequestItem.id,
            item.voided_at.is_(None),
            order.request_id == RequestItem.request_id,
            order.state != "cancelled",
        )
        .limit(1)
        .scalar_subquery()
    )


def _photos(session: Session, company_id: str, request_id: str) -> tuple[RequestPhoto, ...]:
    items = select(RequestItem.id).where(
        RequestItem.company_id == company_id, RequestItem.request_id == request_id
    )
    rows = session.execute(
        select(
            Attachment.id, Attachment.owner_kind, Attachment.owner_id, Attachment.caption,
            Attachment.taken_at,
        )
        .where(
            Attachment.company_id == company_id,
            Attachment.voided_at.is_(None),
            or_(
                (Attachment.owner_kind == "request") & (Attachment.owner_id == request_id),
                (Attachment.owner_kind == "request_item") & Attachment.owner_id.in_(items),
            ),
        )
        .order_by(Attachment.made_at, Attachment.id)
    )  # fmt: skip
    return tuple(
        RequestPhoto(
            attachment_id=row.id,
            item_id=row.owner_id if row.owner_kind == "request_item" else None,
            caption=row.caption,
            taken_at=row.taken_at,
        )
        for row in rows
    )


def _orders(session: Session, company_id: str, request_id: str) -> tuple[OrderOfRequest, ...]:
    rows: Sequence[OrderOfRequest] = [
        OrderOfRequest(**row._mapping)
        for row in session.execute(
            select(
                WorkOrder.id.label("work_order_id"), WorkOrder.number, WorkOrder.department,
                WorkOrder.state,
            )
            .where(WorkOrder.company_id == company_id, WorkOrder.request_id == request_id)
            .order_by(WorkOrder.number)
        )
    ]  # fmt: skip
    return tuple(rows)
