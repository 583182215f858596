"""Who asks: the signed-in person as actor and viewer, and the mark of access on every view.

Flask-Login stops here: rooms below see an ``Actor``, templates a plain ``viewer``.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypedDict, TypeVar, cast

from flask import Flask, Response, g, request
from flask import session as cookie
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, current_user, login_user, logout_user

from fieldapp.domain.problems import PermissionMissing
from fieldapp.domain.roles import Actor, Role, may
from fieldapp.queries.people import CompanyRow, PersonRow, first_company, person_by_id
from fieldapp.templating.locale import ViewLocale, set_locale
from fieldapp.web.scope import db, services

View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"

_login = LoginManager()


class Viewer(TypedDict):
    """The signed-in person, as templates see him."""

    person_id: str
    name: str
    badge_no: str
    department: str
    language: str
    roles: list[str]


class CompanyCard(TypedDict):
    """The company, as templates see it."""

    name: str
    short_name: str
    hotline: str
    timezone: str


class NotSignedIn(Exception):
    """Nobody is signed in; answered with the sign-in page or 401."""


class Account:
    """What Flask-Login keeps: the person, and a key that dies with his password."""

    is_authenticated = True
    is_anonymous = False

    def __init__(self, person: PersonRow) -> None:
        self.person = person
        self.is_active = person.is_active

    def get_id(self) -> str:
        return f"{self.person.person_id}:{_password_mark(self.person)}"


def register_identity(app: Flask) -> None:
    """Signed session cookies as long as a phone's lease, and the locale of each request."""
    settings = app.extensions["fieldapp"].settings
    app.config.update(
        SESSION_COOKIE_NAME="fieldapp_session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        PERMANENT_SESSION_LIFETIME=timedelta(days=7),
    )
    _login.session_protection = None
    _login.init_app(app)
    _login.user_loader(_load_account)
    app.session_interface = PageSessions()
    app.before_request(_choose_locale)


class PageSessions(SecureCookieSessionInterface):
    """Sessions of pages; a file is the same for everybody, so its answer must not vary by cookie.

    With ``Vary: Cookie`` the worker, which asks as a stranger, would fetch every file twice.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Leave answers with files alone."""
        if request.endpoint != "static_files.static_file":
            super().save_session(app, session, response)


def requires(*permissions: str) -> Callable[[View], View]:
    """Let a view answer only people who hold one of the permissions (``domain/roles.py``)."""

    def decorate(view: View) -> View:
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            actor = current_actor()
            if not any(may(actor, permission) for permission in permissions):
                raise PermissionMissing
            return view(*args, **kwargs)

        guarded.access = permissions  # type: ignore[attr-defined]
        return cast(View, guarded)

    return decorate


def public(view: View) -> View:
    """Mark a view that answers everybody."""
    view.access = (PUBLIC,)  # type: ignore[attr-defined]
    return view


def viewer_may(permission: str) -> bool:
    """Whether somebody is signed in who holds the permission."""
    return _person() is not None and may(current_actor(), permission)


def current_actor() -> Actor:
    """The signed-in person for ``dispatch`` and queries; raises NotSignedIn."""
    if "actor" not in g:
        person = _person()
        if person is None:
            raise NotSignedIn
        g.actor = Actor(
            person_id=person.person_id,
            company_id=person.company.company_id,
            roles=frozenset(Role(role) for role in person.roles),
            name=person.name,
            department=person.department,
        )
    return cast(Actor, g.actor)


def current_company() -> CompanyRow:
    """The company of the signed-in person; raises NotSignedIn."""
    person = _person()
    if person is None:
        raise NotSignedIn
    return person.company


def current_viewer() -> Viewer:
    """The signed-in person for templates; raises NotSignedIn."""
    viewer = viewer_or_none()
    if viewer is None:
        raise NotSignedIn
    return viewer


def viewer_or_none() -> Viewer | None:
    """The signed-in person for templates; None before sign-in."""
    person = _person()
    if person is None:
        return None
    return Viewer(
        person_id=person.person_id,
        name=person.name,
        badge_no=person.badge_no,
        department=person.department,
        language=person.language,
        roles=list(person.roles),
    )


def company_or_none() -> CompanyCard | None:
    """The viewer's company, before sign-in the installation's first; None if it has none."""
    if "company" not in g:
        person = _person()
        g.company = person.company if person is not None else first_company(db())
    row = cast("CompanyRow | None", g.company)
    return None if row is None else company_card(row)


def company_card(row: CompanyRow) -> CompanyCard:
    """The company's names and zone for templates."""
    return CompanyCard(
        name=row.name, short_name=row.short_name, hotline=row.hotline, timezone=row.timezone
    )


def sign_in(person: PersonRow) -> None:
    """Start a session of this person that lasts as long as a phone's lease."""
    cookie.clear()
    cookie.permanent = True
    login_user(Account(person))
    g.pop("actor", None)


def sign_out() -> None:
    """End the session; nothing on the phone is touched."""
    logout_user()
    cookie.clear()


def home_path(viewer: Viewer) -> str:
    """Where a person starts his day."""
    return "/tech/" if viewer["roles"] == ["technician"] else "/office/"


def _person() -> PersonRow | None:
    account = current_user
    return account.person if account.is_authenticated else None


def _load_account(stored: str) -> Account | None:
    person_id, _colon, password_mark = stored.partition(":")
    person = person_by_id(db(), person_id)
    if person is None or not person.is_active or _password_mark(person) != password_mark:
        return None
    return Account(person)


def _password_mark(person: PersonRow) -> str:
    return hashlib.sha256(person.password_hash.encode()).hexdigest()[:16]


def _choose_locale() -> None:
    settings = services().settings
    if request.endpoint in {None, "static_files.static_file", "health.health"}:
        set_locale(ViewLocale(settings.language, settings.timezone))
        return
    person = _person()
    if person is not None:
        set_locale(ViewLocale(person.language, person.company.timezone))
    else:
        set_locale(ViewLocale(settings.language, settings.timezone))
