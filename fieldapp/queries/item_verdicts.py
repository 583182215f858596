"""One item's verdict with its working: the days that are known, the rules it was chosen from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select

from fieldapp.domain.warranty import Period, Rule
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Appraisal,
    Company,
    Person,
    Request,
    RequestItem,
    WorkOrder,
    WorkOrderItem,
)
from fieldapp.persistence.warranty_claims import ReportedItem, judge_items
from fieldapp.queries.addresses import address_column, with_place

AnySelect = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraFound:
    """An item found on site (追加项, rule 9): by whom, what was told, who confirmed it."""

    added_at: datetime
    added_by: str
    low_cents: int | None
    high_cents: int | None
    #: None means the clerk has not confirmed it yet.
    confirmed_at: datetime | None
    confirmed_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemVerdict:
    """An item of a request, and of its order if there is one, with what is decided about it."""

    item_id: str
    #: None means found on site.
    request_item_id: str | None
    #: None means no order has it yet.
    order_item_id: str | None
    position: str
    category_code: str
    description: str
    part: str
    cause: str
    warranty_verdict: str
    warranty_text: str
    warranty_ends_on: date | None
    charge_verdict: str
    request_id: str
    request_number: str
    #: Of the request.
    revision: int
    registered_on: date
    address: str
    work_order_id: str | None
    work_order_number: str
    work_order_state: str
    overruled_by: str
    overruled_reason: str
    #: An appraisal of the item, decided or not; None means nobody disputed it.
    appraisal_id: str | None
    #: None means not decided, or no appraisal.
    found_at: datetime | None
    #: How it was found on site; None means it was reported.
    extra: ExtraFound | None
    #: Kind of day → the day, None where the archive has none.
    days: dict[str, date | None]
    considered: tuple[Period, ...]
    undated: tuple[Rule, ...]
    exclusion: Rule | None

    @property
    def subject_id(self) -> str:
        """What an overruling or a dispute is about: the order's item, where there is one."""
        return self.order_item_id or self.item_id

    @property
    def stream(self) -> str:
        """Where the log keeps what is decided: with the order, else with the request."""
        if self.work_order_id is not None:
            return f"work_order:{self.work_order_id}"
        return f"request:{self.request_id}"

    @property
    def is_settled(self) -> bool:
        """Whether nobody may change the verdict: appraised, or the order is over."""
        return self.appraisal_id is not None or self.work_order_state in {"closed", "cancelled"}


def item_verdict(session: Session, *, company_id: str, item_id: str) -> ItemVerdict | None:
    """The item by its id on the request or on the order; None if the company has none."""
    row = _row(session, company_id, item_id)
    if row is None:
        return None
    item, source = row.WorkOrderItem or row.RequestItem, row.RequestItem
    registered_on = row.registered_at.astimezone(ZoneInfo(row.timezone)).date()
    return ItemVerdict(
        item_id=item_id,
        request_item_id=source.id if source else None,
        order_item_id=row.WorkOrderItem.id if row.WorkOrderItem else None,
        **{name: getattr(item, name) for name in _OF_ITEM},
        request_id=row.request_id,
        request_number=row.request_number,
        revision=row.revision,
        registered_on=registered_on,
        address=row.address,
        work_order_id=row.work_order_id,
        work_order_number=row.work_order_number or "",
        work_order_state=row.work_order_state or "",
        overruled_by=row.overruled_by or "",
        overruled_reason=source.overruled_reason if source else "",
        appraisal_id=row.appraisal_id,
        found_at=row.found_at,
        extra=_extra(session, row.WorkOrderItem),
        **_working(session, company_id, row, registered_on),
    )


_OF_ITEM = (
    "position", "category_code", "description", "part", "cause", "warranty_verdict",
    "warranty_text", "warranty_ends_on", "charge_verdict",
)  # fmt: skip


def _extra(session: Session, item: WorkOrderItem | None) -> ExtraFound | None:
    if item is None or item.added_at is None:
        return None
    people = (item.added_by_id, item.confirmed_by_id)
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(people)))
    names: dict[str | None, str] = {row.id: row.name for row in rows}
    return ExtraFound(
        added_at=item.added_at,
        added_by=names.get(item.added_by_id, ""),
        low_cents=item.estimate_low_cents,
        high_cents=item.estimate_high_cents,
        confirmed_at=item.confirmed_at,
        confirmed_by=names.get(item.confirmed_by_id, ""),
    )


def _working(session: Session, company_id: str, row: Any, registered_on: date) -> dict[str, Any]:
    """What the rules say by themselves, whatever somebody has decided since."""
    item, source = row.WorkOrderItem or row.RequestItem, row.RequestItem
    reported = ReportedItem(
        position=item.position,
        category_code=item.category_code,
        part=item.part,
        cause=item.cause,
        product_id=source.product_id if source else None,
    )
    (judged,) = judge_items(
        session,
        company_id=company_id,
        dwelling_id=row.dwelling_id,
        registered_on=registered_on,
        items=[reported],
        request_id=row.request_id,
    )
    claim = judged.verdict.claim
    return {
        "days": {
            "completion": claim.completed_on, "handover": claim.handed_over_on,
            "installation": claim.installed_on, "purchase": claim.purchased_on,
            "repair": claim.repair.repaired_on if claim.repair else None,
        },
        "considered": judged.verdict.considered,
        "undated": judged.verdict.undated,
        "exclusion": judged.verdict.exclusion,
    }  # fmt: skip


def _row(session: Session, company_id: str, item_id: str) -> Any:
    """The item on both papers, whichever of the two the id names."""
    for found in (_by_request(company_id, item_id), _by_order(item_id)):
        row = session.execute(
            found.outerjoin(Person, Person.id == RequestItem.overruled_by_id)
            .outerjoin(Appraisal, Appraisal.item_id == WorkOrderItem.id)
            .where(Request.company_id == company_id)
            .order_by(Appraisal.asked_at.desc())
        ).first()
        if row is not None:
            return row
    return None


def _by_request(company_id: str, item_id: str) -> AnySelect:
    cancelled = select(WorkOrder.id).where(
        WorkOrder.company_id == company_id, WorkOrder.state == "cancelled"
    )
    return (
        _columns()
        .join(RequestItem, RequestItem.request_id == Request.id)
        .outerjoin(
            WorkOrderItem,
            (WorkOrderItem.request_item_id == RequestItem.id)
            & WorkOrderItem.voided_at.is_(None)
            & WorkOrderItem.work_order_id.not_in(cancelled),
        )
        .outerjoin(WorkOrder, WorkOrder.id == WorkOrderItem.work_order_id)
        .where(RequestItem.id == item_id)
    )


def _by_order(item_id: str) -> AnySelect:
    return (
        _columns()
        .join(WorkOrder, WorkOrder.request_id == Request.id)
        .join(WorkOrderItem, WorkOrderItem.work_order_id == WorkOrder.id)
        .outerjoin(RequestItem, RequestItem.id == WorkOrderItem.request_item_id)
        .where(WorkOrderItem.id == item_id, WorkOrderItem.voided_at.is_(None))
    )


def _columns() -> AnySelect:
    return with_place(
        select(
            RequestItem, WorkOrderItem, Request.id.label("request_id"),
            Request.number.label("request_number"), Request.revision,
            Request.registered_at, Request.dwelling_id,
            address_column(), Company.timezone, WorkOrder.id.label("work_order_id"),
            WorkOrder.number.label("work_order_number"), WorkOrder.state.label("work_order_state"),
            Person.name.label("overruled_by"), Appraisal.id.label("appraisal_id"),
            Appraisal.found_at,
        )
        .select_from(Request)
        .join(Company, Company.id == Request.company_id)
    )  # fmt: skip
