"""One request as its page shows it, also when something typed on it was refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, request

from fieldapp.domain.problems import Problem
from fieldapp.domain.requests import call_back_by
from fieldapp.domain.roles import may
from fieldapp.queries.charge_items import charge_items
from fieldapp.queries.contacts import ContactRow, contacts_about
from fieldapp.queries.dwellings import dwelling_card
from fieldapp.queries.half_days import FreeHalf
from fieldapp.queries.requests import RequestPage
from fieldapp.web.errors import status_of, wording_of
from fieldapp.web.identity import current_actor
from fieldapp.web.office.call_backs import contact_options, department_of, offered_half_days
from fieldapp.web.office.desk import render_desk
from fieldapp.web.office.order_forms import empty_order_form, typed_order_form
from fieldapp.web.scope import db, now

_CALL_FIELDS = ("note", "with_name", "low_cents", "high_cents")


def show_request(page: RequestPage, *, problem: Problem | None = None) -> Response:
    """The page; after a refusal with its message and everything typed."""
    company_id = current_actor().company_id
    order_form = empty_order_form(page) if problem is None else typed_order_form(page, request.form)
    return render_desk(
        "requests/show.html",
        nav="requests",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else problem.details.get("fields", {}),
        request=page,
        home=_home(page),
        charge_items=charge_items(db(), company_id=company_id),
        order_form=order_form,
        **_calls(page),
    )


def _calls(page: RequestPage) -> dict[str, Any]:
    """The call back and the log of contacts."""
    actor = current_actor()
    contacts = contacts_about(db(), company_id=actor.company_id, request_ids=[page.request_id])
    due_at = call_back_by(page.registered_at)
    typed = {name: request.form.get(name, "") for name in _CALL_FIELDS}
    return {
        "contacts": contacts,
        "contact_options": contact_options(),
        "contact_action": f"/office/requests/{page.request_id}/contacts"
        if may(actor, "contacts.write")
        else "",
        "confirmation": next((one for one in contacts if _is_confirmation(one)), None),
        "call_back_by": due_at,
        "call_back_is_late": now() > due_at,
        "typed_call": typed | {"with_name": typed["with_name"] or page.reporter_name},
        "half_days": _half_days(page),
        "agreed": request.form.get("agreed", ""),
    }


def _is_confirmation(contact: ContactRow) -> bool:
    return contact.purpose == "confirm_back" and contact.outcome == "reached"


def _half_days(page: RequestPage) -> Sequence[FreeHalf]:
    if page.confirmed_at is not None:
        return []
    departments = [department_of(item.warranty_verdict) for item in page.items]
    return offered_half_days(page.kind, page.urgency, departments)


def _home(page: RequestPage) -> Any:
    if page.dwelling_id is None:
        return None
    return dwelling_card(db(), company_id=current_actor().company_id, dwelling_id=page.dwelling_id)
