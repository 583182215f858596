"""报修: the ledger, one request, and what the office does with it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from flask import Blueprint, Response, request

from fieldapp.commands.contacts import LogContact
from fieldapp.commands.handling import Command
from fieldapp.commands.requests import EndRequest
from fieldapp.domain.problems import Problem, RequestUnknown
from fieldapp.domain.requests import REQUEST_STATES
from fieldapp.queries.dwellings import DwellingCard, dwelling_card
from fieldapp.queries.fault_categories import fault_categories
from fieldapp.queries.paging import cursor_from
from fieldapp.queries.requests import RequestFilter, RequestPage, request_page, requests_page
from fieldapp.templating.labels import options
from fieldapp.templating.wording import translate as _
from fieldapp.web.errors import status_of, wording_of
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.live import unless_unchanged
from fieldapp.web.office.call_backs import confirmation_from
from fieldapp.web.office.desk import render_desk, render_region
from fieldapp.web.office.order_forms import make_orders
from fieldapp.web.office.request_forms import TypedRequest, register
from fieldapp.web.office.request_pages import show_request
from fieldapp.web.office.told import read_about
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import perform

blueprint = Blueprint("office_requests", __name__, url_prefix="/office/requests")


@blueprint.get("")
@requires("requests.read")
def ledger() -> Response:
    """The requests, newest first; the filters are in the address."""
    wanted = RequestFilter(
        text=request.args.get("q", "").strip()[:60],
        state=request.args.get("state", ""),
        urgency=request.args.get("urgency", ""),
    )
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
            is_first=not request.args.get("after"),
        )
    )


@blueprint.get("/new")
@requires("requests.write")
def new() -> Response:
    """The empty form, or with a home chosen by ``dwelling_id``."""
    typed = TypedRequest.for_dwelling(_card(request.args.get("dwelling_id")))
    return _form(typed)


@blueprint.post("/drafts")
@requires("requests.write")
def draft() -> Response:
    """The form again as it was typed, with the home that was chosen; nothing is stored."""
    typed = TypedRequest.from_form(request.form)
    return _form(typed.moved_into(_card(request.form.get("chosen_dwelling_id"))))


@blueprint.post("")
@requires("requests.write")
def create() -> Response:
    """Register; a refusal shows the form again with everything typed."""
    typed = TypedRequest.from_form(request.form)
    try:
        request_id = register(typed, request.files)
    except Problem as problem:
        return _form(typed, problem=problem)
    return after_write(f"/office/requests/{request_id}")


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


def _form(typed: TypedRequest, *, problem: Problem | None = None) -> Response:
    company_id = current_actor().company_id
    return render_desk(
        "requests/new.html",
        nav="register",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else problem.details.get("fields", {}),
        typed=typed,
        home=_card(typed.dwelling_id),
        categories=fault_categories(db(), company_id=company_id),
        relations=options("relation"),
        channels=options("channel"),
        kinds=options("kind"),
        urgencies=[
            {"value": "urgent", "label": _("紧急"), "note": _("2 小时内联系")},
            {"value": "normal", "label": _("一般"), "note": _("本周末")},
            {"value": "planned", "label": _("计划"), "note": _("可并单")},
        ],
    )


def _card(dwelling_id: str | None) -> DwellingCard | None:
    if not dwelling_id:
        return None
    return dwelling_card(db(), company_id=current_actor().company_id, dwelling_id=dwelling_id)
