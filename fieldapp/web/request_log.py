"""Request ids and the one log line of a failure."""

from __future__ import annotations

import logging
import re
from uuid import uuid4

from flask import Flask, Response, g, request

HEADER = "X-Request-Id"
_log = logging.getLogger("fieldapp.web")


def register_request_ids(app: Flask) -> None:
    """Give every request an id: the balancer's where it sent a sane one."""
    app.before_request(_name_request)
    app.after_request(_send_name)


def request_id() -> str:
    """The id of this request, shown on the page of an unexpected failure."""
    return str(g.get("request_id", ""))


def log_failure(error: BaseException) -> None:
    """One line with the traceback for an unexpected failure."""
    _log.error(
        "request %s failed: %s %s", request_id(), request.method, request.path, exc_info=error
    )


def log_access(person_id: str, what: str, which: str) -> None:
    """Who looked at which private picture or document."""
    _log.info("request %s: %s saw %s %s", request_id(), person_id, what, which)


def _name_request() -> None:
    given = request.headers.get(HEADER, "")
    g.request_id = given if re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) else uuid4().hex


def _send_name(response: Response) -> Response:
    """Told with everything but files that are fetched once for good: they cannot fail later."""
    if not response.cache_control.immutable:
        response.headers[HEADER] = request_id()
    return response
