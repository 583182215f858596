"""Customers: who they are, how they are reached, which homes they belong to (客户)."""

from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.archive_access import (
    customer_of,
    dwelling_of,
    set_fields,
    touch_customer,
    touch_dwelling,
)
from fieldapp.commands.fields import (
    STRICT,
    Caption,
    Line,
    Name,
    NameOrEmpty,
    PhoneDigits,
    PhoneDigitsOrEmpty,
    RemarkOrEmpty,
    TaxNo,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.revisions import check_revision
from fieldapp.domain.phones import phone_tail
from fieldapp.domain.problems import PhoneKnown, PhoneUnknown, ResidentUnknown
from fieldapp.persistence.pinyin import initials_of
from fieldapp.persistence.tables import Customer, CustomerPhone, DwellingResident

CustomerKind = Literal["owner", "family", "tenant", "property", "firm"]
Relation = Literal["owner", "family", "tenant", "property", "keyholder"]


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddCustomer(Command):
    """A customer nobody had registered, perhaps of a home that is known."""

    permission = "archive.write"

    name: Name
    kind: CustomerKind = "owner"
    phone: PhoneDigitsOrEmpty = ""
    notes: RemarkOrEmpty = ""
    invoice_title: Caption = ""
    tax_no: TaxNo = ""
    invoice_email: Caption = ""
    dwelling_id: Uuid | None = None
    relation: Relation = "owner"


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChangeCustomer(Command):
    """What is known of a customer; numbers and homes are changed one by one."""

    permission = "archive.write"

    customer_id: Uuid
    revision: int
    name: Name
    kind: CustomerKind
    notes: RemarkOrEmpty = ""
    invoice_title: Caption = ""
    tax_no: TaxNo = ""
    invoice_email: Caption = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddCustomerPhone(Command):
    """One more number; the first one is the one that is rung first."""

    permission = "archive.write"

    customer_id: Uuid
    phone: PhoneDigits
    label: NameOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RemoveCustomerPhone(Command):
    """A number that no longer reaches the customer; without ``phone_id`` the first one."""

    permission = "archive.write"

    customer_id: Uuid
    phone_id: Uuid | None = None


@dataclass(frozen=True, kw_only=True, config=STRICT)
class LinkDwelling(Command):
    """The customer belongs to a home, or belongs to it in another way than was known."""

    permission = "archive.write"

    customer_id: Uuid
    dwelling_id: Uuid
    relation: Relation


@dataclass(frozen=True, kw_only=True, config=STRICT)
class UnlinkDwelling(Command):
    """The customer has moved out; requests and orders of then keep their names."""

    permission = "archive.write"

    customer_id: Uuid
    dwelling_id: Uuid
    note: Line = ""


@handles(AddCustomer)
def add_customer(command: AddCustomer, context: HandlerContext) -> None:
    """Register the customer and, if given, his home."""
    customer = Customer(
        id=context.envelope.command_id,
        company_id=context.actor.company_id,
        name=command.name.strip(),
        name_initials=initials_of(command.name),
        phone_tail=phone_tail(command.phone),
    )
    set_fields(
        customer, command, "kind", "phone", "notes", "invoice_title", "tax_no", "invoice_email"
    )
    context.session.add(customer)
    context.session.flush()
    if command.dwelling_id is not None:
        dwelling = dwelling_of(context, command.dwelling_id)
        _link(context, customer.id, dwelling.id, command.relation)


@handles(ChangeCustomer)
def change_customer(command: ChangeCustomer, context: HandlerContext) -> None:
    """Write what the form says, if nobody was first."""
    customer = customer_of(context, command.customer_id)
    check_revision(context, customer, command)
    set_fields(
        customer, command, "name", "kind", "notes", "invoice_title", "tax_no", "invoice_email"
    )
    customer.name_initials = initials_of(command.name)
    touch_customer(context, customer.id)


@handles(AddCustomerPhone)
def add_customer_phone(command: AddCustomerPhone, context: HandlerContext) -> None:
    """Keep one more number."""
    customer = customer_of(context, command.customer_id)
    if command.phone in {customer.phone, *(row.phone for row in _phones(context, customer))}:
        raise PhoneKnown(customer_id=customer.id)
    if not customer.phone:
        customer.phone, customer.phone_tail = command.phone, phone_tail(command.phone)
    else:
        context.session.add(
            CustomerPhone(
                id=context.envelope.command_id,
                company_id=customer.company_id,
                customer_id=customer.id,
                phone=command.phone,
                phone_tail=phone_tail(command.phone),
                label=command.label,
            )
        )
    touch_customer(context, customer.id)


@handles(RemoveCustomerPhone)
def remove_customer_phone(command: RemoveCustomerPhone, context: HandlerContext) -> None:
    """Take a number away; where it was the first, the next one becomes it."""
    customer = customer_of(context, command.customer_id)
    others = _phones(context, customer)
    if command.phone_id is None:
        if not customer.phone:
            raise PhoneUnknown(customer_id=customer.id)
        following = others[0] if others else None
        customer.phone = following.phone if following else ""
        customer.phone_tail = phone_tail(customer.phone)
    else:
        following = next((row for row in others if row.id == command.phone_id), None)
        if following is None:
            raise PhoneUnknown(customer_id=customer.id)
    if following is not None:
        context.session.delete(following)
    touch_customer(context, customer.id)


@handles(LinkDwelling)
def link_dwelling(command: LinkDwelling, context: HandlerContext) -> None:
    """Have the customer among those of the home."""
    customer = customer_of(context, command.customer_id)
    dwelling = dwelling_of(context, command.dwelling_id)
    _link(context, customer.id, dwelling.id, command.relation)
    touch_dwelling(context, dwelling.id)


@handles(UnlinkDwelling)
def unlink_dwelling(command: UnlinkDwelling, context: HandlerContext) -> None:
    """Take the customer from those of the home."""
    customer = customer_of(context, command.customer_id)
    dwelling = dwelling_of(context, command.dwelling_id)
    row = context.session.get(DwellingResident, (dwelling.id, customer.id))
    if row is None:
        raise ResidentUnknown(customer_id=customer.id)
    context.session.delete(row)
    touch_dwelling(context, dwelling.id)


def _link(context: HandlerContext, customer_id: str, dwelling_id: str, relation: str) -> None:
    row = context.session.get(DwellingResident, (dwelling_id, customer_id))
    if row is not None:
        row.relation = relation
        return
    context.session.add(
        DwellingResident(
            company_id=context.actor.company_id,
            dwelling_id=dwelling_id,
            customer_id=customer_id,
            relation=relation,
        )
    )


def _phones(context: HandlerContext, customer: Customer) -> list[CustomerPhone]:
    return list(
        context.session.scalars(
            select(CustomerPhone)
            .where(CustomerPhone.customer_id == customer.id)
            .order_by(CustomerPhone.label, CustomerPhone.id)
        )
    )
