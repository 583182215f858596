"""The forms on a request's page: what they rest on, and what they say when it has changed."""

from __future__ import annotations

from typing import Any

from flask import request

from fieldapp.domain.problems import Problem
from fieldapp.domain.requests import (
    as_forms_show,
    may_be_called_back,
    may_be_ordered,
    may_end,
    may_grow,
)
from fieldapp.queries.request_facts import RequestFacts
from fieldapp.queries.requests import RequestPage
from fieldapp.templating.labels import label
from fieldapp.templating.wording import translate as _
from fieldapp.web.edit_forms import EditForm, opened, refused
from fieldapp.web.office.request_forms import TypedRequest

#: The view a form is sent to → its name on the page.
_FORMS = {
    "office_requests.confirm": "call",
    "office_requests.log": "contact",
    "office_requests.end": "ending",
    "office_requests.merge": "merging",
    "office_requests.add_items": "more",
    "office_requests.settle": "slip",
    "office_requests.make_work_orders": "orders",
}
_FACTS = ("state", "items", "verdicts", "slip_reason")


def sent_form(problem: Problem | None) -> str:
    """Which of the page's forms was sent and refused; empty if none."""
    return "" if problem is None else _FORMS.get(request.endpoint or "", "")


def edits(
    page: RequestPage, facts: RequestFacts, more: TypedRequest, problem: Problem | None
) -> dict[str, Any]:
    """What ending, merging, adding items and settling the slip carry and say."""
    sent = sent_form(problem)
    typed = request.form if sent else {}
    return {
        "sent_form": sent,
        "edit": _edit(page, facts, problem),
        "edit_labels": _labels(),
        "typed_reason": typed.get("reason", "") if sent == "slip" else "",
        "unsaved": _unsaved(sent, page, more),
        "may_call_back": may_be_called_back(page.state),
        "may_order": may_be_ordered(page.state),
        "may_end": may_end(page.state),
        "may_grow": may_grow(page.state),
    }


def _edit(page: RequestPage, facts: RequestFacts, problem: Problem | None) -> EditForm:
    if problem is not None and "revision" in request.form:
        shows = {"state": _state, "verdicts": _verdicts}
        return refused(problem, request.form, shows, facts=_FACTS)
    return opened(as_forms_show(page.state, page.items, facts.slip_reason), page.revision)


def _unsaved(sent: str, page: RequestPage, more: TypedRequest) -> str:
    """What was typed in a form that the request's state leaves no room for any more."""
    if sent == "ending" and not may_end(page.state):
        words = [request.form.get("note", ""), request.form.get("passed_on_to", "")]
    elif sent == "more" and not may_grow(page.state):
        rows = [item for _row, item in more.filled]
        words = [f"{i.position} {i.category_shown} {i.description}".strip() for i in rows]
    else:
        return ""
    return "；".join(word.strip() for word in words if word.strip())


def _labels() -> dict[str, str]:
    return {
        "state": _("状态"),
        "items": _("报修项目"),
        "verdicts": _("责任和收费"),
        "slip_reason": _("为什么不录全"),
    }


def _state(code: str) -> str:
    return label(code, "request_state")


def _verdicts(codes: str) -> str:
    """``1 in free；2 out charged`` in the words of the page."""
    said = []
    for one in codes.split("；"):
        number, warranty, charge = [*one.split(" "), "", ""][:3]
        words = f"{label(warranty, 'warranty')} {label(charge, 'charge')}".strip()
        said.append(f"{_('第 %(n)s 项', n=number)} {words}")
    return "；".join(said)
