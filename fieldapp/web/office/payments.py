"""收款, 免收 and 开票 on an order's page."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, request

from fieldapp.commands.payments import (
    RecordPayment,
    SaveInvoice,
    VoidPayment,
    VoidWaiver,
    WaiveAmount,
)
from fieldapp.domain.problems import PaymentUnknown, Problem
from fieldapp.queries.payments import PaymentRow, payments_of_order
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.work_orders import sheet_of, show_order
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import perform

blueprint = Blueprint("office_payments", __name__, url_prefix="/office/work-orders")


@blueprint.post("/<uuid:work_order_id>/payments")
@requires("payments.write")
def record(work_order_id: uuid.UUID) -> Response:
    """Money that came in, or was promised."""
    try:
        command = payload_from_form(RecordPayment, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#payments")


@blueprint.post("/<uuid:work_order_id>/waivers")
@requires("charges.waive")
def waive(work_order_id: uuid.UUID) -> Response:
    """免收 of an amount, with the reason."""
    try:
        command = payload_from_form(WaiveAmount, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#payments")


@blueprint.post("/<uuid:work_order_id>/payments/<uuid:payment_id>/voiding")
@requires("payments.write", "charges.waive")
def void(work_order_id: uuid.UUID, payment_id: uuid.UUID) -> Response:
    """It does not hold; it stays in the list, crossed out. A waiver by whoever may waive."""
    try:
        row = _payment(work_order_id, payment_id)
        kind = VoidWaiver if row.method == "waived" else VoidPayment
        command = payload_from_form(kind, request.form, payment_id=str(payment_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#payments")


@blueprint.post("/<uuid:work_order_id>/invoice")
@requires("payments.write")
def invoice(work_order_id: uuid.UUID) -> Response:
    """Title, tax number and address; number and day once it is made."""
    try:
        command = payload_from_form(SaveInvoice, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#payments")


def _payment(work_order_id: uuid.UUID, payment_id: uuid.UUID) -> PaymentRow:
    """The payment, if it stands on the order of the address. Raises PaymentUnknown."""
    rows = payments_of_order(db(), current_actor().company_id, str(work_order_id))
    found = next((row for row in rows if row.payment_id == str(payment_id)), None)
    if found is None:
        raise PaymentUnknown
    return found
