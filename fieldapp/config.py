"""Settings of an installation, read once from the environment.

Only ``create_app`` and the command line read them; rooms receive values as arguments.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LANGUAGES = ("zh", "en")

_PREFIX = "FIELDAPP_"
_KNOWN = frozenset(
    {
        "DATABASE_URL", "BLOBS_URL", "SECRET_KEY", "SECRET_KEY_FILE", "TIMEZONE", "LANGUAGE",
        "BASE_URL", "PROXIES", "DEBUG",
    }
)  # fmt: skip
_SHORTEST_KEY = 16
_MOST_PROXIES = 9


class SettingsError(Exception):
    """A setting is missing, unknown or malformed; the message begins with the variable's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What an installation decides for itself; every value comes from ``FIELDAPP_<NAME>``."""

    #: signs the session cookie; at least 16 characters, never a default
    secret_key: str
    #: SQLAlchemy URL
    database_url: str
    #: ``file:///…`` or ``s3://bucket/prefix?endpoint_url=…``
    blobs_url: str
    #: zone of days and times where a company names none
    timezone: str = "Asia/Shanghai"
    #: language of pages for visitors without an account
    language: str = "zh"
    #: what QR codes point to; ``https`` switches on Secure cookies and HSTS
    base_url: str = "http://127.0.0.1:8000"
    #: reverse proxies in front, each adding to ``X-Forwarded-For``; 0 believes no such header
    proxies: int = 0
    #: shows ``/patterns`` and reloads templates; never in production
    debug: bool = False

    @property
    def is_https(self) -> bool:
        """Whether browsers reach this installation over TLS."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """Read the settings; raise SettingsError naming the variable that is wrong."""
        _refuse_unknown(environ)
        given = {name: environ[_PREFIX + name] for name in _KNOWN if _PREFIX + name in environ}
        default_blobs = (Path.cwd() / "var" / "blobs").as_uri()
        return cls(
            secret_key=_secret_key(given),
            database_url=_url(given, "DATABASE_URL", "sqlite:///var/fieldapp.db"),
            blobs_url=_blobs_url(given, default_blobs),
            timezone=_timezone(given),
            language=_language(given),
            base_url=_base_url(given),
            proxies=_proxies(given),
            debug=_switch(given, "DEBUG"),
        )


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in sorted(environ):
        if name.startswith(_PREFIX) and name.removeprefix(_PREFIX) not in _KNOWN:
            raise SettingsError(f"{name}: no such setting")


def _secret_key(given: Mapping[str, str]) -> str:
    path = given.get("SECRET_KEY_FILE")
    if path and given.get("SECRET_KEY"):
        raise SettingsError("FIELDAPP_SECRET_KEY: set it or FIELDAPP_SECRET_KEY_FILE, not both")
    key = _read_secret(path) if path else given.get("SECRET_KEY", "")
    if len(key) < _SHORTEST_KEY:
        name = "FIELDAPP_SECRET_KEY_FILE" if path else "FIELDAPP_SECRET_KEY"
        raise SettingsError(f"{name}: needs at least {_SHORTEST_KEY} characters")
    return key


def _read_secret(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"FIELDAPP_SECRET_KEY_FILE: {error}") from error


def _url(given: Mapping[str, str], name: str, default: str) -> str:
    value = given.get(name, default)
    if "://" not in value:
        raise SettingsError(f"{_PREFIX}{name}: {value!r} is no URL")
    return value


def _blobs_url(given: Mapping[str, str], default: str) -> str:
    value = _url(given, "BLOBS_URL", default)
    if urlsplit(value).scheme not in {"file", "s3"}:
        raise SettingsError(f"FIELDAPP_BLOBS_URL: {value!r} is neither file:// nor s3://")
    return value


def _timezone(given: Mapping[str, str]) -> str:
    value = given.get("TIMEZONE", "Asia/Shanghai")
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"FIELDAPP_TIMEZONE: {value!r} is no time zone") from error
    return value


def _language(given: Mapping[str, str]) -> str:
    value = given.get("LANGUAGE", "zh")
    if value not in LANGUAGES:
        raise SettingsError(f"FIELDAPP_LANGUAGE: {value!r} is none of {', '.join(LANGUAGES)}")
    return value


def _base_url(given: Mapping[str, str]) -> str:
    value = given.get("BASE_URL", "http://127.0.0.1:8000").rstrip("/")
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
        raise SettingsError(f"FIELDAPP_BASE_URL: {value!r} is not like https://service.example.cn")
    return value


def _proxies(given: Mapping[str, str]) -> int:
    value = given.get("PROXIES", "0")
    if not value.isascii() or not value.isdigit() or int(value) > _MOST_PROXIES:
        raise SettingsError(f"FIELDAPP_PROXIES: {value!r} is no number from 0 to {_MOST_PROXIES}")
    return int(value)


def _switch(given: Mapping[str, str], name: str) -> bool:
    value = given.get(name, "0")
    if value not in {"0", "1"}:
        raise SettingsError(f"{_PREFIX}{name}: {value!r} is neither 0 nor 1")
    return value == "1"
