"""房屋: one home with its people and windows, and the forms that change both."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, request

from fieldapp.commands.dwellings import ChangeDwelling
from fieldapp.commands.products import AddProduct, ChangeProduct
from fieldapp.domain.problems import DwellingUnknown, Problem, ProductUnknown
from fieldapp.domain.roles import may
from fieldapp.queries.archive_history import dwelling_history
from fieldapp.queries.documents import documents_of
from fieldapp.queries.homes import (
    HomePage,
    HomeProduct,
    home_page,
    home_product,
    open_verdicts,
)
from fieldapp.templating.labels import label, options
from fieldapp.web.edit_forms import EditForm, opened, refused
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.coverages import coverages
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import form_command_id, perform

blueprint = Blueprint("office_homes", __name__, url_prefix="/office")

_SHOWS = {"kind": lambda code: label(code, "product_kind")}
_DAYS = ("completed_on", "handed_over_on", "installed_on", "purchased_on")


@blueprint.get("/dwellings/<uuid:dwelling_id>")
@requires("archive.read")
def show(dwelling_id: uuid.UUID) -> Response:
    """One home."""
    page = _page(str(dwelling_id))
    company_id = current_actor().company_id
    owners = [("dwelling", page.dwelling_id)]
    owners += [("product", product.product_id) for product in page.products]
    days_changed = request.args.get("days") == "1"
    return render_desk(
        "homes/show.html",
        nav="customers",
        home=page,
        coverages=coverages(page.dwelling_id, _standing(page)),
        history=dwelling_history(db(), company_id=company_id, dwelling_id=page.dwelling_id),
        documents=documents_of(db(), company_id=company_id, owners=owners),
        document_kinds=options("document_kind"),
        affected=open_verdicts(db(), company_id=company_id, dwelling_ids=[page.dwelling_id])
        if days_changed
        else [],
        may_write=may(current_actor(), "archive.write"),
    )


def _standing(page: HomePage) -> list[tuple[str, str]]:
    """Id and position of each product that was not taken out."""
    return [
        (product.product_id, str(product.fields["position"]))
        for product in page.products
        if not product.is_removed
    ]


@blueprint.get("/dwellings/<uuid:dwelling_id>/edit")
@requires("archive.write")
def edit(dwelling_id: uuid.UUID) -> Response:
    """The form of the home."""
    page = _page(str(dwelling_id))
    return _form(opened(page.fields, page.revision), page)


@blueprint.post("/dwellings/<uuid:dwelling_id>")
@requires("archive.write")
def save(dwelling_id: uuid.UUID) -> Response:
    """Save it; a stale form shows both values."""
    page = _page(str(dwelling_id))
    try:
        command = payload_from_form(ChangeDwelling, request.form, dwelling_id=str(dwelling_id))
        perform(command, stream=f"dwelling:{dwelling_id}")
    except Problem as problem:
        return _form(refused(problem, request.form), page)
    return _back(page, _has_new_day(command, page.fields))


@blueprint.get("/dwellings/<uuid:dwelling_id>/products/new")
@requires("archive.write")
def new_product(dwelling_id: uuid.UUID) -> Response:
    """The empty form of a window or door."""
    return _product_form(opened({"kind": "window"}), _page(str(dwelling_id)))


@blueprint.post("/dwellings/<uuid:dwelling_id>/products")
@requires("archive.write")
def add_product(dwelling_id: uuid.UUID) -> Response:
    """One more window or door."""
    page = _page(str(dwelling_id))
    try:
        command = payload_from_form(AddProduct, request.form, dwelling_id=str(dwelling_id))
        perform(command, stream=f"product:{form_command_id()}")
    except Problem as problem:
        return _product_form(refused(problem, request.form, _SHOWS), page)
    return _back(page, has_new_day=True)


@blueprint.get("/products/<uuid:product_id>/edit")
@requires("archive.write")
def edit_product(product_id: uuid.UUID) -> Response:
    """The form of a window or door."""
    product = _product(product_id)
    return _product_form(
        opened(product.fields, product.revision), _page(product.dwelling_id), product
    )


@blueprint.post("/products/<uuid:product_id>")
@requires("archive.write")
def save_product(product_id: uuid.UUID) -> Response:
    """Save it; a stale form shows both values."""
    product = _product(product_id)
    page = _page(product.dwelling_id)
    try:
        command = payload_from_form(ChangeProduct, request.form, product_id=str(product_id))
        perform(command, stream=f"product:{product_id}")
    except Problem as problem:
        return _product_form(refused(problem, request.form, _SHOWS), page, product)
    return _back(page, _has_new_day(command, product.fields))


def _page(dwelling_id: str) -> HomePage:
    page = home_page(db(), company_id=current_actor().company_id, dwelling_id=dwelling_id)
    if page is None:
        raise DwellingUnknown
    return page


def _product(product_id: uuid.UUID) -> HomeProduct:
    product = home_product(db(), company_id=current_actor().company_id, product_id=str(product_id))
    if product is None:
        raise ProductUnknown
    return product


def _has_new_day(command: object, fields: dict[str, object]) -> bool:
    return any(name in fields and getattr(command, name, None) != fields[name] for name in _DAYS)


def _back(page: HomePage, has_new_day: bool) -> Response:
    """To the home, which says which verdicts a new day may change."""
    return after_write(f"/office/dwellings/{page.dwelling_id}" + ("?days=1" if has_new_day else ""))


def _form(edit: EditForm, page: HomePage) -> Response:
    return render_desk("homes/form.html", nav="customers", status=edit.status, edit=edit, home=page)


def _product_form(edit: EditForm, page: HomePage, product: HomeProduct | None = None) -> Response:
    return render_desk(
        "homes/product_form.html",
        nav="customers",
        status=edit.status,
        edit=edit,
        home=page,
        product=product,
        kinds=options("product_kind"),
    )
