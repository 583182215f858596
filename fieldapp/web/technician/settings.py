"""What a technician chooses for himself."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fieldapp.commands.languages import ChooseLanguage
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.pages import after_write
from fieldapp.web.writing import perform

blueprint = Blueprint("technician_settings", __name__, url_prefix="/tech/me")


@blueprint.post("/language")
@requires("visits.work")
def language() -> Response:
    """The language of this person's pages, from now on."""
    command = payload_from_form(ChooseLanguage, request.form)
    perform(command, stream=f"person:{current_actor().person_id}")
    return after_write("/tech/me")
