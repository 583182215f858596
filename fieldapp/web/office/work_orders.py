"""维修单: the ledger, one order as the sheet, its paper and the phone number."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request

from fieldapp.commands.phones import RevealPhone
from fieldapp.commands.trips import CancelVisit
from fieldapp.commands.work_orders import CancelWorkOrder, PrintWorkOrder
from fieldapp.domain.deadlines import MOST_DAYS, Deadline, deadline
from fieldapp.domain.problems import Problem, WorkOrderUnknown
from fieldapp.domain.work_orders import WORK_ORDER_STATES
from fieldapp.queries.neighbours import neighbours_of_order
from fieldapp.queries.order_versions import order_version
from fieldapp.queries.paging import cursor_from
from fieldapp.queries.people import technicians
from fieldapp.queries.sites import site_choices
from fieldapp.queries.timelines import TimelineEvent, order_timeline
from fieldapp.queries.work_order_sheets import OrderSheet, order_sheet
from fieldapp.queries.work_orders import (
    OPEN_STATES,
    WorkOrderFilter,
    WorkOrderLine,
    orders_of_home,
    state_counts,
    work_orders_page,
)
from fieldapp.templating.labels import label
from fieldapp.templating.locale import current_locale
from fieldapp.templating.wording import translate as _
from fieldapp.web import live
from fieldapp.web.errors import field_words, status_of, wording_of
from fieldapp.web.forms import day, payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_region
from fieldapp.web.office.histories import history_lines
from fieldapp.web.office.order_money import money_context
from fieldapp.web.office.order_prints import print_sheets
from fieldapp.web.office.signatures import signed_changes, stroke_paths
from fieldapp.web.pages import after_write, local_path
from fieldapp.web.scope import db, now, services, today
from fieldapp.web.writing import perform

blueprint = Blueprint("office_work_orders", __name__, url_prefix="/office")


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
            deadlines=_deadlines(page.rows),
            wanted=_filter(),
            from_on=request.args.get("from", ""),
            until_on=request.args.get("until", ""),
            sites=site_choices(db(), company_id=company_id),
            tabs=_tabs(state_counts(db(), company_id=company_id)),
            technicians=technicians(db(), company_id=company_id),
            is_first=not request.args.get("after"),
            is_overdue="1" if _filter().overdue_since else "",
            address=request.full_path.rstrip("?"),
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
    return live.tagged(show_order(sheet_of(work_order_id)), version)


@blueprint.post("/work-orders/<uuid:work_order_id>/phone-reveals")
@requires("phones.reveal")
def reveal_phone(work_order_id: uuid.UUID) -> Response:
    """The whole number, once, and a line in the log."""
    sheet = sheet_of(work_order_id)
    perform(
        RevealPhone(subject="request", subject_id=sheet.head.request_id),
        stream=f"request:{sheet.head.request_id}",
    )
    return show_order(sheet, is_revealed=True)


@blueprint.post("/work-orders/<uuid:work_order_id>/prints")
@requires("work_orders.write")
def count_print(work_order_id: uuid.UUID) -> Response:
    """One more paper copy; on to the paper itself."""
    perform(PrintWorkOrder(work_order_id=str(work_order_id)), stream=f"work_order:{work_order_id}")
    return after_write(f"/office/work-orders/{work_order_id}/print?now=1")


@blueprint.post("/work-orders/<uuid:work_order_id>/cancellation")
@requires("work_orders.write")
def cancel(work_order_id: uuid.UUID) -> Response:
    """取消维修单, with its reason."""
    sheet = sheet_of(work_order_id)
    try:
        command = payload_from_form(CancelWorkOrder, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet, problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}")


@blueprint.get("/work-orders/<uuid:work_order_id>/print")
@requires("work_orders.read")
def print_page(work_order_id: uuid.UUID) -> Response:
    """The paper 维修单, A4, with its QR code."""
    return print_sheets([sheet_of(work_order_id)])


@blueprint.post("/visits/<uuid:visit_id>/cancellation")
@requires("dispatch.write")
def cancel_visit(visit_id: uuid.UUID) -> Response:
    """Take a visit off the plan; its order waits for dispatch again."""
    command = payload_from_form(CancelVisit, request.form, visit_id=str(visit_id))
    perform(command, stream=f"visit:{visit_id}")
    return after_write(local_path(request.form.get("next"), "/office/dispatch"))


def _deadlines(rows: Sequence[WorkOrderLine]) -> dict[str, Deadline]:
    """Order id → its 15 days, where there is something to say: what the rows know is enough."""
    day_of = current_locale().day_of
    open_rows = (row for row in rows if row.state in OPEN_STATES)
    found = {
        row.work_order_id: deadline(
            day_of(row.registered_at), today(), kind=row.kind, agreed_until=row.delay_agreed_until
        )
        for row in open_rows
    }
    return {order_id: one for order_id, one in found.items() if one.state != "due"}


def sheet_of(work_order_id: uuid.UUID) -> OrderSheet:
    """An order of the person's company. Raises WorkOrderUnknown."""
    sheet = order_sheet(
        db(), company_id=current_actor().company_id, work_order_id=str(work_order_id)
    )
    if sheet is None:
        raise WorkOrderUnknown
    return sheet


def show_order(
    sheet: OrderSheet, *, problem: Problem | None = None, is_revealed: bool = False
) -> Response:
    """The order's page, after a refusal with its words and what was typed."""
    others = orders_of_home(
        db(),
        company_id=current_actor().company_id,
        request_id=sheet.head.request_id,
        dwelling_id=sheet.head.dwelling_id,
    )
    return render_region(
        "work_orders/order",
        nav="work_orders",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else field_words(problem),
        sheet=sheet,
        history=history_lines(_timeline(sheet), sheet),
        others=[row for row in others if row.work_order_id != sheet.head.work_order_id],
        code_url=f"{services().settings.base_url}/q/{sheet.head.qr_code}",
        open_days=(now() - sheet.head.registered_at).days,
        is_revealed=is_revealed,
        strokes=stroke_paths(sheet.sign_off.strokes if sheet.sign_off else None),
        changes=signed_changes(sheet),
        neighbours=neighbours_of_order(db(), current_actor().company_id, sheet.head.number),
        **money_context(sheet, problem),
    )


def _timeline(sheet: OrderSheet) -> Sequence[TimelineEvent]:
    head = sheet.head
    return order_timeline(
        db(),
        company_id=current_actor().company_id,
        streams=[
            f"request:{head.request_id}",
            f"work_order:{head.work_order_id}",
            *(f"visit:{visit.visit_id}" for visit in sheet.visits),
        ],
        command_ids=[
            head.request_id,
            head.work_order_id,
            *(visit.trip_id for visit in sheet.visits),
        ],
    )


def _tabs(counts: Mapping[str, int]) -> list[dict[str, str]]:
    """The states as tabs over the same filters, the open ones with how many there are."""
    kept = {name: value for name, value in request.args.items() if name not in {"state", "after"}}
    tabs = [("", _("全部")), ("open", f"{_('没办完的')} {sum(counts.values())}")]
    for state in WORK_ORDER_STATES:
        if state in counts or state not in OPEN_STATES:
            count = f" {counts[state]}" if state in counts else ""
            tabs.append((state, label(state, "work_order_state") + count))
    return [
        {
            "name": name,
            "label": word,
            "href": f"/office/work-orders?{urlencode({**kept, 'state': name})}",
        }
        for name, word in tabs
    ]


def _filter() -> WorkOrderFilter:
    given = request.args
    wanted = WorkOrderFilter(
        text=given.get("q", "").strip()[:60],
        state=given.get("state", ""),
        department=given.get("department", ""),
        technician_id=given.get("technician_id", ""),
        urgency=given.get("urgency", ""),
        charge=given.get("charge", ""),
        site_id=given.get("site_id", ""),
        is_oldest_first=given.get("sort") == "oldest",
        overdue_since=now() - timedelta(days=MOST_DAYS) if given.get("overdue") else None,
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
    try:
        return datetime.combine(on + timedelta(days=plus_days), time(), tzinfo=zone).astimezone(UTC)
    except OverflowError:  # the first or the last day there is
        return None
