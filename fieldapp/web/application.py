"""The Flask application: a list of registrations."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from fieldapp.config import Settings, SettingsError
from fieldapp.persistence.blobs import Blobs, blobs_for
from fieldapp.persistence.session import engine_for, session_factory
from fieldapp.templating.environment import create_environment
from fieldapp.web.compression import register_compression
from fieldapp.web.errors import register_errors
from fieldapp.web.hypermedia import register_hypermedia
from fieldapp.web.identity import register_identity
from fieldapp.web.request_log import register_request_ids
from fieldapp.web.scope import Services, register_services
from fieldapp.web.security import register_security
from fieldapp.web.static_files import Assets, keep_build

_LARGEST_REQUEST = 16 * 1024 * 1024

#: modules with a ``blueprint``, or ``blueprints`` for several
_VIEWS = (
    "accounts",
    "health",
    "static_files",
    "pwa",
    "attachments",
    "documents",
    "office",
    "customer",
    "technician",
    "sync",
)


def build(settings: Settings, *, clock: Callable[[], datetime]) -> Flask:
    """Make the application from its settings; nothing happens at import."""
    app = Flask("fieldapp", static_folder=None)
    app.secret_key = settings.secret_key
    app.config.update(MAX_CONTENT_LENGTH=_LARGEST_REQUEST)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    assets = Assets()
    services = Services(
        settings=settings,
        sessions=session_factory(engine_for(settings.database_url)),
        blobs=photo_store(settings),
        clock=clock,
        environment=create_environment(asset=assets.url, reload=settings.debug),
        assets=assets,
    )
    if settings.proxies:  # without it everybody behind one shares the address that fails to sign in
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=0)  # type: ignore[method-assign]
    keep_build(assets, services.blobs)
    register_compression(app)
    register_services(app, services)
    register_request_ids(app)
    register_hypermedia(app)
    register_security(app)
    register_identity(app)
    register_errors(app)
    for blueprint in _blueprints(settings):
        app.register_blueprint(blueprint)
    return app


def photo_store(settings: Settings) -> Blobs:
    """The store of bytes the settings name. Raises SettingsError where it cannot be used."""
    try:
        return blobs_for(settings.blobs_url)
    except (OSError, ValueError) as error:
        raise SettingsError(f"FIELDAPP_BLOBS_URL: {error}") from error


def _blueprints(settings: Settings) -> list[Blueprint]:
    names = (*_VIEWS, "patterns") if settings.debug else _VIEWS
    found: list[Blueprint] = []
    for name in names:
        module = importlib.import_module(f"fieldapp.web.{name}")
        found.extend(module.blueprints if hasattr(module, "blueprints") else [module.blueprint])
    return found
