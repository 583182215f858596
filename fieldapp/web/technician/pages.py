"""Every page a technician opens; the service worker answers the same addresses from the phone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from fieldapp.domain.problems import Problem
from fieldapp.templating.wording import translate as _
from fieldapp.web.errors import status_of, wording_of
from fieldapp.web.hypermedia import wants_partial
from fieldapp.web.identity import requires
from fieldapp.web.scope import services
from fieldapp.web.technician.contexts import BUILDERS, Record
from fieldapp.web.technician.refilled import refilled
from fieldapp.web.technician.sources import source_of_request

#: pages of one visit, by the last part of the address
VISIT_PAGES = (
    "absence", "checks", "consent", "dispute", "extras", "gate", "handover", "marks", "materials",
    "photos", "signature", "unfinished",
)  # fmt: skip

blueprint = Blueprint("technician_pages", __name__, url_prefix="/tech")


@blueprint.get("/")
@requires("visits.work")
def today() -> Response:
    """今天: the visits by day."""
    return show("today")


@blueprint.get("/outbox")
@requires("visits.work")
def outbox() -> Response:
    """待传: here only what waits for a decision."""
    return show("outbox")


@blueprint.get("/scan")
@requires("visits.work")
def scan() -> Response:
    """扫码: find an order by its code or number."""
    return show("scan")


@blueprint.get("/me")
@requires("visits.work")
def me() -> Response:
    """我的: who is signed in, and signing out."""
    return show("me")


@blueprint.get("/visits/<uuid:visit_id>")
@requires("visits.work")
def visit(visit_id: uuid.UUID) -> Response:
    """维修单: the sheet of one visit."""
    del visit_id  # the builder reads it from the path, as the worker does
    return show("visits")


@blueprint.get("/visits/<uuid:visit_id>/<page>")
@requires("visits.work")
def visit_page(visit_id: uuid.UUID, page: str) -> Response:
    """One room of a visit: materials, photos, checks and so on."""
    del visit_id
    if page not in VISIT_PAGES:
        raise NotFound
    return show(page)


def show(name: str) -> Response:
    """A page or its region."""
    return Response(_rendered(name, BUILDERS[name](source_of_request())), mimetype="text/html")


def show_refused(
    name: str, problem: Problem, *, path: str, query: Mapping[str, str], field: str
) -> Response:
    """The page of the form that was refused, with what was typed and what is wrong.

    path, query: the address the form stood at. field: where the message belongs when the problem
    names no field itself; "" leaves it on top.
    """
    context = BUILDERS[name](source_of_request(path=path, query=query))
    context["problem"] = told = _told(problem, field)
    faults = {fault["name"]: fault["message"] for fault in told["fields"]}
    body = refilled(_rendered(name, context), request.form, request.path, faults)
    return Response(body, status=status_of(problem), mimetype="text/html")


def _rendered(name: str, context: Record) -> str:
    template = "_page.html" if wants_partial() else "show.html"
    return services().environment.get_template(f"technician/{name}/{template}").render(context)


def _told(refused: Problem, field: str) -> dict[str, Any]:
    """A refusal as pages show it: what is wrong, and what at which field."""
    fields = refused.details.get("fields")
    found = fields if isinstance(fields, dict) else {}
    if not found and field:
        found = {field: refused.message}
    return {
        "code": refused.code,
        "message": wording_of(refused),
        "fields": [{"name": name, "message": _(message)} for name, message in found.items()],
    }
