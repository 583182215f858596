"""小区: the ledger, one site with its homes, and the forms that change it."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, request

from fieldapp.commands.dwellings import AddDwelling
from fieldapp.commands.handling import Command
from fieldapp.commands.sites import AddSite, AddSiteContact, ChangeSite, RemoveSiteContact
from fieldapp.domain.problems import Problem, SiteUnknown
from fieldapp.domain.roles import may
from fieldapp.queries.documents import documents_of
from fieldapp.queries.homes import open_verdict_count
from fieldapp.queries.sites import SitePage, site_page, sites_list
from fieldapp.templating.labels import options
from fieldapp.web.edit_forms import EditForm, opened, refused
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import form_command_id, perform

blueprint = Blueprint("office_sites", __name__, url_prefix="/office/sites")


@blueprint.get("")
@requires("archive.read")
def ledger() -> Response:
    """All sites by name; ``q`` narrows them."""
    text = request.args.get("q", "").strip()[:60]
    return render_desk(
        "sites/ledger.html",
        nav="customers",
        sites=sites_list(db(), company_id=current_actor().company_id, text=text),
        text=text,
        may_write=may(current_actor(), "archive.write"),
    )


@blueprint.get("/new")
@requires("archive.write")
def new() -> Response:
    """The empty form."""
    return _form(opened({}))


@blueprint.post("")
@requires("archive.write")
def create() -> Response:
    """Register a site."""
    try:
        perform(payload_from_form(AddSite, request.form), stream=f"site:{form_command_id()}")
    except Problem as problem:
        return _form(refused(problem, request.form))
    return after_write(f"/office/sites/{form_command_id()}")


@blueprint.get("/<uuid:site_id>")
@requires("archive.read")
def show(site_id: uuid.UUID) -> Response:
    """One site with its homes as a grid."""
    return _show(_page(site_id))


@blueprint.get("/<uuid:site_id>/edit")
@requires("archive.write")
def edit(site_id: uuid.UUID) -> Response:
    """The form of what is known."""
    page = _page(site_id)
    return _form(opened(page.fields, page.revision), page)


@blueprint.post("/<uuid:site_id>")
@requires("archive.write")
def save(site_id: uuid.UUID) -> Response:
    """Save it; a stale form shows both values."""
    page = _page(site_id)
    try:
        command = payload_from_form(ChangeSite, request.form, site_id=str(site_id))
        perform(command, stream=f"site:{site_id}")
    except Problem as problem:
        return _form(refused(problem, request.form), page)
    has_new_day = command.completed_on != page.fields["completed_on"]
    return after_write(f"/office/sites/{site_id}" + ("?days=1" if has_new_day else ""))


@blueprint.post("/<uuid:site_id>/contacts")
@requires("archive.write")
def add_contact(site_id: uuid.UUID) -> Response:
    """One more person at the property company."""
    return _act(site_id, AddSiteContact)


@blueprint.post("/<uuid:site_id>/contact-removals")
@requires("archive.write")
def remove_contact(site_id: uuid.UUID) -> Response:
    """Somebody who is not there any more."""
    return _act(site_id, RemoveSiteContact)


@blueprint.post("/<uuid:site_id>/dwellings")
@requires("archive.write")
def add_dwelling(site_id: uuid.UUID) -> Response:
    """One more home."""
    return _act(site_id, AddDwelling)


def _page(site_id: uuid.UUID) -> SitePage:
    page = site_page(db(), company_id=current_actor().company_id, site_id=str(site_id))
    if page is None:
        raise SiteUnknown
    return page


def _act(site_id: uuid.UUID, command_class: type[Command]) -> Response:
    page = _page(site_id)
    try:
        command = payload_from_form(command_class, request.form, site_id=str(site_id))
        perform(command, stream=f"site:{site_id}")
    except Problem as problem:
        return _show(page, refused(problem, request.form))
    return after_write(f"/office/sites/{site_id}")


def _show(page: SitePage, act: EditForm | None = None) -> Response:
    company_id = current_actor().company_id
    days_changed = request.args.get("days") == "1"
    return render_desk(
        "sites/show.html",
        nav="customers",
        status=200 if act is None else act.status,
        act=act or opened({}),
        site=page,
        documents=documents_of(db(), company_id=company_id, owners=[("site", page.site_id)]),
        document_kinds=options("document_kind"),
        affected=open_verdict_count(db(), company_id=company_id, site_id=page.site_id)
        if days_changed
        else 0,
        may_write=may(current_actor(), "archive.write"),
    )


def _form(edit: EditForm, page: SitePage | None = None) -> Response:
    return render_desk("sites/form.html", nav="customers", status=edit.status, edit=edit, site=page)
