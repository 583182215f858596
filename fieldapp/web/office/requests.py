"""报修: the ledger, one request, and what the office does with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request

from fieldapp.commands.contacts import LogContact
from fieldapp.commands.handling import Command
from fieldapp.commands.request_endings import EndRequest, MergeRequest
from fieldapp.commands.requests import SettleSlip
from fieldapp.domain.problems import Problem, RequestUnknown
from fieldapp.domain.requests import REQUEST_STATES, overdue_since
from fieldapp.queries.paging import cursor_from
from fieldapp.queries.register_sheets import register_lines
from fieldapp.queries.requests import RequestFilter, RequestPage, request_page, requests_page
from fieldapp.templating.labels import options
from fieldapp.web.forms import day, payload_from_form
from fieldapp.web.identity import current_actor, current_company, requires
from fieldapp.web.live import unless_unchanged
from fieldapp.web.office.call_backs import confirmation_from
from fieldapp.web.office.desk import render_region
from fieldapp.web.office.order_forms import make_orders
from fieldapp.web.office.request_pages import more_items_from, show_request
from fieldapp.web.office.told import read_about
from fieldapp.web.pages import after_write, render
from fieldapp.web.scope import db, now, today
from fieldapp.web.writing import perform

blueprint = Blueprint("office_requests", __name__, url_prefix="/office/requests")


@blueprint.get("")
@requires("requests.read")
def ledger() -> Response:
    """The requests, newest first; the filters are in the address."""
    wanted = _wanted()
    page = requests_page(
        db(),
        company_id=current_actor().company_id,
        wanted=wanted,
        after=cursor_from(request.args.get("after")),
    )
    return unless_unchanged(
        render_region(
            "requests/ledger",
            nav="requests",
            page=page,
            wanted=wanted,
            states=REQUEST_STATES,
            channels=options("channel"),
            late_since=overdue_since(now()),
            is_first=not request.args.get("after"),
            query=urlencode([(k, v) for k, v in request.args.items() if v and k != "after"]),
        )
    )


@blueprint.get("/register")
@requires("requests.read")
def register() -> Response:
    """顾客报修登记表 of the day ``on``, for the printer (K17.1)."""
    try:
        on = day(request.args.get("on", "")) or today()
    except ValueError:
        on = today()
    zone = ZoneInfo(current_company().timezone)
    from_at = datetime.combine(on, time(), zone)
    return render(
        "print/register.html",
        on=on.isoformat(),
        lines=register_lines(
            db(),
            company_id=current_actor().company_id,
            from_at=from_at,
            until_at=datetime.combine(on + timedelta(days=1), time(), zone),
        ),
        printed_at=now(),
        prints_now=request.args.get("print") == "1",
    )


@blueprint.get("/<uuid:request_id>")
@requires("requests.read")
def show(request_id: uuid.UUID) -> Response:
    """One request with its photos, its calls, its orders and the next step."""
    page = _request(request_id)
    read_about("request", page.request_id)
    return show_request(page)


@blueprint.post("/<uuid:request_id>/confirmation")
@requires("requests.write")
def confirm(request_id: uuid.UUID) -> Response:
    """回复确认: one attempt to call back."""
    return _act(request_id, lambda: confirmation_from(request.form, str(request_id)))


@blueprint.post("/<uuid:request_id>/contacts")
@requires("contacts.write")
def log(request_id: uuid.UUID) -> Response:
    """联系记录: a further call, message or talk."""
    return _act(
        request_id,
        lambda: payload_from_form(LogContact, request.form, request_id=str(request_id)),
    )


@blueprint.post("/<uuid:request_id>/ending")
@requires("requests.write")
def end(request_id: uuid.UUID) -> Response:
    """The request ends without an order."""
    return _act(
        request_id,
        lambda: payload_from_form(EndRequest, request.form, request_id=str(request_id)),
    )


@blueprint.post("/<uuid:request_id>/merging")
@requires("requests.write")
def merge(request_id: uuid.UUID) -> Response:
    """并入: the request becomes part of another one of the same home."""
    return _act(
        request_id,
        lambda: payload_from_form(MergeRequest, request.form, request_id=str(request_id)),
    )


@blueprint.post("/<uuid:request_id>/items")
@requires("requests.write")
def add_items(request_id: uuid.UUID) -> Response:
    """Items that come later: the rest of a slip, or what was forgotten."""
    return _act(request_id, lambda: more_items_from(request.form, str(request_id)))


@blueprint.post("/<uuid:request_id>/slip")
@requires("requests.write")
def settle(request_id: uuid.UUID) -> Response:
    """Why the slip is not recorded whole."""
    return _act(
        request_id,
        lambda: payload_from_form(SettleSlip, request.form, request_id=str(request_id)),
    )


@blueprint.post("/<uuid:request_id>/work-orders")
@requires("work_orders.write")
def make_work_orders(request_id: uuid.UUID) -> Response:
    """生成维修单: one order per department that got an item."""
    page = _request(request_id)
    try:
        order_ids = make_orders(page, request.form)
    except Problem as problem:
        return show_request(page, problem=problem)
    if len(order_ids) == 1:
        return after_write(f"/office/work-orders/{order_ids[0]}")
    return after_write(f"/office/requests/{request_id}")


def _wanted() -> RequestFilter:
    """The filter the address says; what it does not know is left out."""
    args = request.args
    return RequestFilter(
        text=args.get("q", "").strip()[:60],
        state=args.get("state", ""),
        urgency=args.get("urgency", ""),
        channel=args.get("channel", ""),
        overdue_since=overdue_since(now()) if args.get("late") == "1" else None,
        is_short=args.get("short") == "1",
    )


def _act(request_id: uuid.UUID, command: Callable[[], Command]) -> Response:
    page = _request(request_id)
    try:
        perform(command(), stream=f"request:{request_id}")
    except Problem as problem:
        return show_request(page, problem=problem)
    return after_write(f"/office/requests/{request_id}")


def _request(request_id: uuid.UUID) -> RequestPage:
    page = request_page(db(), company_id=current_actor().company_id, request_id=str(request_id))
    if page is None:
        raise RequestUnknown
    return page
