"""The language and zone a page is made in, carried beside the call instead of through it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class ViewLocale:
    """How words and instants are shown: a language code and an IANA zone."""

    language: str = "zh"
    zone: str = "Asia/Shanghai"

    def local(self, instant: datetime) -> datetime:
        """The instant (aware) on the viewer's clock."""
        return instant.astimezone(ZoneInfo(self.zone))

    def day_of(self, instant: datetime) -> date:
        """The viewer's calendar day of an instant."""
        return self.local(instant).date()


_current: ContextVar[ViewLocale | None] = ContextVar("view_locale", default=None)
_FALLBACK = ViewLocale()


def current_locale() -> ViewLocale:
    """The locale set for this call, or Chinese in Shanghai's zone."""
    return _current.get() or _FALLBACK


def set_locale(locale: ViewLocale) -> None:
    """Set the locale for the rest of this request or job."""
    _current.set(locale)


@contextmanager
def use_locale(locale: ViewLocale) -> Iterator[None]:
    """Make what is inside the block in this locale."""
    token = _current.set(locale)
    try:
        yield
    finally:
        _current.reset(token)
