"""Who may post: requests of our own pages only; and the headers every answer carries.

No tokens: a page kept for days would carry a stale one. Browsers say themselves where a request
comes from (docs/offline-protocol.md, Security).
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden

from fieldapp.templating.security_headers import SECURITY_HEADERS
from fieldapp.web.scope import services

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN_SITES = frozenset({"same-origin", "none"})
#: Scripts, styles and pictures need no policy of a page, and a phone pays for every byte.
_FILES = "/static/"
_FILE_HEADERS = frozenset({"X-Content-Type-Options", "Cross-Origin-Resource-Policy"})
_ONE_YEAR = "max-age=31536000"


def register_security(app: Flask) -> None:
    """Check unsafe requests before any view, add headers after all of them."""
    app.before_request(refuse_foreign_writes)
    app.after_request(_add_headers)


def refuse_foreign_writes() -> None:
    """Answer 403 unless an unsafe request comes from our own origin.

    ``Sec-Fetch-Site`` decides where the browser sends it; else ``Origin`` must name our host. A
    client that sends neither is refused.
    """
    if request.method in _SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in _OWN_SITES:
            raise Forbidden
        return
    if _host_of(request.headers.get("Origin", "")) != request.host:
        raise Forbidden


def _host_of(origin: str) -> str | None:
    """Host and port an origin names; None for ``null`` and what is no address."""
    try:
        return urlsplit(origin).netloc or None
    except ValueError:
        return None


def _add_headers(response: Response) -> Response:
    for name, value in SECURITY_HEADERS:
        if name in _FILE_HEADERS or not request.path.startswith(_FILES):
            response.headers.setdefault(name, value)
    if services().settings.is_https:
        response.headers.setdefault("Strict-Transport-Security", _ONE_YEAR)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response
