"""Field service for a window and door repair company."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from fieldapp.config import Settings


def create_app(settings: Settings, *, clock: Callable[[], datetime] | None = None) -> Flask:
    """The application; ``clock`` answers the current instant, aware, in UTC."""
    from fieldapp.web.application import build

    return build(settings, clock=clock or _system_clock)


def _system_clock() -> datetime:
    return datetime.now(UTC)
