"""Forms of a page the server made: each noun is one command, applied through the one door."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from fieldapp.commands.handling import Command
from fieldapp.commands.marks import ReturnFromTrip
from fieldapp.commands.parked import DecideCommand
from fieldapp.commands.registry import COMMANDS
from fieldapp.domain.problems import EstimateReversed, PayloadRefused, Problem
from fieldapp.templating.wording import translate as _
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.pages import after_write, local_path
from fieldapp.web.scope import db
from fieldapp.web.technician.pages import show_refused
from fieldapp.web.technician.uploads import uploaded_photo
from fieldapp.web.writing import perform

blueprint = Blueprint("technician_commands", __name__, url_prefix="/tech")


@dataclass(frozen=True, slots=True)
class FormNoun:
    """What a form's address stands for, and the page it is refused on."""

    command: str
    page: str = "visits"
    #: Parameter of that page's address → the form's field that tells it.
    query: Mapping[str, str] = field(default_factory=dict)
    #: The tab of that page the form stands on; "" means the first.
    tab: str = ""
    #: Refusal that names no field → the field it is about.
    fields: Mapping[str, str] = field(default_factory=dict)


NOUNS = {
    "acceptance": FormNoun("accept_visit"),
    "departure": FormNoun("start_travel"),
    "arrival": FormNoun("arrive"),
    "start": FormNoun("start_work"),
    "completion": FormNoun("finish_work"),
    "resumption": FormNoun("resume_work"),
    "contacts": FormNoun("contact_customer"),
    "results": FormNoun("report_result"),
    "material-uses": FormNoun("use_material", "materials"),
    "material-voidings": FormNoun("void_material_use", "materials"),
    "photos": FormNoun("attach_photo", "photos"),
    "photo-voidings": FormNoun("void_photo", "photos"),
    "remarks": FormNoun("add_remark"),
    "checks": FormNoun("answer_check", "checks"),
    "expenses": FormNoun("record_expense"),
    "expense-voidings": FormNoun("void_expense"),
    "sign-off": FormNoun("sign_off", "signature"),
    "absence": FormNoun("record_absence", "absence"),
    "unfinished": FormNoun("leave_unfinished", "unfinished"),
    "ending": FormNoun("end_without_repair", "unfinished", tab="ending"),
    "corrections": FormNoun("correct_mark", "marks"),
    "extra-items": FormNoun(
        "add_extra_item",
        "extras",
        query={"position": "position", "category": "category_code"},
        fields={EstimateReversed.code: "estimate_low_cents"},
    ),
    "extra-item-voidings": FormNoun("void_extra_item", "extras"),
    "disputes": FormNoun("ask_appraisal", "dispute"),
    "consents": FormNoun("record_consent", "consent"),
}


@blueprint.post("/visits/<uuid:visit_id>/<noun>")
@requires("visits.work")
def visit_command(visit_id: uuid.UUID, noun: str) -> Response:
    """Apply the form's command and go on to ``next``, or show the page with what was wrong."""
    if noun not in NOUNS:
        raise NotFound
    named = NOUNS[noun]
    visit_path = f"/tech/visits/{visit_id}"
    page_path = visit_path if named.page == "visits" else f"{visit_path}/{named.page}"
    try:
        perform(**_command(named.command), stream=f"visit:{visit_id}")
    except Problem as problem:
        db().rollback()
        return show_refused(
            named.page,
            problem,
            path=page_path,
            query=_query(named),
            field=named.fields.get(problem.code, ""),
        )
    return after_write(local_path(request.form.get("next"), page_path))


@blueprint.post("/trips/<uuid:trip_id>/return")
@requires("visits.work")
def trip_return(trip_id: uuid.UUID) -> Response:
    """返回: the clock mark of the way back."""
    command = payload_from_form(ReturnFromTrip, request.form, trip_id=str(trip_id))
    perform(command, stream=f"person:{current_actor().person_id}")
    return after_write("/tech/")


@blueprint.post("/outbox/decisions")
@requires("inbox.decide_own")
def decision() -> Response:
    """Keep or drop one's own refused command."""
    decided_id = request.form.get("decided_id", "")
    known = {"command_id": decided_id}
    command = payload_from_form(DecideCommand, request.form, **known)
    perform(command, stream=f"command:{decided_id}")
    return after_write("/tech/outbox")


def _query(named: FormNoun) -> dict[str, str]:
    """What the address asked for, on which the refused form stood."""
    asked = {name: request.form.get(key, "") for name, key in named.query.items()}
    return asked | ({"tab": named.tab} if named.tab else {})


def _command(name: str) -> dict[str, Any]:
    """The command of the form and the bytes it names, as ``perform`` takes them."""
    kind: type[Command] = COMMANDS[name]
    if name != "attach_photo":
        return {"command": payload_from_form(kind, request.form)}
    photo = uploaded_photo(request.files)
    if photo is None:
        raise PayloadRefused(fields={"photo": _("请先拍照或选照片。")})
    command = payload_from_form(kind, request.form, **photo)
    return {"command": command, "blobs": [photo["sha256"]]}
