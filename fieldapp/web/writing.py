"""Writes from web forms: the command, its envelope of the web device, the one door."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import g, request

from fieldapp.commands.dispatch import dispatch
from fieldapp.commands.envelopes import web_envelope
from fieldapp.commands.handling import Command, Outcome
from fieldapp.domain.problems import CommandReused
from fieldapp.offline.documents import document_text
from fieldapp.offline.sheets import build_sheets
from fieldapp.persistence.devices import web_device_id
from fieldapp.persistence.session import Session
from fieldapp.web.identity import current_actor
from fieldapp.web.scope import db, now


def perform(
    command: Command, *, stream: str, command_id: str | None = None, blobs: Sequence[str] = ()
) -> Outcome:
    """Dispatch a command made from a form; raises the Problem that refuses it.

    The id comes from the form's hidden ``command_id``, so a double submit is a repeat; the same
    form with other content is CommandReused.
    """
    actor = current_actor()
    outcome = dispatch(
        command,
        actor=actor,
        session=db(),
        clock=now,
        envelope=web_envelope(
            command,
            command_id=command_id or form_command_id(),
            device_id=web_device_id(db(), actor.company_id, now()),
            stream=stream,
            now=now(),
            blobs=blobs,
        ),
        documents=_shown_document,
    )
    if outcome.result == "mismatch":
        raise CommandReused
    return outcome


def form_command_id() -> str:
    """The hidden ``command_id`` of the form, the same all through the request."""
    if "command_id" not in g:
        g.command_id = _readable(request.form.get("command_id", ""))
    return str(g.command_id)


def _readable(given: str) -> str:
    try:
        return str(uuid.UUID(given))
    except ValueError:
        return str(uuid.uuid4())


def _shown_document(session: Session, visit_id: str) -> str:
    return document_text(build_sheets(session, [visit_id], with_offers=False)[0])
