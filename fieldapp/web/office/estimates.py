"""估价 and 收费同意 on an order's page: lines by code or initials, waivers, who agreed."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request

from fieldapp.commands.consents import DeclineConsent, RecordConsent
from fieldapp.commands.estimates import (
    AddEstimateLine,
    VoidEstimateLine,
    VoidLineWaiver,
    WaiveEstimateLine,
)
from fieldapp.commands.handling import Command
from fieldapp.domain.articles import matching
from fieldapp.domain.problems import (
    EstimateArticleUnclear,
    EstimateArticleUnknown,
    EstimateLineUnknown,
    EstimateQuantityMissing,
    PayloadRefused,
    Problem,
)
from fieldapp.queries.articles import articles
from fieldapp.queries.estimates import estimate_of_order
from fieldapp.templating.wording import translate as _
from fieldapp.web.forms import cents, payload_from_form, whole
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.work_orders import sheet_of, show_order
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import perform

blueprint = Blueprint("office_estimates", __name__, url_prefix="/office/work-orders")
_MOST_NAMED = 6


@blueprint.post("/<uuid:work_order_id>/estimate-lines")
@requires("estimates.write")
def add_line(work_order_id: uuid.UUID) -> Response:
    """One more line; the next can be typed at once."""
    try:
        known = {"work_order_id": str(work_order_id), **_meant()}
        command = payload_from_form(AddEstimateLine, request.form, **known)
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#estimate-what")


@blueprint.post("/<uuid:work_order_id>/estimate-lines/<uuid:line_id>/voiding")
@requires("estimates.write")
def void_line(work_order_id: uuid.UUID, line_id: uuid.UUID) -> Response:
    """The line does not hold."""
    return _about_line(VoidEstimateLine, work_order_id, line_id)


@blueprint.post("/<uuid:work_order_id>/estimate-lines/<uuid:line_id>/waiver")
@requires("charges.waive")
def waive_line(work_order_id: uuid.UUID, line_id: uuid.UUID) -> Response:
    """免收 one line, with the reason."""
    return _about_line(WaiveEstimateLine, work_order_id, line_id)


@blueprint.post("/<uuid:work_order_id>/estimate-lines/<uuid:line_id>/waiver-voiding")
@requires("charges.waive")
def void_line_waiver(work_order_id: uuid.UUID, line_id: uuid.UUID) -> Response:
    """The line costs what it cost before it was waived."""
    return _about_line(VoidLineWaiver, work_order_id, line_id)


@blueprint.post("/<uuid:work_order_id>/consents")
@requires("consents.write")
def consent(work_order_id: uuid.UUID) -> Response:
    """收费同意: who agreed to what, how."""
    try:
        command = payload_from_form(RecordConsent, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#consents")


@blueprint.post("/<uuid:work_order_id>/refusals")
@requires("consents.write")
def refusal(work_order_id: uuid.UUID) -> Response:
    """客户不同意: kept; the order may end with it."""
    try:
        command = payload_from_form(DeclineConsent, request.form, work_order_id=str(work_order_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#consents")


def _about_line(kind: type[Command], work_order_id: uuid.UUID, line_id: uuid.UUID) -> Response:
    """Do what a form asks about one line, if it stands on the order of the address."""
    try:
        rows = estimate_of_order(db(), current_actor().company_id, str(work_order_id)).lines
        if str(line_id) not in {row.line_id for row in rows}:
            raise EstimateLineUnknown
        command = payload_from_form(kind, request.form, line_id=str(line_id))
        perform(command, stream=f"work_order:{work_order_id}")
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}#estimate")


def _meant() -> dict[str, Any]:
    """The article that was typed, as fields of the command.

    What is in no list is free words and needs a price; the quantity beside a size counts panes.
    Raises EstimateArticleUnclear, EstimateArticleUnknown, PayloadRefused.
    """
    form = request.form
    typed = form.get("what", "").strip()
    known = _panes() if form.get("width_mm", "").strip() else {}
    found = matching(articles(db(), company_id=current_actor().company_id), typed)
    if len(found) > 1:
        codes = [f"{article.code} {article.name}" for article in found[:_MOST_NAMED]]
        raise EstimateArticleUnclear(codes="；".join(codes), fields={"what": _("请写编码")})
    if found:
        key = "charge_item_id" if found[0].kind == "work" else "material_id"
        return known | {key: found[0].article_id, "name": "", "unit_price_cents": None}
    try:
        price = cents(form.get("unit_price_cents", ""))
    except ValueError as error:
        raise PayloadRefused(fields={"unit_price_cents": str(error)}) from error
    if not typed or price is None:
        raise EstimateArticleUnknown(fields={"what": EstimateArticleUnknown.message})
    return known | {"name": typed, "unit_price_cents": price}


def _panes() -> dict[str, Any]:
    typed = request.form.get("quantity_low_milli", "").strip() or "1"
    try:
        pieces = whole(typed)
    except ValueError as error:
        message = EstimateQuantityMissing.message
        raise PayloadRefused(fields={"quantity_low_milli": _(message)}) from error
    return {"pieces": pieces, "quantity_low_milli": None, "quantity_high_milli": None}
