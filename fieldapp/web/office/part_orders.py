"""待料: what is awaited, and the parts of one order."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, request

from fieldapp.commands.part_orders import CancelPart, OrderPart, PostponePart, ReceivePart
from fieldapp.domain.deadlines import deadline
from fieldapp.domain.part_orders import waiting_day
from fieldapp.domain.problems import Problem
from fieldapp.domain.roles import may
from fieldapp.queries.part_orders import AwaitedPart, awaited_parts
from fieldapp.templating.locale import current_locale
from fieldapp.web.errors import status_of, wording_of
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_region
from fieldapp.web.office.work_orders import sheet_of, show_order
from fieldapp.web.pages import after_write, local_path
from fieldapp.web.scope import db, today
from fieldapp.web.writing import perform

blueprint = Blueprint("office_part_orders", __name__, url_prefix="/office")
_LEDGER = "/office/part-orders"


@blueprint.get("/part-orders")
@requires("part_orders.read")
def ledger() -> Response:
    """All that is awaited, the earliest first; what is late is red."""
    return _ledger()


@blueprint.post("/work-orders/<uuid:work_order_id>/part-orders")
@requires("part_orders.write")
def order(work_order_id: uuid.UUID) -> Response:
    """Order a part; the order waits for it."""
    try:
        command = payload_from_form(OrderPart, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#parts")


@blueprint.post("/part-orders/<uuid:part_order_id>/arrival")
@requires("part_orders.write")
def receive(part_order_id: uuid.UUID) -> Response:
    """到料."""
    return _change(ReceivePart, part_order_id)


@blueprint.post("/part-orders/<uuid:part_order_id>/postponement")
@requires("part_orders.write")
def postpone(part_order_id: uuid.UUID) -> Response:
    """改预计到料日."""
    return _change(PostponePart, part_order_id)


@blueprint.post("/part-orders/<uuid:part_order_id>/cancellation")
@requires("part_orders.write")
def cancel(part_order_id: uuid.UUID) -> Response:
    """不要了."""
    return _change(CancelPart, part_order_id)


def _change(
    kind: type[ReceivePart | PostponePart | CancelPart], part_order_id: uuid.UUID
) -> Response:
    work_order_id = request.form.get("work_order_id", "")
    try:
        command = payload_from_form(kind, request.form, part_order_id=str(part_order_id))
        perform(command, stream=_stream(work_order_id, part_order_id))
    except Problem as problem:
        return _ledger(problem)
    return after_write(local_path(request.form.get("next"), _LEDGER))


def _stream(work_order_id: str, part_order_id: uuid.UUID) -> str:
    """The order's, so that its history tells of the part; it says nothing about rights."""
    try:
        return f"work_order:{uuid.UUID(work_order_id)}"
    except ValueError:
        return f"part_order:{part_order_id}"


def _ledger(problem: Problem | None = None) -> Response:
    actor = current_actor()
    rows = awaited_parts(db(), company_id=actor.company_id)
    return render_region(
        "part_orders",
        nav="part_orders",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        parts=[_shown(part) for part in rows],
        may_write=may(actor, "part_orders.write"),
        may_open=may(actor, "work_orders.read"),
    )


def _shown(part: AwaitedPart) -> dict[str, object]:
    day_of = current_locale().day_of
    return {
        "part": part,
        "waiting_day": waiting_day(day_of(part.ordered_at), today()),
        "is_late": part.expected_on < today(),
        "deadline": deadline(
            day_of(part.registered_at),
            today(),
            kind=part.order_kind,
            agreed_until=part.delay_agreed_until,
        ),
    }
