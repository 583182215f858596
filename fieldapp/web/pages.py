"""Rendering: what every page knows, and the answers after a write."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request

from fieldapp.templating.calendar import wire
from fieldapp.web.hypermedia import wants_partial
from fieldapp.web.scope import now, services, today


def render(template: str, *, status: int = 200, **context: Any) -> Response:
    """The template with what every page knows: ``today_on``, ``now_at``, ``language``, ``path``."""
    body = services().environment.get_template(template).render(**_common(), **context)
    return Response(body, status=status, mimetype="text/html")


def render_page(folder: str, *, status: int = 200, **context: Any) -> Response:
    """``<folder>/show.html``, or for a script only its region ``<folder>/_page.html``."""
    name = "_page.html" if wants_partial() else "show.html"
    return render(f"{folder}/{name}", status=status, **context)


def after_write(path: str) -> Response:
    """303 to a page; htmx follows it and gets the region."""
    answer = redirect(path, code=303)
    return Response(status=303, headers={"Location": answer.headers["Location"]})


def local_path(given: str | None, fallback: str) -> str:
    """A path of this site to go on to; anything that could leave it gives the fallback."""
    if not given or not given.startswith("/") or given.startswith("//") or "\\" in given:
        return fallback
    return given if given.isprintable() else fallback


def _common() -> dict[str, Any]:
    from fieldapp.web.identity import company_or_none, viewer_may, viewer_or_none

    company = company_or_none()
    viewer = viewer_or_none()
    return {
        "viewer": viewer,
        "company": company,
        "language": viewer["language"] if viewer else services().settings.language,
        "today_on": today().isoformat(),
        "now_at": wire(now()),
        "path": request.path,
        # So that no page shows a link that would be refused.
        "may": viewer_may,
    }
