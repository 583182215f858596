"""今日: what waits, and where everybody is."""

from __future__ import annotations

from flask import Blueprint, Response

from fieldapp.domain.requests import overdue_since
from fieldapp.domain.roles import may
from fieldapp.queries.deadlines import order_alarms
from fieldapp.queries.inbox import inbox_count
from fieldapp.queries.requests import RequestFilter, open_counts, requests_page
from fieldapp.queries.trips import visits_of_day
from fieldapp.queries.work_orders import state_counts
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.live import unless_unchanged
from fieldapp.web.office.deadlines import tell_of_deadlines
from fieldapp.web.office.desk import render_desk, render_region
from fieldapp.web.scope import db, now, today

blueprint = Blueprint("office_today", __name__, url_prefix="/office")


@blueprint.get("/")
@requires("requests.read", "work_orders.read", "people.manage")
def board() -> Response:
    """Today's visits, the requests that wait for a call back, the counts of the rest.

    Who keeps accounts but reads no orders is told where his work is done.
    """
    actor = current_actor()
    if not (may(actor, "requests.read") or may(actor, "work_orders.read")):
        return render_desk("today/accounts.html", nav="today")
    tell_of_deadlines()
    company_id = actor.company_id
    waiting = requests_page(db(), company_id=company_id, wanted=RequestFilter(state="open"))
    return unless_unchanged(
        render_region(
            "today",
            nav="today",
            visits=visits_of_day(db(), company_id=company_id, on=today()),
            waiting=waiting.rows[:12],
            requests=open_counts(db(), company_id=company_id),
            orders=state_counts(db(), company_id=company_id),
            alarms=order_alarms(db(), company_id=company_id, today=today()),
            late_since=overdue_since(now()),
            inbox=inbox_count(db(), company_id=company_id),
        )
    )
