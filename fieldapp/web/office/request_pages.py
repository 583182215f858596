"""One request as its page shows it, also when something typed on it was refused."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, request
from werkzeug.datastructures import MultiDict

from fieldapp.commands.requests import AddRequestItems
from fieldapp.domain.problems import PayloadRefused, Problem
from fieldapp.domain.requests import call_back_by
from fieldapp.domain.roles import may
from fieldapp.queries.charge_items import charge_items
from fieldapp.queries.contacts import ContactRow, contacts_about
from fieldapp.queries.documents import documents_of
from fieldapp.queries.dwellings import dwelling_card
from fieldapp.queries.half_days import FreeHalf, half_days_of_request
from fieldapp.queries.repeated_items import open_duplicates
from fieldapp.queries.request_facts import RequestFacts, request_facts
from fieldapp.queries.requests import RequestPage, request_page
from fieldapp.templating.labels import options
from fieldapp.templating.security_headers import policy_with_frames
from fieldapp.web.errors import status_of, wording_of
from fieldapp.web.forms import build, whole
from fieldapp.web.identity import current_actor
from fieldapp.web.office.call_backs import contact_options
from fieldapp.web.office.desk import render_desk
from fieldapp.web.office.order_forms import empty_order_form, typed_order_form
from fieldapp.web.office.registration import categories
from fieldapp.web.office.request_edits import edits, sent_form
from fieldapp.web.office.request_forms import (
    TypedRequest,
    at_their_rows,
    item_payloads,
    unknown_categories,
)
from fieldapp.web.scope import db, now

_ENDINGS = ("answered_by_phone", "passed_on", "withdrawn")
_CALL_FIELDS = ("note", "with_name", "low_cents", "high_cents")


def show_request(page: RequestPage, *, problem: Problem | None = None) -> Response:
    """The page; after a refusal with its message and everything typed."""
    company_id = current_actor().company_id
    facts = request_facts(db(), company_id=company_id, request_id=page.request_id)
    sent = sent_form(problem)
    more = TypedRequest.from_form(_typed(sent, "more"), categories(), _home(page))
    order_form = (
        typed_order_form(page, request.form) if sent == "orders" else empty_order_form(page)
    )
    answer = render_desk(
        "requests/show.html",
        nav="requests",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors=at_their_rows(problem, more),
        request=page,
        home=_home(page),
        charge_items=charge_items(db(), company_id=company_id),
        order_form=order_form,
        **_calls(page, facts, sent),
        **_ways(page, facts, more, sent),
        **edits(page, facts, more, problem),
    )
    answer.headers["Content-Security-Policy"] = policy_with_frames("'self'")
    return answer


def _typed(sent: str, *forms: str) -> MultiDict[str, str]:
    """What was typed, if it was in one of these forms: several have a 备注 of their own."""
    return request.form if sent in forms else MultiDict()


def more_items_from(form: MultiDict[str, str], request_id: str) -> AddRequestItems:
    """The command of the form for further items. Raises PayloadRefused with words at its rows."""
    page = request_page(db(), company_id=current_actor().company_id, request_id=request_id)
    typed = TypedRequest.from_form(form, categories(), _home(page) if page else None)
    refused = unknown_categories(typed)
    if refused:
        raise PayloadRefused(fields=refused)
    said = {"revision": whole(form.get("revision", "")), "items": item_payloads(typed)}
    return build(AddRequestItems, said | {"request_id": request_id})


def _ways(page: RequestPage, facts: RequestFacts, more: TypedRequest, sent: str) -> dict[str, Any]:
    """Papers, more items, merging and ends without an order."""
    company_id = current_actor().company_id
    owners = [("request", request_id) for request_id in _with_merged(page, facts)]
    form = _typed(sent, "ending")
    typed = {name: form.get(name, "") for name in ("outcome", "note", "passed_on_to")}
    return {
        "facts": facts,
        "papers": documents_of(db(), company_id=company_id, owners=owners),
        "kinds": options("document_kind"),
        "categories": categories(),
        "more": more,
        "may_write": may(current_actor(), "requests.write"),
        "duplicates": open_duplicates(
            db(),
            company_id=company_id,
            dwelling_id=page.dwelling_id,
            items=facts.items,
            but_not=page.request_id,
        ),
        "endings": [one for one in options("request_state") if one["value"] in _ENDINGS],
        "typed_ending": typed | {"outcome": typed["outcome"] or "answered_by_phone"},
    }


def _with_merged(page: RequestPage, facts: RequestFacts) -> list[str]:
    """The request and those that became part of it."""
    return [page.request_id, *(one.request_id for one in facts.merged)]


def _calls(page: RequestPage, facts: RequestFacts, sent: str) -> dict[str, Any]:
    """The call back and the log of contacts."""
    actor = current_actor()
    contacts = contacts_about(
        db(), company_id=actor.company_id, request_ids=_with_merged(page, facts)
    )
    due_at = call_back_by(page.registered_at)
    form = _typed(sent, "call", "contact")
    typed = {name: form.get(name, "") for name in _CALL_FIELDS}
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
        "agreed": form.get("agreed", ""),
    }


def _is_confirmation(contact: ContactRow) -> bool:
    return contact.purpose == "confirm_back" and contact.outcome == "reached"


def _half_days(page: RequestPage) -> Sequence[FreeHalf]:
    if page.confirmed_at is not None:
        return []
    return half_days_of_request(
        db(),
        company_id=current_actor().company_id,
        now=now(),
        request_id=page.request_id,
        kind=page.kind,
        urgency=page.urgency,
    )


def _home(page: RequestPage) -> Any:
    if page.dwelling_id is None:
        return None
    return dwelling_card(db(), company_id=current_actor().company_id, dwelling_id=page.dwelling_id)
