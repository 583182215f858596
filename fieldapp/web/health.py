"""``/healthz``: whether database and blobs answer."""

from __future__ import annotations

import logging
from collections.abc import Callable

from flask import Blueprint, Response, jsonify

from fieldapp.persistence.epoch import read_epoch
from fieldapp.queries.health import database_answers
from fieldapp.web.identity import public
from fieldapp.web.scope import db, services

blueprint = Blueprint("health", __name__)
_log = logging.getLogger("fieldapp.web")


@blueprint.get("/healthz")
@public
def health() -> Response:
    """200 when both answer, else 503 naming what does not."""
    parts = {
        "database": _answers("database", lambda: database_answers(db())),
        "blobs": _answers("blobs", lambda: read_epoch(services().blobs) > 0),
    }
    is_well = all(parts.values())
    answer = jsonify({"status": "ok" if is_well else "unavailable", **parts})
    answer.status_code = 200 if is_well else 503
    return answer


def _answers(name: str, ask: Callable[[], bool]) -> bool:
    try:
        return ask()
    except Exception:  # the health check reports any failure instead of passing it on
        _log.exception("%s does not answer", name)
        return False
