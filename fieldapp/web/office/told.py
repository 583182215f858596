"""What the signed-in person was told: the head of every page; opening the subject is reading."""

from __future__ import annotations

import uuid
from typing import Any

from fieldapp.commands.notices import ReadNotices
from fieldapp.domain.roles import may
from fieldapp.queries.notices import NoticeRow, is_unread_about, unread_notices
from fieldapp.templating.labels import notice_words
from fieldapp.web.forms import build
from fieldapp.web.identity import current_actor
from fieldapp.web.scope import db, now
from fieldapp.web.writing import perform

_PLACES = {
    "request": "/office/requests/",
    "work_order": "/office/work-orders/",
    "customer": "/office/customers/",
}


def told_now() -> dict[str, Any] | None:
    """Unread count and reminders for the head; None for people who are told nothing."""
    actor = current_actor()
    if not may(actor, "notices.own"):
        return None
    unread = unread_notices(db(), actor=actor, now=now())
    return {"count": unread.count, "reminders": [notice_line(row) for row in unread.reminders]}


def notice_line(row: NoticeRow) -> dict[str, Any]:
    """A notice in words, and where it leads."""
    return {
        "notice_id": row.notice_id,
        "words": notice_words(row.kind, row.details),
        "href": f"{_PLACES[row.subject_kind]}{row.subject_id}",
        "told_at": row.told_at,
        "read_at": row.read_at,
        "is_due": row.is_due,
    }


def read_about(subject_kind: str, subject_id: str) -> None:
    """Who opens the subject has read what he was told about it."""
    actor = current_actor()
    if not may(actor, "notices.own"):
        return
    if not is_unread_about(db(), actor=actor, subject_id=subject_id):
        return
    perform(
        build(ReadNotices, {"subject_kind": subject_kind, "subject_id": subject_id}),
        stream=f"person:{actor.person_id}",
        command_id=str(uuid.uuid4()),
    )
