"""What one request works with: services of the application, a session, the time.

Everything is reached through these functions, so views hold no globals and tests inject a clock.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from flask import Flask, current_app, g

from fieldapp.templating.locale import current_locale

if TYPE_CHECKING:
    from jinja2 import Environment

    from fieldapp.config import Settings
    from fieldapp.persistence.blobs import Blobs
    from fieldapp.persistence.session import Session
    from fieldapp.web.static_files import Assets

_KEY = "fieldapp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the application was made with."""

    settings: Settings
    sessions: Callable[[], Session]
    blobs: Blobs
    clock: Callable[[], datetime]
    environment: Environment
    assets: Assets


def register_services(app: Flask, services: Services) -> None:
    """Keep the services with the application and close each request's session."""
    app.extensions[_KEY] = services
    app.teardown_appcontext(_close_session)


def services() -> Services:
    """The services of the application that serves this request."""
    return cast("Services", current_app.extensions[_KEY])


def db() -> Session:
    """This request's session; opened when first asked for."""
    if "session" not in g:
        g.session = services().sessions()
    return cast("Session", g.session)


def now() -> datetime:
    """The current instant, aware, in UTC."""
    return services().clock()


def today() -> date:
    """The current day in the company's zone."""
    return current_locale().day_of(now())


def _close_session(_error: BaseException | None) -> None:
    session = g.pop("session", None)
    if session is not None:
        session.close()
