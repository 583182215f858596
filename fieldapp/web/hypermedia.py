"""Page or partial, and every htmx header name the server uses."""

from __future__ import annotations

from flask import Flask, Response
from flask_htmx import HTMX

REDIRECT = "HX-Redirect"
RETARGET = "HX-Retarget"
RESWAP = "HX-Reswap"
REQUEST = "HX-Request"

_htmx = HTMX()


def register_hypermedia(app: Flask) -> None:
    """Read htmx's request headers; say that pages differ by them."""
    _htmx.init_app(app)
    app.after_request(_vary)


def wants_partial() -> bool:
    """Whether a script asked for a region; a boosted link or a history restore wants the page."""
    return bool(_htmx) and not _htmx.boosted and not _htmx.history_restore_request


def _vary(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.add(REQUEST)
    return response
