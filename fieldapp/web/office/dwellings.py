"""Homes suggested while the clerk types what a caller says."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fieldapp.queries.search import find_dwellings, find_homeless_customers
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.pages import render
from fieldapp.web.scope import db

blueprint = Blueprint("office_dwellings", __name__, url_prefix="/office/dwellings")


@blueprint.get("")
@requires("requests.write")
def suggestions() -> Response:
    """Homes for ``q``, and customers who belong to none."""
    text = request.args.get("q", "").strip()[:60]
    company_id = current_actor().company_id
    return render(
        "office/requests/_dwellings.html",
        hits=find_dwellings(db(), company_id=company_id, text=text),
        people=find_homeless_customers(db(), company_id=company_id, text=text, limit=6),
        query=text,
    )
