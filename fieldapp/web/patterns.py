"""``/patterns``: every component in every state; in development only."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fieldapp.web.identity import public
from fieldapp.web.pages import render

blueprint = Blueprint("patterns", __name__)


@blueprint.get("/patterns")
@public
def index() -> Response:
    """The page of components."""
    return render("patterns/index.html", theme=request.args.get("theme", ""))
