"""派工: the orders that wait, the people who could go, the plan of the weekend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from fieldapp.commands.trips import DispatchTrip
from fieldapp.domain.deadlines import Deadline
from fieldapp.domain.problems import PayloadRefused, Problem
from fieldapp.domain.roles import may
from fieldapp.domain.weekends import ANY_DAY_KINDS, is_weekend
from fieldapp.queries.deadlines import deadlines_of
from fieldapp.queries.people import TechnicianRow, technicians
from fieldapp.queries.reworks import earlier_repairs
from fieldapp.queries.trips import PlannedVisit, WaitingOrder, planned_visits, waiting_orders
from fieldapp.templating.locale import current_locale
from fieldapp.templating.wording import translate as _
from fieldapp.web.errors import field_words, status_of, wording_of
from fieldapp.web.forms import build, day, instant
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db, today
from fieldapp.web.writing import form_command_id, perform

blueprint = Blueprint("office_trips", __name__, url_prefix="/office/dispatch")

_NOON = 12
#: the form's fields and what they begin with
_TYPED = {
    "lead_id": "",
    "window_start": "08:30",
    "window_end": "10:30",
    "reason_text": "",
    "basis": "",
    "notice_text": "",
    "sent": "",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class HalfDay:
    """One column of the plan."""

    on: date
    half: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRow:
    """One technician's line in the plan: his visits per half day, in column order."""

    technician: TechnicianRow
    cells: tuple[tuple[PlannedVisit, ...], ...]


@blueprint.get("")
@requires("dispatch.read")
def board() -> Response:
    """Waiting orders with the plan; ``order``, ``on`` and ``department`` in the address choose."""
    return _board(request.args)


@blueprint.post("/trips")
@requires("dispatch.write")
def dispatch_orders() -> Response:
    """采纳: one trip for the chosen orders."""
    form = request.form
    command_id = form_command_id()
    try:
        command = build(DispatchTrip, _payload(form))
        perform(command, stream=f"trip:{command_id}", command_id=command_id)
    except Problem as problem:
        return _board(form, problem=problem)
    return after_write(f"/office/dispatch?department={form.get('department', '')}&sent=1")


def _board(given: MultiDict[str, str], *, problem: Problem | None = None) -> Response:
    company_id = current_actor().company_id
    department = given.get("department", "")
    waiting = waiting_orders(db(), company_id=company_id, department=department)
    chosen = _chosen(waiting, given.getlist("order"))
    planned_on = _planned_on(given)
    days = _days(planned_on)
    home = department or (chosen[0].department if chosen else "")
    people = sorted(
        technicians(db(), company_id=company_id), key=lambda person: person.department != home
    )
    leads = [person for person in people if not person.is_apprentice]
    plan = planned_visits(db(), company_id=company_id, first_on=days[0], last_on=days[-1])
    columns, rows = _plan(people, plan, days, home)
    return render_desk(
        "dispatch/show.html",
        nav="dispatch",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else field_words(problem),
        **_who(given, chosen, leads),
        department=department,
        waiting=waiting,
        deadlines=_deadlines(waiting),
        chosen=chosen,
        is_emergency=any(order.emergency for order in chosen),
        same_site=_same_site(waiting, chosen),
        people=leads,
        helpers=people,
        planned_on=planned_on,
        is_weekend=is_weekend(planned_on),
        columns=columns,
        plan=rows,
        day_plan={
            person.person_id: plan.get((person.person_id, planned_on), []) for person in people
        },
        today=today(),
        may_dispatch=may(current_actor(), "dispatch.write"),
    )


def _who(
    given: MultiDict[str, str], chosen: Sequence[WaitingOrder], leads: Sequence[TechnicianRow]
) -> dict[str, Any]:
    """What is typed of the trip; a rework begins with whoever did the repair, if he can go.

    Rule 3: rework goes to the same technician.
    """
    repairs = earlier_repairs(
        db(),
        company_id=current_actor().company_id,
        work_order_ids=[order.work_order_id for order in chosen],
    )
    able = {person.person_id for person in leads}
    same = next((one.technician_id for one in repairs if one.technician_id in able), "")
    return {
        "typed": {name: given.get(name, default) for name, default in _TYPED.items()}
        | {"lead_id": given.get("lead_id") or same},
        "typed_helpers": given.getlist("helper_ids"),
        "repairs": [(one, one.technician_id in able) for one in repairs],
    }


def _deadlines(waiting: Sequence[WaitingOrder]) -> dict[str, Deadline]:
    return deadlines_of(
        db(),
        company_id=current_actor().company_id,
        work_order_ids=[order.work_order_id for order in waiting],
        today=today(),
    )


def _payload(form: MultiDict[str, str]) -> dict[str, object]:
    try:
        on = day(form.get("planned_on", ""))
        start = instant(form.get("window_start", ""), on=on)
        end = instant(form.get("window_end", ""), on=on)
    except ValueError as error:
        raise PayloadRefused(fields={"window": str(error)}) from error
    if on is None or start is None or end is None:
        raise PayloadRefused(fields={"window": _("请填日期和时间")})
    lead_id = form.get("lead_id", "")
    if not lead_id:
        raise PayloadRefused(fields={"lead_id": _("请选师傅")})
    return {
        "work_order_ids": form.getlist("order"),
        "lead_id": lead_id,
        "helper_ids": [person for person in form.getlist("helper_ids") if person],
        "planned_on": on,
        "window_start_at": start,
        "window_end_at": end,
        "reason_text": form.get("reason_text", "").strip(),
        "basis": form.get("basis", "") or _basis(on, form),
        "notice_text": form.get("notice_text", "").strip(),
    }


def _basis(on: date, form: MultiDict[str, str]) -> str:
    """What allows the day where the dispatcher left it open (domain/weekends.py decides)."""
    if is_weekend(on):
        return "weekend"
    orders = waiting_orders(db(), company_id=current_actor().company_id)
    chosen = _chosen(orders, form.getlist("order"))
    if chosen and all(order.emergency for order in chosen):
        return "emergency"
    if chosen and all(order.kind in ANY_DAY_KINDS for order in chosen):
        return "other_kind"
    return "notice"


def _chosen(waiting: Sequence[WaitingOrder], ids: list[str]) -> list[WaitingOrder]:
    return [order for order in waiting if order.work_order_id in set(ids)]


def _same_site(waiting: Sequence[WaitingOrder], chosen: list[WaitingOrder]) -> list[WaitingOrder]:
    """Other waiting orders of the first chosen one's site and department, to share the trip."""
    if not chosen or chosen[0].site_id is None:
        return []
    first = chosen[0]
    taken = {order.work_order_id for order in chosen}
    return [
        order
        for order in waiting
        if order.site_id == first.site_id and order.work_order_id not in taken
    ]


def _planned_on(given: MultiDict[str, str]) -> date:
    """The day asked for, else the coming Saturday (today on a weekend)."""
    for name in ("planned_on", "on"):
        try:
            on = day(given.get(name, ""))
        except ValueError:
            on = None
        if on is not None:
            return on
    return today() if is_weekend(today()) else _saturday(today())


def _saturday(on: date) -> date:
    return on + timedelta(days=(5 - on.weekday()) % 7)


def _days(planned_on: date) -> list[date]:
    """The weekend that follows, with the weekday in question before it."""
    saturday = (
        planned_on - timedelta(days=1) if planned_on.weekday() == 6 else _saturday(planned_on)
    )
    weekend = [saturday, saturday + timedelta(days=1)]
    return weekend if planned_on in weekend else [planned_on, *weekend]


def _plan(
    people: Sequence[TechnicianRow],
    plan: dict[tuple[str, date], list[PlannedVisit]],
    days: list[date],
    department: str,
) -> tuple[list[HalfDay], list[PlanRow]]:
    shown = [
        person
        for person in people
        if not person.is_apprentice and department in {"", person.department}
    ]
    halves = [(on, half) for on in days for half in ("am", "pm")]
    rows = [
        PlanRow(
            technician=person,
            cells=tuple(
                tuple(v for v in plan.get((person.person_id, on), ()) if _half(v) == half)
                for on, half in halves
            ),
        )
        for person in shown
    ]
    columns = [
        HalfDay(on=on, half=half, count=sum(len(row.cells[index]) for row in rows))
        for index, (on, half) in enumerate(halves)
    ]
    return columns, rows


def _half(visit: PlannedVisit) -> str:
    local: datetime = current_locale().local(visit.window_start_at)
    return "am" if local.hour < _NOON else "pm"
