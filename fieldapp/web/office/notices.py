"""通知: what the person was told in the app."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response

from fieldapp.commands.notices import ReadNotice, ReadNotices
from fieldapp.queries.notices import notices_of
from fieldapp.web.forms import build
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.live import unless_unchanged
from fieldapp.web.office.desk import render_region
from fieldapp.web.office.told import notice_line, told_now
from fieldapp.web.pages import after_write, render
from fieldapp.web.scope import db, now
from fieldapp.web.writing import perform

blueprint = Blueprint("office_notices", __name__, url_prefix="/office/notices")


@blueprint.get("")
@requires("notices.own")
def notices() -> Response:
    """The person's own notices, unread ones first."""
    rows = notices_of(db(), actor=current_actor(), now=now())
    return unless_unchanged(
        render_region("notices", nav="notices", notices=[notice_line(row) for row in rows])
    )


@blueprint.get("/bell")
@requires("notices.own")
def bell() -> Response:
    """The count in the head of every page."""
    return unless_unchanged(render("office/notices/_bell.html", told=told_now()))


@blueprint.get("/reminders")
@requires("notices.own")
def reminders() -> Response:
    """The red lines on top of every page."""
    return unless_unchanged(render("office/notices/_reminders.html", told=told_now()))


@blueprint.post("/<uuid:notice_id>/reading")
@requires("notices.own")
def read(notice_id: uuid.UUID) -> Response:
    """已读 of one."""
    actor = current_actor()
    perform(build(ReadNotice, {"notice_id": str(notice_id)}), stream=f"person:{actor.person_id}")
    return after_write("/office/notices")


@blueprint.post("/reading")
@requires("notices.own")
def read_all() -> Response:
    """全部已读."""
    actor = current_actor()
    perform(build(ReadNotices, {}), stream=f"person:{actor.person_id}")
    return after_write("/office/notices")
