"""收款 and 开票: what was paid how, what is waived by whom, what the invoice says."""

from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import select

from fieldapp.commands.fields import (
    STRICT,
    CodeText,
    Day,
    Instant,
    Line,
    Name,
    PaidCents,
    Reason,
    RemarkOrEmpty,
    Revision,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.order_access import changed, order_for, work_order_of
from fieldapp.domain.invoices import email_address, tax_number
from fieldapp.domain.payments import check_paid_at, check_waiver
from fieldapp.domain.problems import (
    PaymentUnknown,
    PermissionMissing,
    PersonUnknown,
    StaleForm,
)
from fieldapp.domain.roles import may
from fieldapp.persistence.order_accounts import order_account
from fieldapp.persistence.tables import Invoice, Payment, Person


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RecordPayment(Command):
    """收款: money that came in, or a promise (月结, 欠款) that stays open."""

    permission = "payments.write"

    work_order_id: Uuid
    method: Literal["qr", "cash", "transfer", "monthly", "owed"]
    amount_cents: PaidCents
    #: None means now.
    paid_at: Instant | None = None
    #: Who took it; None means the customer paid by himself.
    received_by_id: Uuid | None = None
    reference: Line = ""
    note: RemarkOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class WaiveAmount(Command):
    """免收: part of what is due need not be paid; whoever allows it does it himself."""

    permission = "charges.waive"

    work_order_id: Uuid
    amount_cents: PaidCents
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidPayment(Command):
    """The payment or waiver does not hold; it stays visible, crossed out."""

    permission = "payments.write"

    payment_id: Uuid
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class VoidWaiver(Command):
    """The waiver does not hold: whoever may waive takes it back, also without taking payments."""

    permission = WaiveAmount.permission

    payment_id: Uuid
    reason: Reason


@dataclass(frozen=True, kw_only=True, config=STRICT)
class SaveInvoice(Command):
    """开票: what the customer wants on it; number and day once it is made."""

    permission = "payments.write"

    work_order_id: Uuid
    #: Of the order as the form showed it.
    revision: Revision
    title: Name
    tax_no: CodeText = ""
    email: Line = ""
    number: CodeText = ""
    issued_on: Day | None = None
    note: RemarkOrEmpty = ""


@handles(RecordPayment)
def record_payment(command: RecordPayment, context: HandlerContext) -> None:
    """Record the payment. Raises ChargingPaused, PaymentAhead, PersonUnknown."""
    order = order_for(context, command.work_order_id, "pay")
    paid_at = command.paid_at or context.envelope.made_at
    check_paid_at(paid_at, context.now, context.zone)
    _check_colleague(context, command.received_by_id)
    context.session.add(
        Payment(
            id=context.envelope.command_id,
            company_id=order.company_id,
            work_order_id=order.id,
            method=command.method,
            amount_cents=command.amount_cents,
            paid_at=paid_at,
            received_by_id=command.received_by_id,
            reference=command.reference,
            note=command.note,
        )
    )
    changed(context, order)


@handles(WaiveAmount)
def waive_amount(command: WaiveAmount, context: HandlerContext) -> None:
    """Record who let the customer off, and why. Raises ChargingPaused, WaiverTooHigh."""
    order = order_for(context, command.work_order_id, "pay")
    check_waiver(command.amount_cents, order_account(context.session, order.company_id, order.id))
    context.session.add(
        Payment(
            id=context.envelope.command_id,
            company_id=order.company_id,
            work_order_id=order.id,
            method="waived",
            amount_cents=command.amount_cents,
            paid_at=context.envelope.made_at,
            waived_by_id=context.actor.person_id,
            note=command.reason,
        )
    )
    changed(context, order)


@handles(VoidPayment)
def void_payment(command: VoidPayment, context: HandlerContext) -> None:
    """Void it with the reason; a waiver only by somebody who may waive.

    Raises PaymentUnknown, PermissionMissing.
    """
    payment = _payment_of(context, command.payment_id)
    if payment.method == "waived" and not may(context.actor, WaiveAmount.permission):
        raise PermissionMissing(permission=WaiveAmount.permission)
    _void(context, payment, command.reason)


@handles(VoidWaiver)
def void_waiver(command: VoidWaiver, context: HandlerContext) -> None:
    """Void the waiver with the reason; money that came in is none. Raises PaymentUnknown."""
    payment = _payment_of(context, command.payment_id)
    if payment.method != "waived":
        raise PaymentUnknown(payment_id=command.payment_id)
    _void(context, payment, command.reason)


@handles(SaveInvoice)
def save_invoice(command: SaveInvoice, context: HandlerContext) -> None:
    """Keep the details; one invoice per order.

    Raises InvoiceTaxNumber, InvoiceEmail, and StaleForm where somebody was faster.
    """
    order = work_order_of(context, command.work_order_id)
    invoice = context.session.scalar(
        select(Invoice).where(
            Invoice.company_id == order.company_id, Invoice.work_order_id == order.id
        )
    )
    if invoice is None:
        invoice = Invoice(
            id=context.envelope.command_id, company_id=order.company_id, work_order_id=order.id
        )
        context.session.add(invoice)
    elif order.revision != command.revision:
        raise StaleForm(
            revision=order.revision, current=_as_shown(invoice), changed_by="", changed_at=""
        )
    invoice.title = command.title
    invoice.tax_no = tax_number(command.tax_no)
    invoice.email = email_address(command.email)
    invoice.number = command.number.strip()
    invoice.issued_on = command.issued_on
    invoice.note = command.note
    changed(context, order)


def _payment_of(context: HandlerContext, payment_id: str) -> Payment:
    payment = context.session.get(Payment, payment_id)
    if (
        payment is None
        or payment.company_id != context.actor.company_id
        or payment.voided_at is not None
    ):
        raise PaymentUnknown(payment_id=payment_id)
    return payment


def _void(context: HandlerContext, payment: Payment, reason: str) -> None:
    payment.voided_at = context.now
    payment.void_reason = reason
    changed(context, work_order_of(context, payment.work_order_id))


def _as_shown(invoice: Invoice) -> dict[str, object]:
    issued_on = invoice.issued_on
    return {
        "title": invoice.title,
        "tax_no": invoice.tax_no,
        "email": invoice.email,
        "number": invoice.number,
        "issued_on": None if issued_on is None else issued_on.isoformat(),
        "note": invoice.note,
    }


def _check_colleague(context: HandlerContext, person_id: str | None) -> None:
    if person_id is None:
        return
    person = context.session.get(Person, person_id)
    if person is None or person.company_id != context.actor.company_id:
        raise PersonUnknown(person_id=person_id)
