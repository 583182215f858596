"""What stands around a request: parties, slip, answers, and what it was merged with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Attachment, Customer, Request, RequestItem


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedRequest:
    """A request that became part of another."""

    request_id: str
    number: str
    registered_at: datetime
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPhoto:
    """A photo sent with a request that was merged into this one."""

    attachment_id: str
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemFacts:
    """What was reported and asked about one item."""

    position_no: int
    position: str
    category_code: str
    product_id: str | None
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFacts:
    """Everything of a request's page that is not on its form."""

    user_name: str
    payer_name: str
    slip_items: int | None
    slip_reason: str
    passed_on_to: str
    merged_into: MergedRequest | None
    merged: tuple[MergedRequest, ...]
    merged_photos: tuple[MergedPhoto, ...]
    items: tuple[ItemFacts, ...]

    @property
    def recorded(self) -> int:
        """How many items are recorded: 已录 n 项."""
        return len(self.items)

    @property
    def answered(self) -> list[ItemFacts]:
        """The items something was answered about."""
        return [item for item in self.items if item.answers]

    @property
    def is_short(self) -> bool:
        """Whether the slip lists more than is recorded and nobody said why."""
        return bool(self.slip_items and self.recorded < self.slip_items and not self.slip_reason)


def request_facts(session: Session, *, company_id: str, request_id: str) -> RequestFacts:
    """The facts of a request the company has."""
    user, payer = aliased(Customer), aliased(Customer)
    row = session.execute(
        select(
            user.name.label("user_name"), payer.name.label("payer_name"), Request.slip_items,
            Request.slip_reason, Request.passed_on_to, Request.merged_into_id,
        )
        .outerjoin(user, user.id == Request.user_id)
        .outerjoin(payer, payer.id == Request.payer_id)
        .where(Request.company_id == company_id, Request.id == request_id)
    ).one()  # fmt: skip
    merged = _requests(session, company_id, Request.merged_into_id == request_id)
    into = _requests(session, company_id, Request.id == row.merged_into_id)
    return RequestFacts(
        user_name=row.user_name or "",
        payer_name=row.payer_name or "",
        slip_items=row.slip_items,
        slip_reason=row.slip_reason,
        passed_on_to=row.passed_on_to,
        merged_into=into[0] if into else None,
        merged=merged,
        merged_photos=_photos(session, company_id, [one.request_id for one in merged]),
        items=_items(session, company_id, request_id),
    )


def _requests(session: Session, company_id: str, which: object) -> tuple[MergedRequest, ...]:
    rows = session.execute(
        select(
            Request.id.label("request_id"), Request.number, Request.registered_at, Request.channel
        )
        .where(Request.company_id == company_id, which)  # type: ignore[arg-type]
        .order_by(Request.registered_at)
    )
    return tuple(MergedRequest(**row._mapping) for row in rows)


def _items(session: Session, company_id: str, request_id: str) -> tuple[ItemFacts, ...]:
    rows = session.execute(
        select(
            RequestItem.position_no, RequestItem.position, RequestItem.category_code,
            RequestItem.product_id, RequestItem.answers,
        )
        .where(RequestItem.company_id == company_id, RequestItem.request_id == request_id)
        .order_by(RequestItem.position_no)
    )  # fmt: skip
    return tuple(
        ItemFacts(
            position_no=row.position_no,
            position=row.position,
            category_code=row.category_code,
            product_id=row.product_id,
            answers=tuple((one["question"], one["answer"]) for one in row.answers),
        )
        for row in rows
    )


def _photos(
    session: Session, company_id: str, request_ids: Sequence[str]
) -> tuple[MergedPhoto, ...]:
    if not request_ids:
        return ()
    items = select(RequestItem.id).where(
        RequestItem.company_id == company_id, RequestItem.request_id.in_(request_ids)
    )
    rows = session.execute(
        select(Attachment.id.label("attachment_id"), Attachment.caption)
        .where(
            Attachment.company_id == company_id,
            Attachment.voided_at.is_(None),
            Attachment.owner_id.in_(request_ids) | Attachment.owner_id.in_(items),
        )
        .order_by(Attachment.made_at, Attachment.id)
    )
    return tuple(MergedPhoto(**row._mapping) for row in rows)
