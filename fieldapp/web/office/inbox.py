"""待处理: what a phone sent and a rule refused, and what waits behind a gap."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fieldapp.commands.parked import DecideCommand
from fieldapp.commands.streams import ReleaseStream, ResolveMismatch
from fieldapp.domain.problems import concrete_problems
from fieldapp.queries.inbox import mismatches, parked_commands
from fieldapp.templating.wording import translate as _
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.live import unless_unchanged
from fieldapp.web.office.desk import render_region
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import perform

blueprint = Blueprint("office_inbox", __name__, url_prefix="/office/inbox")


@blueprint.get("")
@requires("inbox.read")
def inbox() -> Response:
    """Parked and mismatched commands with what they carried."""
    company_id = current_actor().company_id
    return unless_unchanged(
        render_region(
            "inbox",
            nav="inbox",
            parked=parked_commands(db(), company_id=company_id),
            mismatched=mismatches(db(), company_id=company_id),
            problems={problem.code: _plain(problem.message) for problem in concrete_problems()},
        )
    )


@blueprint.post("/decisions")
@requires("inbox.decide")
def decide() -> Response:
    """Keep (apply it after all) or drop a parked command."""
    decided_id = request.form.get("decided_id", "")
    command = payload_from_form(DecideCommand, request.form, command_id=decided_id)
    perform(command, stream=f"command:{command.command_id}")
    return after_write("/office/inbox")


@blueprint.post("/resolutions")
@requires("inbox.decide")
def resolve() -> Response:
    """A mismatch has been seen to."""
    command = payload_from_form(ResolveMismatch, request.form)
    perform(command, stream=f"mismatch:{command.mismatch_id}")
    return after_write("/office/inbox")


@blueprint.post("/releases")
@requires("inbox.decide")
def release() -> Response:
    """What a phone lost will never come: let the rest of its stream through."""
    perform(payload_from_form(ReleaseStream, request.form), stream="inbox")
    return after_write("/office/inbox")


def _plain(message: str) -> str:
    return _(message) if "%(" not in message else _(message).replace("%(", "（").replace(")s", "）")
