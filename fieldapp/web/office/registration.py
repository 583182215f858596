"""登记: the form that takes a call, a fax, a slip or a visit to the desk."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request

from fieldapp.domain.coverage import Coverage
from fieldapp.domain.problems import Problem
from fieldapp.queries.dwellings import DwellingCard, dwelling_card
from fieldapp.queries.fault_categories import CategoryRow, fault_categories
from fieldapp.queries.search import find_dwellings, find_homeless_customers
from fieldapp.templating.labels import options
from fieldapp.templating.security_headers import policy_with_frames
from fieldapp.templating.wording import translate as _
from fieldapp.web.errors import status_of, wording_of
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.coverages import coverages
from fieldapp.web.office.desk import render_desk
from fieldapp.web.office.parties import customer_of, party_fields
from fieldapp.web.office.previews import preview
from fieldapp.web.office.registering import Repeated, register
from fieldapp.web.office.request_forms import PARTIES, TypedRequest, at_their_rows
from fieldapp.web.pages import after_write, render
from fieldapp.web.scope import db

blueprint = Blueprint("office_registration", __name__, url_prefix="/office/requests")

#: A form holds a slip (20 MB) and photos.
_LARGEST_FORM = 48 * 1024 * 1024


@blueprint.get("/new")
@requires("requests.write")
def new() -> Response:
    """The empty form, or with a home chosen by ``dwelling_id``."""
    home = _card(request.args.get("dwelling_id", ""))
    typed = TypedRequest(q=request.args.get("q", "").strip()[:60])
    return _form(typed.moved_into(home), home)


@blueprint.post("/drafts")
@requires("requests.write")
def draft() -> Response:
    """The form again as it was typed, with the home or caller chosen; nothing is stored."""
    request.max_content_length = _LARGEST_FORM
    caller = request.form.get("chosen_customer_id")
    chosen = request.form.get("chosen_dwelling_id")
    home = _card(request.form.get("dwelling_id", "") if chosen is None else chosen)
    typed = TypedRequest.from_form(request.form, categories(), home)
    if caller is not None:
        return _form(typed.reported_by(customer_of(caller)), home)
    for party in PARTIES:
        typed = typed.with_party(party, customer_of(request.form.get(f"chosen_{party}_id", "")))
    return _form(typed if chosen is None else typed.moved_into(home), home)


@blueprint.post("/previews")
@requires("requests.write")
def answer() -> Response:
    """What the form answers while it is typed; scripts swap its parts."""
    home = _card(request.form.get("dwelling_id", ""))
    typed = TypedRequest.from_form(request.form, categories(), home)
    return render(
        "office/requests/_previews.html",
        typed=typed,
        asked_before=request.form.getlist("asked"),
        **preview(typed, home),
    )


@blueprint.post("")
@requires("requests.write")
def create() -> Response:
    """Register; a refusal shows the form again with everything typed."""
    request.max_content_length = _LARGEST_FORM
    home = _card(request.form.get("dwelling_id", ""))
    typed = TypedRequest.from_form(request.form, categories(), home)
    try:
        return after_write(register(typed, home, request.files))
    except Repeated:
        return _form(typed, home, status=409, is_repeated=True)
    except Problem as problem:
        return _form(typed, home, status=status_of(problem), problem=problem)


def _form(
    typed: TypedRequest,
    home: DwellingCard | None,
    *,
    status: int = 200,
    problem: Problem | None = None,
    is_repeated: bool = False,
) -> Response:
    known = categories()
    answer = render_desk(
        "requests/new.html",
        nav="register",
        status=status,
        problem="" if problem is None else wording_of(problem),
        errors=at_their_rows(problem, typed),
        is_repeated=is_repeated,
        then=request.form.get("then", ""),
        typed=typed,
        home=home,
        hits=_hits(typed.q),
        people=_people(typed.q),
        coverages=_coverages(home),
        categories=known,
        parties=party_fields(typed, home),
        **_choices(),
        **preview(typed, home),
    )
    answer.headers["Content-Security-Policy"] = policy_with_frames("blob:")
    return answer


def _coverages(home: DwellingCard | None) -> Mapping[str, Coverage]:
    if home is None:
        return {}
    return coverages(home.dwelling_id, ((one.product_id, one.position) for one in home.products))


def _choices() -> dict[str, Any]:
    return {
        "relations": options("relation"),
        "channels": [one for one in options("channel") if one["value"] != "qr"],
        "kinds": options("kind"),
        "urgencies": [
            {"value": "urgent", "label": _("紧急"), "note": _("2 小时内联系、当天处理")},
            {"value": "normal", "label": _("一般"), "note": _("本周末")},
            {"value": "planned", "label": _("计划"), "note": _("可与别单并单")},
        ],
    }


def _hits(text: str) -> list[Any]:
    if not text:
        return []
    return list(find_dwellings(db(), company_id=current_actor().company_id, text=text))


def _people(text: str) -> list[Any]:
    return list(find_homeless_customers(db(), company_id=current_actor().company_id, text=text))


def categories() -> list[CategoryRow]:
    """The company's fault categories."""
    return list(fault_categories(db(), company_id=current_actor().company_id))


def _card(dwelling_id: str) -> DwellingCard | None:
    """The chosen home; None for none, and for what is no id."""
    try:
        known = str(uuid.UUID(dwelling_id))
    except ValueError:
        return None
    return dwelling_card(db(), company_id=current_actor().company_id, dwelling_id=known)
