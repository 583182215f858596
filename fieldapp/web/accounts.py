"""Signing in and out."""

from __future__ import annotations

import json
from datetime import timedelta

from flask import Blueprint, Response, redirect, request

from fieldapp.persistence.login_attempts import begin_attempt, succeed
from fieldapp.persistence.passwords import is_password
from fieldapp.queries.people import PersonRow, person_by_username
from fieldapp.templating.calendar import wire
from fieldapp.templating.locale import ViewLocale, set_locale
from fieldapp.templating.wording import translate as _
from fieldapp.web.identity import (
    Viewer,
    company_card,
    current_company,
    current_viewer,
    home_path,
    public,
    sign_in,
    sign_out,
    viewer_or_none,
)
from fieldapp.web.pages import after_write, local_path, render
from fieldapp.web.scope import db, now

blueprint = Blueprint("accounts", __name__)


@blueprint.get("/")
@public
def home() -> Response:
    """The signed-in person's home, else the sign-in page."""
    viewer = viewer_or_none()
    return _see(home_path(viewer) if viewer else "/login")


@blueprint.get("/login")
@public
def login_form() -> Response:
    """The sign-in form; a signed-in technician is welcomed again, which names him to the phone."""
    viewer = viewer_or_none()
    if viewer is not None and request.args.get("again") is None:
        return _go_on(local_path(request.args.get("next"), home_path(viewer)))
    return _form(username="", problem="")


@blueprint.post("/login")
@public
def login() -> Response:
    """Check name and password; attempts are counted, failures slow down."""
    username = request.form.get("username", "").strip().lower()[:60]
    address = request.remote_addr or ""
    wait, attempt_id = begin_attempt(db(), username=username, address=address, now=now())
    if wait:
        problem = _("登录失败次数太多，请 %(minutes)s 分钟后再试。", minutes=wait)
        return _form(username=username, problem=problem, status=429)
    person = _checked_person(username, request.form.get("password", "")[:200])
    if person is None:
        problem = _("用户名或密码不对。请检查大小写，忘记密码请找系统管理员。")
        return _form(username=username, problem=problem, status=422)
    succeed(db(), attempt_id)
    sign_in(person)
    set_locale(ViewLocale(person.language, person.company.timezone))
    return _go_on(local_path(request.form.get("next"), home_path(current_viewer())))


@blueprint.post("/logout")
@public
def logout() -> Response:
    """End the session; cached pages go, unsent work on the phone stays."""
    sign_out()
    answer = after_write("/login")
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def _checked_person(username: str, password: str) -> PersonRow | None:
    person = person_by_username(db(), username)
    is_right = is_password(password, None if person is None else person.password_hash)
    return person if person is not None and is_right and person.is_active else None


def _form(*, username: str, problem: str, status: int = 200) -> Response:
    wanted = request.form.get("next") or request.args.get("next")
    return render(
        "accounts/login.html",
        status=status,
        username=username,
        problem=problem,
        next_path=local_path(wanted, ""),
    )


def _go_on(path: str) -> Response:
    """Technicians through the page that names them to the phone, others straight on."""
    viewer = current_viewer()
    if "technician" not in viewer["roles"]:
        return _see(path)
    company = current_company()
    lease_until = now() + timedelta(days=company.lease_days)
    return render(
        "accounts/welcome.html",
        person_json=json.dumps(_person_card(viewer), ensure_ascii=False),
        company_json=json.dumps(company_card(company), ensure_ascii=False),
        lease_until=wire(lease_until),
        home=path,
    )


def _person_card(viewer: Viewer) -> dict[str, object]:
    card: dict[str, object] = {"id": viewer["person_id"], **viewer}
    del card["person_id"]
    return card


def _see(path: str) -> Response:
    return Response(status=303, headers={"Location": redirect(path).headers["Location"]})
