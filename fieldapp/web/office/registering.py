"""Registering what a form says: the request with its photos and slip, and how it goes on."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask import request
from werkzeug.datastructures import FileStorage, MultiDict

from fieldapp.commands.contacts import ConfirmRequest
from fieldapp.commands.request_endings import EndRequest, MergeRequest
from fieldapp.commands.requests import RegisterRequest
from fieldapp.persistence.session import write_transaction
from fieldapp.queries.dwellings import DwellingCard
from fieldapp.queries.repeated_items import Duplicate
from fieldapp.templating.wording import translate as _
from fieldapp.web.forms import build
from fieldapp.web.office.parties import customer_of
from fieldapp.web.office.previews import duplicates_of, reply_text, spoken_verdicts
from fieldapp.web.office.replies import half_day_words
from fieldapp.web.office.request_forms import TypedRequest, payload_of
from fieldapp.web.office.request_photos import attach_photos, keep_photos, read_photos
from fieldapp.web.office.slips import attach_slip, keep_slip, read_slip
from fieldapp.web.scope import db
from fieldapp.web.writing import form_command_id, perform

#: The revision of a request nobody else has seen yet.
_JUST_MADE = 1


class Repeated(Exception):
    """The home has open items like these; ``duplicates`` are shown before it is registered."""

    def __init__(self, duplicates: Sequence[Duplicate]) -> None:
        """Keep what is repeated."""
        super().__init__()
        self.duplicates = duplicates


def register(
    typed: TypedRequest, home: DwellingCard | None, files: MultiDict[str, FileStorage]
) -> str:
    """Register and go on as the form's ``then`` says, all or nothing; answers where to go.

    then: empty (待回复), ``confirm`` (the customer heard and agreed), an outcome of ``EndRequest``,
    or ``merge:<request id>``. Raises the Problem that refuses; Repeated unless ``anyway`` is sent.
    """
    command_id = form_command_id()
    then = request.form.get("then", "")
    payload = payload_of(typed, customer_of(typed.reporter_id))
    if then in {"", "confirm"} and not request.form.get("anyway"):
        _check_repeated(typed, home, command_id)
    if typed.half_day is not None and not typed.wished_text:
        payload["wished_text"] = half_day_words(typed.half_day)
    command = build(RegisterRequest, payload)
    photos = [read_photos(files.getlist(f"photos-{row}")) for row, _item in typed.filled]
    slip = read_slip(files.get("slip"))
    keep_photos(photos)
    keep_slip(slip)
    with write_transaction(db()):
        perform(command, stream=f"request:{command_id}", command_id=command_id)
        attach_photos(command_id, photos)
        attach_slip(command_id, slip)
        return _go_on(typed, home, command_id, then)


def _go_on(typed: TypedRequest, home: DwellingCard | None, request_id: str, then: str) -> str:
    into_id = then.removeprefix("merge:") if then.startswith("merge:") else ""
    if then == "confirm":
        _follow(request_id, build(ConfirmRequest, _confirmation(typed, home, request_id)))
    elif into_id:
        _follow(request_id, build(MergeRequest, _merging(request_id, into_id)))
    elif then:
        _follow(request_id, build(EndRequest, _ending(typed, request_id, then)))
    return f"/office/requests/{into_id or request_id}"


def _follow(request_id: str, command: ConfirmRequest | EndRequest | MergeRequest) -> None:
    perform(
        command,
        stream=f"request:{request_id}",
        command_id=str(uuid.uuid5(uuid.UUID(request_id), type(command).__name__)),
    )


def _merging(request_id: str, into_id: str) -> dict[str, object]:
    return {"request_id": request_id, "revision": _JUST_MADE, "into_id": into_id}


def _confirmation(
    typed: TypedRequest, home: DwellingCard | None, request_id: str
) -> dict[str, object]:
    """The customer is on the phone: what he was told is what was agreed."""
    spoken = spoken_verdicts(typed, home)
    charged = [row.view for row in spoken if row.view.charge_verdict == "charged"]
    priced = [(one.low_cents, one.high_cents) for one in charged if one.high_cents is not None]
    half_day = typed.half_day
    return {
        "request_id": request_id,
        "direction": "in",
        "channel": "in_person" if typed.channel == "desk" else "phone",
        "with_name": typed.reporter_name,
        "note": reply_text(typed, spoken)[:500],
        "agreed_on": half_day.on if half_day else None,
        "agreed_half": half_day.half if half_day else None,
        "low_cents": sum(low or 0 for low, _high in priced) if priced else None,
        "high_cents": sum(high or 0 for _low, high in priced) if priced else None,
    }


def _ending(typed: TypedRequest, request_id: str, outcome: str) -> dict[str, object]:
    note = {
        "answered_by_phone": typed.first_aid,
        "passed_on": _("非门窗原因，土建或墙体，已请物业接手。"),
    }.get(outcome, typed.note)
    return {
        "request_id": request_id,
        "revision": _JUST_MADE,
        "outcome": outcome,
        "note": note,
        "passed_on_to": typed.passed_on_to,
    }


def _check_repeated(typed: TypedRequest, home: DwellingCard | None, command_id: str) -> None:
    duplicates = duplicates_of(typed, home, but_not=command_id)
    if duplicates:
        raise Repeated(duplicates)
