"""What the order's page knows of money, parts and the 15 days, and how its forms come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import request

from fieldapp.domain.consents import covering, covering_whole
from fieldapp.domain.payments import PAYMENT_METHODS
from fieldapp.domain.problems import Problem
from fieldapp.domain.roles import may
from fieldapp.domain.visits import allows_visit
from fieldapp.domain.work_orders import CHARGING_ACTIONS, allows, moves
from fieldapp.queries.deadlines import deadlines_of
from fieldapp.queries.documents import documents_of
from fieldapp.queries.estimates import Estimate, estimate_of_order
from fieldapp.queries.part_orders import measured_pane, parts_of_order
from fieldapp.queries.payments import (
    InvoiceDetails,
    invoice_of_order,
    payer_names,
    payments_of_order,
)
from fieldapp.queries.people import technicians
from fieldapp.queries.work_order_sheets import OrderSheet
from fieldapp.templating.labels import label
from fieldapp.web.edit_forms import EditForm, opened, refused
from fieldapp.web.errors import field_words
from fieldapp.web.identity import current_actor
from fieldapp.web.scope import db, today

#: What somebody may do, whatever state the order is in, as templates ask for it.
_PERMISSIONS = {
    "pay": "payments.write",
    "waive": "charges.waive",
    "parts": "part_orders.write",
    "document": "documents.write",
}
#: What the page offers: permission, and action of the order's table that its state must allow.
_OFFERS = {
    "estimate": ("estimates.write", "estimate"),
    "waive_line": ("charges.waive", "estimate"),
    "consent": ("consents.write", "consent"),
    "decline": ("consents.write", "decline"),
    "decline_and_end": ("consents.write", "decline_and_end"),
    "pay": ("payments.write", "pay"),
    "waive": ("charges.waive", "pay"),
    "order_part": ("part_orders.write", "order_part"),
    "agree_delay": ("work_orders.write", "agree_delay"),
    "confirm": ("requests.write", "confirm_extra_item"),
    "dispute": ("work_orders.write", "dispute"),
    "cancel": ("work_orders.write", "cancel"),
    "dispatch": ("dispatch.read", "dispatch"),
}
#: The view a form is sent to → its name on the page.
_FORMS = {
    "office_deadlines.agree": "delay",
    "office_estimates.add_line": "estimate",
    "office_estimates.consent": "consent",
    "office_estimates.refusal": "refusal",
    "office_part_orders.order": "part",
    "office_payments.record": "payment",
    "office_payments.waive": "waiver",
    "office_payments.invoice": "invoice",
    "office_verdicts.dispute_on_order": "dispute",
}


def money_context(sheet: OrderSheet, problem: Problem | None = None) -> dict[str, Any]:
    """What ``_deadline``, ``_estimate``, ``_consents``, ``_payments`` and ``_parts`` show.

    After a refusal ``filled`` gives back what was typed in the form that was sent.
    """
    actor, session = current_actor(), db()
    company_id, order_id = actor.company_id, sheet.head.work_order_id
    deadlines = deadlines_of(
        session, company_id=company_id, work_order_ids=[order_id], today=today()
    )
    allowed = {name: may(actor, permission) for name, permission in _PERMISSIONS.items()}
    sent_form = _sent_form(problem)
    details = invoice_of_order(session, company_id, order_id)
    owners = [("consent", consent.consent_id) for consent in sheet.consents]
    estimate = estimate_of_order(session, company_id, order_id)
    return {
        "estimate": estimate,
        "agreements": _agreements(sheet, estimate),
        "payments": payments_of_order(session, company_id, order_id),
        "invoice": _invoice(details, sheet, problem),
        "is_invoice_wanted": details.is_kept,
        "payer_names": payer_names(session, company_id, order_id),
        "parts": parts_of_order(session, company_id, order_id),
        "pane": measured_pane(session, company_id, order_id) if allowed["parts"] else None,
        "deadline": deadlines.get(order_id),
        "evidence": documents_of(session, company_id=company_id, owners=owners),
        "colleagues": technicians(session, company_id=company_id),
        "me": actor,
        **_options(sheet),
        "allowed": allowed,
        **_offered(sheet),
        "sent_form": sent_form,
        "filled": _filled(sent_form),
        "fault": _fault(sent_form, problem),
    }


def _offered(sheet: OrderSheet) -> dict[str, Any]:
    """What can be done now: by the same tables as the commands, so that nothing is refused."""
    actor, state = current_actor(), sheet.head.state
    is_paused = any(one.found_at is None for one in sheet.appraisals) or not allows(state, "pay")
    visit = sheet.current_visit
    offers = {
        name: may(actor, permission)
        and allows(state, action)
        and not (is_paused and action in CHARGING_ACTIONS)
        for name, (permission, action) in _OFFERS.items()
    }
    offers["cancel_visit"] = (
        visit is not None
        and may(actor, "dispatch.write")
        and allows_visit(visit.state, "cancel_visit")
    )
    return {
        "offers": offers,
        "is_paused": is_paused,
        "awaits_consent": moves(state, "consent"),
    }


def _agreements(sheet: OrderSheet, estimate: Estimate) -> dict[str, Any]:
    """Line → the consent that covers it, of what is estimated and of what is charged."""
    found = {item.item_id: item.added_at for item in sheet.items}
    charged = {item.item_id for item in sheet.items if item.charge_verdict == "charged"}
    whole = covering_whole(sheet.consents, {key: found[key] for key in charged})
    items = {line.line_id: line.item_id for line in estimate.lines}
    items |= {line.line_id: line.item_id for line in sheet.lines}
    return {
        line_id: covering(sheet.consents, item_id, added_at=found.get(item_id))
        if item_id
        else whole
        for line_id, item_id in items.items()
    }


def _options(sheet: OrderSheet) -> dict[str, Any]:
    """What the selects offer."""
    return {
        "item_options": [
            {"value": item.item_id, "label": f"{item.position_no} {item.position}"}
            for item in sheet.items
        ],
        "payment_options": [
            {"value": method, "label": label(method, "payment_method")}
            for method, effect in PAYMENT_METHODS.items()
            if effect != "waived"
        ],
    }


def _sent_form(problem: Problem | None) -> str:
    """Which of the page's forms was sent and refused; empty if none."""
    return "" if problem is None else _FORMS.get(request.endpoint or "", "")


def _invoice(details: InvoiceDetails, sheet: OrderSheet, problem: Problem | None) -> EditForm:
    if problem is not None and _sent_form(problem) == "invoice":
        return refused(problem, request.form)
    values = {
        "title": details.title,
        "tax_no": details.tax_no,
        "email": details.email,
        "number": details.number,
        "issued_on": details.issued_on,
        "note": details.note,
    }
    return opened(values, revision=sheet.head.revision)


def _filled(sent_form: str) -> Callable[..., str]:
    """(form, field, default) → what was typed there, else the default."""

    def filled(form: str, name: str, default: object = "") -> str:
        if form == sent_form and name in request.form:
            return request.form[name]
        return "" if default is None else str(default)

    return filled


def _fault(sent_form: str, problem: Problem | None) -> Callable[[str, str], str]:
    """(form, field) → what is wrong with it, empty if nothing."""
    fields = {} if problem is None else field_words(problem)

    def fault(form: str, name: str) -> str:
        return fields.get(name, "") if form == sent_form else ""

    return fault
