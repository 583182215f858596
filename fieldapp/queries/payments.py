"""What was paid for an order, and its invoice (收款, 开票)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Customer, Invoice, Payment, Person, Request, WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentRow:
    """One payment, promise or waiver, voided ones too."""

    payment_id: str
    method: str
    amount_cents: int
    paid_at: datetime
    received_by: str
    waived_by: str
    reference: str
    note: str
    voided_at: datetime | None
    void_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceDetails:
    """What stands on the invoice, or would: what the payer's own page says."""

    title: str
    tax_no: str
    email: str
    number: str = ""
    issued_on: date | None = None
    note: str = ""
    #: Whether it was saved for this order.
    is_kept: bool = False


def payments_of_order(
    session: Session, company_id: str, work_order_id: str
) -> tuple[PaymentRow, ...]:
    """All payments, oldest first."""
    rows = session.connection().execute(
        _payments(), {"company_id": company_id, "order_id": work_order_id}
    )
    return tuple(PaymentRow(**row._mapping) for row in rows)


# Statements are made once: building one costs more than running it.
@cache
def _payments() -> Select[*tuple[Any, ...]]:
    receiver, waiver = aliased(Person), aliased(Person)
    return (
        select(
            Payment.id.label("payment_id"), Payment.method, Payment.amount_cents,
            Payment.paid_at, func.coalesce(receiver.name, "").label("received_by"),
            func.coalesce(waiver.name, "").label("waived_by"), Payment.reference, Payment.note,
            Payment.voided_at, Payment.void_reason,
        )
        .outerjoin(receiver, receiver.id == Payment.received_by_id)
        .outerjoin(waiver, waiver.id == Payment.waived_by_id)
        .where(
            Payment.company_id == bindparam("company_id"),
            Payment.work_order_id == bindparam("order_id"),
        )
        .order_by(Payment.paid_at, Payment.id)
    )  # fmt: skip


_INVOICE = select(
    Invoice.title,
    Invoice.tax_no,
    Invoice.email,
    Invoice.number,
    Invoice.issued_on,
    Invoice.note,
).where(
    Invoice.company_id == bindparam("company_id"), Invoice.work_order_id == bindparam("order_id")
)


#: What the invoice would say: the payer's own page, else the user's or the caller's.
_PAYER = (
    select(Customer.invoice_title, Customer.tax_no, Customer.invoice_email)
    .join(
        Request,
        Customer.id == func.coalesce(Request.payer_id, Request.user_id, Request.reporter_id),
    )
    .join(WorkOrder, WorkOrder.request_id == Request.id)
    .where(WorkOrder.company_id == bindparam("company_id"), WorkOrder.id == bindparam("order_id"))
)


def invoice_of_order(session: Session, company_id: str, work_order_id: str) -> InvoiceDetails:
    """The invoice as kept; else prefilled from the payer, or the user, of the request."""
    which = {"company_id": company_id, "order_id": work_order_id}
    kept = session.connection().execute(_INVOICE, which).one_or_none()
    if kept is not None:
        return InvoiceDetails(**kept._mapping, is_kept=True)
    payer = session.connection().execute(_PAYER, which).one_or_none()
    if payer is None:
        return InvoiceDetails(title="", tax_no="", email="")
    return InvoiceDetails(title=payer.invoice_title, tax_no=payer.tax_no, email=payer.invoice_email)


def payer_names(session: Session, company_id: str, work_order_id: str) -> tuple[str, ...]:
    """Who may agree to pay: the payer first, then user and reporter, each once."""
    which = {"company_id": company_id, "order_id": work_order_id}
    row = session.connection().execute(_payer_names(), which).one_or_none()
    if row is None:
        return ()
    names = (row.payer, row.user, row.reporter_name)
    return tuple(dict.fromkeys(name for name in names if name))


@cache
def _payer_names() -> Select[*tuple[Any, ...]]:
    payer, user = aliased(Customer), aliased(Customer)
    return (
        select(payer.name.label("payer"), user.name.label("user"), Request.reporter_name)
        .select_from(WorkOrder)
        .join(Request, Request.id == WorkOrder.request_id)
        .outerjoin(payer, payer.id == Request.payer_id)
        .outerjoin(user, user.id == Request.user_id)
        .where(
            WorkOrder.company_id == bindparam("company_id"), WorkOrder.id == bindparam("order_id")
        )
    )
