"""Regions that are asked for again and again: an answer only when something changed."""

from __future__ import annotations

import hashlib

from flask import Response, request

from fieldapp.web.hypermedia import wants_partial


def unless_unchanged(response: Response) -> Response:
    """A region with its tag; 304 without a body if the asking page already shows it."""
    if not wants_partial() or response.status_code != 200:
        return response
    digest = hashlib.sha256(response.get_data()).hexdigest()[:32]
    return _tagged(response, digest)


def is_current(version: str) -> bool:
    """Whether the asking page already shows this version of the region."""
    return wants_partial() and request.if_none_match.contains_weak(version)


def unchanged(version: str) -> Response:
    """304 for a region nobody had to build."""
    return _tagged(Response(status=304), version)


def tagged(response: Response, version: str) -> Response:
    """The region with the tag of its version."""
    return _tagged(response, version) if wants_partial() else response


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = "private, no-cache"
    response.make_conditional(request)
    return response
