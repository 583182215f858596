"""The 15 days on the desk: the customer's agreement to wait, and telling the office in time.

Nothing here runs by the clock. The first clerk or supervisor whose 今日 page asks on a day makes
the command that tells of the orders at their 12th day; its id follows from company and day, so that
it is done once whoever asks, and every later page only looks one row up.
"""

from __future__ import annotations

import uuid
from datetime import date

from flask import Blueprint, Response, request

from fieldapp.commands.deadlines import AgreeDelay, TellDeadlines
from fieldapp.domain.problems import CommandReused, Problem
from fieldapp.domain.roles import may
from fieldapp.queries.deadlines import is_done
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.work_orders import sheet_of, show_order
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db, today
from fieldapp.web.writing import perform

blueprint = Blueprint("office_deadlines", __name__, url_prefix="/office/work-orders")


@blueprint.post("/<uuid:work_order_id>/delays")
@requires("work_orders.write")
def agree(work_order_id: uuid.UUID) -> Response:
    """The customer agreed to wait until a day."""
    try:
        command = payload_from_form(AgreeDelay, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}")


def tell_of_deadlines() -> None:
    """Once a day, whoever may write orders and comes first."""
    actor = current_actor()
    if not may(actor, TellDeadlines.permission):
        return
    command_id = _command_id(actor.company_id, today())
    if is_done(db(), company_id=actor.company_id, command_id=command_id):
        return
    try:
        perform(TellDeadlines(on=today()), stream="deadlines", command_id=command_id)
    except CommandReused:
        return  # somebody else was first, in this very moment


def _command_id(company_id: str, on: date) -> str:
    return str(uuid.uuid5(uuid.UUID(company_id), f"deadlines {on.isoformat()}"))
