"""Two customers that are one: everything moves to the one that is kept, and can be moved back.

The merged one stays as it was, with all it says of itself, and points to the kept one. Only rows
that were moved are moved back; what came to the kept one later stays with it.
"""

from collections.abc import Iterator
from typing import Any

from pydantic.dataclasses import dataclass
from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute

from fieldapp.commands.archive_access import customer_of, touch_customer
from fieldapp.commands.fields import STRICT, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.domain.phones import phone_tail
from fieldapp.domain.problems import (
    CustomersTheSame,
    MergeCovered,
    MergeUndone,
    MergeUnknown,
)
from fieldapp.persistence.tables import (
    Contact,
    Customer,
    CustomerMerge,
    CustomerPhone,
    Document,
    DwellingResident,
    Request,
)

#: Columns that name a customer and are simply pointed at the other one.
POINTERS: tuple[InstrumentedAttribute[Any], ...] = (
    Request.reporter_id,
    Request.user_id,
    Request.payer_id,
    Contact.customer_id,
    Document.owner_id,
)
_RESIDENTS = "dwelling_residents.customer_id"
_RESIDENTS_LEFT = "dwelling_residents.left_out"
_PHONES = "customer_phones.customer_id"
_PHONES_LEFT = "customer_phones.left_out"
_PHONES_ADDED = "customer_phones.added"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class MergeCustomers(Command):
    """``merged_id`` turned out to be ``kept_id``."""

    permission = "archive.write"

    kept_id: Uuid
    merged_id: Uuid


@dataclass(frozen=True, kw_only=True, config=STRICT)
class UndoMerge(Command):
    """They are two after all."""

    permission = "archive.write"

    merge_id: Uuid


@handles(MergeCustomers)
def merge_customers(command: MergeCustomers, context: HandlerContext) -> None:
    """Move everything to the kept one and list what was moved."""
    if command.kept_id == command.merged_id:
        raise CustomersTheSame()
    kept = customer_of(context, command.kept_id)
    merged = customer_of(context, command.merged_id)
    touch_customer(context, merged.id)
    moved: dict[str, list[Any]] = {
        _name(column): _point(context, column, merged.id, kept.id) for column in POINTERS
    }
    moved |= _move_residents(context, merged.id, kept.id)
    moved |= _move_phones(context, merged, kept)
    merged.merged_into_id = kept.id
    context.session.add(
        CustomerMerge(
            id=context.envelope.command_id,
            company_id=kept.company_id,
            kept_id=kept.id,
            merged_id=merged.id,
            moved={name: rows for name, rows in moved.items() if rows},
            merged_at=context.now,
            merged_by_id=context.actor.person_id,
        )
    )


@handles(UndoMerge)
def undo_merge(command: UndoMerge, context: HandlerContext) -> None:
    """Move back what still stands where the merge put it."""
    merge = context.session.get(CustomerMerge, command.merge_id)
    if merge is None or merge.company_id != context.actor.company_id:
        raise MergeUnknown(merge_id=command.merge_id)
    if merge.undone_at is not None:
        raise MergeUndone(merge_id=merge.id)
    kept = context.session.get_one(Customer, merge.kept_id)
    merged = context.session.get_one(Customer, merge.merged_id)
    if kept.merged_into_id is not None:
        raise MergeCovered(kept_id=kept.id)
    touch_customer(context, kept.id)
    for column in POINTERS:
        _point(context, column, kept.id, merged.id, only=merge.moved.get(_name(column), []))
    _return_residents(context, merge)
    _return_phones(context, merge)
    merged.merged_into_id = None
    merge.undone_at = context.now
    merge.undone_by_id = context.actor.person_id


def _name(column: InstrumentedAttribute[Any]) -> str:
    return f"{column.class_.__tablename__}.{column.key}"


def _point(
    context: HandlerContext,
    column: InstrumentedAttribute[Any],
    old_id: str,
    new_id: str,
    *,
    only: list[str] | None = None,
) -> list[str]:
    """Point the rows of one column from one customer to the other; their ids."""
    table = column.class_
    wanted = [table.company_id == context.actor.company_id, column == old_id]
    if table is Document:
        wanted.append(Document.owner_kind == "customer")
    ids = list(context.session.scalars(select(table.id).where(*wanted)))
    if only is not None:
        ids = [row_id for row_id in ids if row_id in set(only)]
    for some in _batches(ids):
        context.session.execute(
            update(table).where(table.id.in_(some)).values({column.key: new_id})
        )
    return ids


def _batches(ids: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(ids), 500):
        yield ids[start : start + 500]


def _move_residents(context: HandlerContext, merged_id: str, kept_id: str) -> dict[str, list[Any]]:
    """Of a home both belong to, the kept one's relation holds; the other one is written down."""
    session = context.session
    known = {row.dwelling_id for row in _residents(context, kept_id)}
    moved: list[Any] = []
    left_out: list[Any] = []
    for row in _residents(context, merged_id):
        facts = {"dwelling_id": row.dwelling_id, "relation": row.relation}
        session.delete(row)
        (left_out if row.dwelling_id in known else moved).append(facts)
    session.flush()
    for facts in moved:
        _add_resident(context, kept_id, facts)
    return {_RESIDENTS: moved, _RESIDENTS_LEFT: left_out}


def _return_residents(context: HandlerContext, merge: CustomerMerge) -> None:
    session = context.session
    for facts in merge.moved.get(_RESIDENTS, []):
        row = session.get(DwellingResident, (facts["dwelling_id"], merge.kept_id))
        if row is not None:
            facts = facts | {"relation": row.relation}  # it may have been corrected meanwhile
            session.delete(row)
            session.flush()
            _add_resident(context, merge.merged_id, facts)
    for facts in merge.moved.get(_RESIDENTS_LEFT, []):
        _add_resident(context, merge.merged_id, facts)


def _add_resident(context: HandlerContext, customer_id: str, facts: dict[str, str]) -> None:
    context.session.add(
        DwellingResident(
            company_id=context.actor.company_id,
            dwelling_id=facts["dwelling_id"],
            customer_id=customer_id,
            relation=facts["relation"],
        )
    )


def _residents(context: HandlerContext, customer_id: str) -> list[DwellingResident]:
    return list(
        context.session.scalars(
            select(DwellingResident)
            .where(DwellingResident.customer_id == customer_id)
            .order_by(DwellingResident.dwelling_id)
        )
    )


def _move_phones(context: HandlerContext, merged: Customer, kept: Customer) -> dict[str, list[Any]]:
    """Numbers the kept one has already are left out; the merged one's first becomes one more."""
    known = {kept.phone, *(row.phone for row in _phones(context, kept.id))}
    moved: list[Any] = []
    left_out: list[Any] = []
    for row in _phones(context, merged.id):
        if row.phone in known:
            left_out.append({"id": row.id, "phone": row.phone, "label": row.label})
            context.session.delete(row)
        else:
            row.customer_id = kept.id
            moved.append(row.id)
            known.add(row.phone)
    added = []
    if merged.phone and merged.phone not in known:
        added.append(_add_phone(context, kept.id, context.new_id(), merged.phone, merged.name))
    return {_PHONES: moved, _PHONES_LEFT: left_out, _PHONES_ADDED: added}


def _return_phones(context: HandlerContext, merge: CustomerMerge) -> None:
    session = context.session
    for phone_id in merge.moved.get(_PHONES, []):
        row = session.get(CustomerPhone, phone_id)
        if row is not None and row.customer_id == merge.kept_id:
            row.customer_id = merge.merged_id
    for phone_id in merge.moved.get(_PHONES_ADDED, []):
        row = session.get(CustomerPhone, phone_id)
        if row is not None and row.customer_id == merge.kept_id:
            session.delete(row)
    for facts in merge.moved.get(_PHONES_LEFT, []):
        _add_phone(context, merge.merged_id, facts["id"], facts["phone"], facts["label"])


def _add_phone(
    context: HandlerContext, customer_id: str, phone_id: str, phone: str, label: str
) -> str:
    context.session.add(
        CustomerPhone(
            id=phone_id,
            company_id=context.actor.company_id,
            customer_id=customer_id,
            phone=phone,
            phone_tail=phone_tail(phone),
            label=label,
        )
    )
    return phone_id


def _phones(context: HandlerContext, customer_id: str) -> list[CustomerPhone]:
    return list(
        context.session.scalars(
            select(CustomerPhone)
            .where(CustomerPhone.customer_id == customer_id)
            .order_by(CustomerPhone.id)
        )
    )
