"""价目表: priced work and materials; new prices hold from now on."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, request

from fieldapp.commands.catalogues import AddChargeItem, ChangeChargeItemPrice, ChangeMaterialPrice
from fieldapp.commands.handling import Command
from fieldapp.domain.articles import matching
from fieldapp.domain.problems import Problem
from fieldapp.domain.quantities import UNITS
from fieldapp.domain.roles import may
from fieldapp.queries.articles import articles
from fieldapp.queries.catalogue import catalogue_version
from fieldapp.queries.charge_items import charge_items
from fieldapp.web.errors import field_words, status_of, wording_of
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write, render
from fieldapp.web.scope import db
from fieldapp.web.writing import perform

blueprint = Blueprint("office_prices", __name__, url_prefix="/office/prices")
_MOST_SUGGESTED = 12
_FIELDS = ("code", "name", "unit", "unit_price_cents", "note")


@blueprint.get("")
@requires("prices.read")
def ledger() -> Response:
    """Work and materials with their prices."""
    return _ledger()


@blueprint.get("/articles")
@requires("prices.read")
def suggestions() -> Response:
    """What fits ``what``, while a line of an estimate is typed."""
    everything = articles(db(), company_id=current_actor().company_id)
    found = matching(everything, request.args.get("what", "").strip()[:60])
    return render("office/prices/_articles.html", articles=found[:_MOST_SUGGESTED])


@blueprint.post("/charge-items")
@requires("catalogue.write")
def add() -> Response:
    """One more kind of work."""
    try:
        perform(payload_from_form(AddChargeItem, request.form), stream="prices")
    except Problem as problem:
        return _ledger(problem)
    return after_write("/office/prices")


@blueprint.post("/charge-items/<uuid:charge_item_id>/price")
@requires("catalogue.write")
def change_work(charge_item_id: uuid.UUID) -> Response:
    """A new price of work."""
    return _change(ChangeChargeItemPrice, charge_item_id=str(charge_item_id))


@blueprint.post("/materials/<uuid:material_id>/price")
@requires("catalogue.write")
def change_material(material_id: uuid.UUID) -> Response:
    """A new price of a material."""
    return _change(ChangeMaterialPrice, material_id=str(material_id))


def _change(kind: type[Command], **known: str) -> Response:
    try:
        perform(payload_from_form(kind, request.form, **known), stream="prices")
    except Problem as problem:
        return _ledger(problem)
    return after_write("/office/prices")


def _ledger(problem: Problem | None = None) -> Response:
    actor = current_actor()
    fields = {} if problem is None else field_words(problem)
    return render_desk(
        "prices/show.html",
        nav="prices",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors=fields,
        typed={name: request.form.get(name, "") for name in _FIELDS},
        work=charge_items(db(), company_id=actor.company_id),
        materials=[
            row for row in articles(db(), company_id=actor.company_id) if row.kind == "material"
        ],
        units=list(UNITS),
        version=catalogue_version(db(), company_id=actor.company_id),
        may_write=may(actor, "catalogue.write"),
    )
