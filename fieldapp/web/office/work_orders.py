"""维修单: the ledger, one order as the sheet, its paper, consents and the phone number."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request

from fieldapp.commands.phones import RevealPhone
from fieldapp.commands.trips import CancelVisit
from fieldapp.commands.work_orders import PrintWorkOrder, RecordConsent
from fieldapp.domain.problems import Problem, WorkOrderUnknown
from fieldapp.domain.work_orders import WORK_ORDER_STATES
from fieldapp.printing.work_orders import paper
from fieldapp.queries.paging import cursor_from
from fieldapp.queries.people import technicians
from fieldapp.queries.prints import print_count
from fieldapp.queries.timelines import order_timeline
from fieldapp.queries.work_order_sheets import OrderSheet, order_sheet, order_version
from fieldapp.queries.work_orders import WorkOrderFilter, work_orders_page
from fieldapp.templating.locale import current_locale
from fieldapp.web import live
from fieldapp.web.errors import status_of, wording_of
from fieldapp.web.forms import day, payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_region
from fieldapp.web.office.signatures import signed_changes, stroke_paths
from fieldapp.web.pages import after_write, local_path, render
from fieldapp.web.scope import db, now, services
from fieldapp.web.writing import perform

blueprint = Blueprint("office_work_orders", __name__, url_prefix="/office")
_CONSENT_FIELDS = ("who", "who_name", "how", "low_cents", "agreed_cents")


@blueprint.get("/work-orders")
@requires("work_orders.read")
def ledger() -> Response:
    """The orders, newest first; the filters are in the address."""
    company_id = current_actor().company_id
    page = work_orders_page(
        db(),
        company_id=company_id,
        wanted=_filter(),
        after=cursor_from(request.args.get("after")),
    )
    return live.unless_unchanged(
        render_region(
            "work_orders/ledger",
            nav="work_orders",
            page=page,
            wanted=_filter(),
            from_on=request.args.get("from", ""),
            until_on=request.args.get("until", ""),
            states=WORK_ORDER_STATES,
            technicians=technicians(db(), company_id=company_id),
            is_first=not request.args.get("after"),
        )
    )


@blueprint.get("/work-orders/<uuid:work_order_id>")
@requires("work_orders.read")
def show(work_order_id: uuid.UUID) -> Response:
    """The order as its sheet; asked for as a region it answers only when it changed."""
    version = order_version(
        db(), company_id=current_actor().company_id, work_order_id=str(work_order_id)
    )
    if version is None:
        raise WorkOrderUnknown
    if live.is_current(version):
        return live.unchanged(version)
    return live.tagged(_show(_sheet(work_order_id)), version)


@blueprint.post("/work-orders/<uuid:work_order_id>/consents")
@requires("work_orders.write")
def consent(work_order_id: uuid.UUID) -> Response:
    """收费同意: who agreed to what, how."""
    sheet = _sheet(work_order_id)
    try:
        command = payload_from_form(RecordConsent, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return _show(sheet, problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}")


@blueprint.post("/work-orders/<uuid:work_order_id>/phone-reveals")
@requires("phones.reveal")
def reveal_phone(work_order_id: uuid.UUID) -> Response:
    """The whole number, once, and a line in the log."""
    sheet = _sheet(work_order_id)
    perform(
        RevealPhone(subject="request", subject_id=sheet.head.request_id),
        stream=f"request:{sheet.head.request_id}",
    )
    return _show(sheet, is_revealed=True)


@blueprint.post("/work-orders/<uuid:work_order_id>/prints")
@requires("work_orders.write")
def count_print(work_order_id: uuid.UUID) -> Response:
    """One more paper copy; on to the paper itself."""
    perform(PrintWorkOrder(work_order_id=str(work_order_id)), stream=f"work_order:{work_order_id}")
    return after_write(f"/office/work-orders/{work_order_id}/print?now=1")


@blueprint.get("/work-orders/<uuid:work_order_id>/print")
@requires("work_orders.read")
def print_page(work_order_id: uuid.UUID) -> Response:
    """The paper 维修单, A4, with its QR code."""
    copies = print_count(
        db(), company_id=current_actor().company_id, work_order_id=str(work_order_id)
    )
    sheet = _sheet(work_order_id)
    return render(
        "print/work_order.html",
        paper=paper(sheet, base_url=services().settings.base_url),
        strokes=stroke_paths(sheet.sign_off.strokes if sheet.sign_off else None),
        copies=copies,
        printed_at=now(),
        prints_now="1" if request.args.get("now") else "",
    )


@blueprint.post("/visits/<uuid:visit_id>/cancellation")
@requires("dispatch.write")
def cancel_visit(visit_id: uuid.UUID) -> Response:
    """Take a visit off the plan; its order waits for dispatch again."""
    command = payload_from_form(CancelVisit, request.form, visit_id=str(visit_id))
    perform(command, stream=f"visit:{visit_id}")
    return after_write(local_path(request.form.get("next"), "/office/dispatch"))


def _sheet(work_order_id: uuid.UUID) -> OrderSheet:
    sheet = order_sheet(
        db(), company_id=current_actor().company_id, work_order_id=str(work_order_id)
    )
    if sheet is None:
        raise WorkOrderUnknown
    return sheet


def _show(
    sheet: OrderSheet, *, problem: Problem | None = None, is_revealed: bool = False
) -> Response:
    streams = [
        f"request:{sheet.head.request_id}",
        f"work_order:{sheet.head.work_order_id}",
        *(f"visit:{visit.visit_id}" for visit in sheet.visits),
    ]
    timeline = order_timeline(
        db(),
        company_id=current_actor().company_id,
        streams=streams,
        command_ids=[
            sheet.head.request_id,
            sheet.head.work_order_id,
            *(visit.trip_id for visit in sheet.visits),
        ],
    )
    return render_region(
        "work_orders/order",
        nav="work_orders",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else problem.details.get("fields", {}),
        typed={name: request.form.get(name, "") for name in _CONSENT_FIELDS},
        sheet=sheet,
        timeline=timeline,
        open_days=(now() - sheet.head.registered_at).days,
        is_revealed=is_revealed,
        strokes=stroke_paths(sheet.sign_off.strokes if sheet.sign_off else None),
        changes=signed_changes(sheet),
    )


def _filter() -> WorkOrderFilter:
    given = request.args
    wanted = WorkOrderFilter(
        text=given.get("q", "").strip()[:60],
        state=given.get("state", ""),
        department=given.get("department", ""),
        technician_id=given.get("technician_id", ""),
    )
    return replace(
        wanted,
        from_at=_start_of(given.get("from", "")),
        until_at=_start_of(given.get("until", ""), plus_days=1),
    )


def _start_of(text: str, *, plus_days: int = 0) -> datetime | None:
    """The first instant of a local day; an unreadable day narrows nothing."""
    try:
        on = day(text)
    except ValueError:
        return None
    if on is None:
        return None
    zone = ZoneInfo(current_locale().zone)
    return datetime.combine(on + timedelta(days=plus_days), time(), tzinfo=zone).astimezone(UTC)
