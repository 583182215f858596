"""`fieldapp serve`: the production server, one process manager and a few threaded workers."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import click
from gunicorn.app.base import BaseApplication

from fieldapp import create_app
from fieldapp.config import SettingsError
from fieldapp.persistence.session import engine_for, learn_sizes
from fieldapp.web.application import photo_store

if TYPE_CHECKING:
    from flask import Flask

    from fieldapp.config import Settings


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn without a configuration file of its own."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self._settings = settings
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        app = create_app(self._settings)
        # What is loaded by now stays: without, every full collection walks all of it again, which
        # costs a push a tenth of its time.
        gc.collect()
        gc.freeze()
        return app


def serve(
    settings: Settings,
    *,
    host: str,
    port: int,
    certificate: str | None = None,
    key: str | None = None,
) -> None:
    """Serve until stopped; over HTTPS when a certificate is given.

    A photo store that cannot be used ends the program with one sentence before workers start; each
    of them would only show a traceback.

    Threads with keep-alive, because the default worker closes every connection: on a slow line each
    new one costs a round trip, and it hides how browsers re-send a POST on a kept connection.
    """
    try:
        photo_store(settings)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error
    learn_sizes(engine_for(settings.database_url))
    options = {
        "bind": f"{host}:{port}",
        "worker_class": "gthread",
        "workers": 2,
        "threads": 8,
        "keepalive": 75,
        "timeout": 120,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "certfile": certificate,
        "keyfile": key,
    }
    Server(settings, options).run()
