"""客户: the ledger, one customer, and the forms that change him."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import Blueprint, Response, request

from fieldapp.commands.customers import (
    AddCustomer,
    AddCustomerPhone,
    ChangeCustomer,
    LinkDwelling,
    RemoveCustomerPhone,
    UnlinkDwelling,
)
from fieldapp.commands.handling import Command
from fieldapp.commands.phones import RevealPhone
from fieldapp.domain.problems import CustomerUnknown, Problem
from fieldapp.domain.roles import may
from fieldapp.queries.archive_history import customer_history
from fieldapp.queries.contacts import contacts_about
from fieldapp.queries.customers import (
    CustomerFilter,
    CustomerPage,
    customer_count,
    customer_page,
    customers_page,
    looks_at_phones,
)
from fieldapp.queries.documents import documents_of
from fieldapp.queries.dwellings import dwelling_card
from fieldapp.queries.search import find_dwellings
from fieldapp.queries.sites import sites_list
from fieldapp.templating.labels import label, options
from fieldapp.web.edit_forms import EditForm, opened, refused
from fieldapp.web.errors import field_words, status_of, wording_of
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import form_command_id, perform

blueprint = Blueprint("office_customers", __name__, url_prefix="/office/customers")

_FIELDS = ("name", "kind", "notes", "invoice_title", "tax_no", "invoice_email")
_SHOWS = {"kind": lambda code: label(code, "customer_kind")}


@blueprint.get("")
@requires("archive.read")
def ledger() -> Response:
    """The customers by name; the filters are in the address."""
    company_id = current_actor().company_id
    wanted = filter_of(request.args)
    return render_desk(
        "customers/ledger.html",
        nav="customers",
        page=customers_page(
            db(), company_id=company_id, wanted=wanted, after=request.args.get("after", "")
        ),
        count=customer_count(db(), company_id=company_id, wanted=wanted),
        wanted=wanted,
        kinds=options("customer_kind"),
        sites=sites_list(db(), company_id=company_id),
        is_first=not request.args.get("after"),
        may_write=may(current_actor(), "archive.write"),
        may_export=may(current_actor(), "archive.export"),
    )


@blueprint.get("/new")
@requires("archive.write")
def new() -> Response:
    """The empty form; ``dwelling_id`` in the address chooses a home."""
    given = request.args.get("dwelling_id", "")
    return _form(opened({"kind": "owner", "relation": "owner", "dwelling_id": given}))


@blueprint.post("")
@requires("archive.write")
def create() -> Response:
    """Register a customer."""
    try:
        command = payload_from_form(AddCustomer, request.form)
        perform(command, stream=f"customer:{form_command_id()}")
    except Problem as problem:
        return _form(refused(problem, request.form, _SHOWS))
    return after_write(f"/office/customers/{form_command_id()}")


@blueprint.get("/<uuid:customer_id>")
@requires("archive.read")
def show(customer_id: uuid.UUID) -> Response:
    """One customer; one that was merged points to the one that was kept."""
    return _show(page_of(customer_id))


@blueprint.get("/<uuid:customer_id>/edit")
@requires("archive.write")
def edit(customer_id: uuid.UUID) -> Response:
    """The form of what is known."""
    page = page_of(customer_id)
    values = {name: getattr(page, name) for name in _FIELDS}
    return _form(opened(values, page.revision), page)


@blueprint.post("/<uuid:customer_id>")
@requires("archive.write")
def save(customer_id: uuid.UUID) -> Response:
    """Save it; a stale form shows both values."""
    page = page_of(customer_id)
    try:
        command = payload_from_form(ChangeCustomer, request.form, customer_id=str(customer_id))
        perform(command, stream=f"customer:{customer_id}")
    except Problem as problem:
        return _form(refused(problem, request.form, _SHOWS), page)
    return after_write(f"/office/customers/{customer_id}")


@blueprint.post("/<uuid:customer_id>/phones")
@requires("archive.write")
def add_phone(customer_id: uuid.UUID) -> Response:
    """One more number."""
    return _act(customer_id, AddCustomerPhone)


@blueprint.post("/<uuid:customer_id>/phone-removals")
@requires("archive.write")
def remove_phone(customer_id: uuid.UUID) -> Response:
    """A number that no longer reaches the customer."""
    return _act(customer_id, RemoveCustomerPhone)


@blueprint.post("/<uuid:customer_id>/phone-reveals")
@requires("phones.reveal")
def reveal_phone(customer_id: uuid.UUID) -> Response:
    """The whole numbers, once, and a line in the log."""
    page = page_of(customer_id)
    perform(
        RevealPhone(subject="customer", subject_id=str(customer_id)),
        stream=f"customer:{customer_id}",
    )
    return _show(page, is_revealed=True)


@blueprint.get("/<uuid:customer_id>/dwellings")
@requires("archive.write")
def find_home(customer_id: uuid.UUID) -> Response:
    """Homes that match ``q``, to choose the one the customer belongs to."""
    text = request.args.get("q", "").strip()[:60]
    return render_desk(
        "customers/find_home.html",
        nav="customers",
        customer=page_of(customer_id),
        text=text,
        hits=find_dwellings(db(), company_id=current_actor().company_id, text=text),
        relations=options("resident_relation"),
    )


@blueprint.post("/<uuid:customer_id>/dwellings")
@requires("archive.write")
def link(customer_id: uuid.UUID) -> Response:
    """The customer belongs to a home."""
    return _act(customer_id, LinkDwelling)


@blueprint.post("/<uuid:customer_id>/dwelling-removals")
@requires("archive.write")
def unlink(customer_id: uuid.UUID) -> Response:
    """The customer has moved out."""
    return _act(customer_id, UnlinkDwelling)


def filter_of(given: Mapping[str, str]) -> CustomerFilter:
    """What an address or a form narrows the customers to."""
    return CustomerFilter(
        text=given.get("q", "").strip()[:60],
        kind=given.get("kind", "")[:40],
        site_id=given.get("site", "")[:40],
    )


def page_of(customer_id: uuid.UUID) -> CustomerPage:
    """The customer of the address. Raises CustomerUnknown."""
    page = customer_page(db(), company_id=current_actor().company_id, customer_id=str(customer_id))
    if page is None:
        raise CustomerUnknown
    return page


def _act(customer_id: uuid.UUID, command_class: type[Command]) -> Response:
    page = page_of(customer_id)
    try:
        command = payload_from_form(command_class, request.form, customer_id=str(customer_id))
        perform(command, stream=f"customer:{customer_id}")
    except Problem as problem:
        return _show(page, problem=problem)
    return after_write(f"/office/customers/{customer_id}")


def _show(
    page: CustomerPage, *, problem: Problem | None = None, is_revealed: bool = False
) -> Response:
    actor = current_actor()
    known = {"company_id": actor.company_id, "customer_id": page.customer_id}
    may_write = may(actor, "archive.write") and not page.merged_into_id
    return render_desk(
        "customers/show.html",
        nav="customers",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else field_words(problem),
        typed={name: request.form.get(name, "") for name in ("phone", "label")},
        customer=page,
        kept=page_of(uuid.UUID(page.merged_into_id)) if page.merged_into_id else None,
        history=customer_history(db(), **known),
        contacts=contacts_about(db(), company_id=actor.company_id, customer_ids=[page.customer_id]),
        documents=documents_of(
            db(), company_id=actor.company_id, owners=[("customer", page.customer_id)]
        ),
        looks=looks_at_phones(db(), **known) if _audits() else (),
        document_kinds=options("document_kind"),
        is_revealed=is_revealed,
        may_write=may_write,
        may_reveal=may(actor, "phones.reveal"),
    )


def _audits() -> bool:
    """Whether the person reads who saw a number: the auditor and the office."""
    return may(current_actor(), "inbox.read")


def _form(edit: EditForm, page: CustomerPage | None = None) -> Response:
    dwelling_id = edit.value("dwelling_id")
    home = None
    if dwelling_id:
        home = dwelling_card(db(), company_id=current_actor().company_id, dwelling_id=dwelling_id)
    return render_desk(
        "customers/form.html",
        nav="customers",
        status=edit.status,
        edit=edit,
        customer=page,
        home=home,
        kinds=options("customer_kind"),
        relations=options("resident_relation"),
    )
