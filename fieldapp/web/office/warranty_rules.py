"""保修规则: what holds now with all its versions, and a new version from a day on."""

from __future__ import annotations

from flask import Blueprint, Response, request

from fieldapp.commands.warranty_rules import AddWarrantyRule
from fieldapp.domain.problems import Problem
from fieldapp.domain.roles import may
from fieldapp.domain.warranty_minima import LEGAL_MINIMA
from fieldapp.queries.warranty_rules import warranty_rules
from fieldapp.templating.labels import options
from fieldapp.web.errors import field_words, status_of, wording_of
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db, today
from fieldapp.web.writing import perform

blueprint = Blueprint("office_warranty_rules", __name__, url_prefix="/office/warranty-rules")
_FIELDS = (
    "part", "cause", "months", "start_kind", "basis_kind", "basis", "valid_from", "valid_until",
)  # fmt: skip


@blueprint.get("")
@requires("warranty_rules.read")
def show() -> Response:
    """The rules; ``part``, ``cause`` … in the address fill the form in with a rule's words."""
    return _show({name: request.args.get(name, "")[:200] for name in _FIELDS})


@blueprint.post("")
@requires("warranty_rules.write")
def add() -> Response:
    """A new rule or version; nothing is overwritten."""
    try:
        perform(payload_from_form(AddWarrantyRule, request.form), stream="warranty_rules")
    except Problem as problem:
        return _show({name: request.form.get(name, "") for name in _FIELDS}, problem=problem)
    return after_write("/office/warranty-rules")


def _show(typed: dict[str, str], *, problem: Problem | None = None) -> Response:
    actor = current_actor()
    return render_desk(
        "warranty_rules/show.html",
        nav="warranty_rules",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else field_words(problem),
        lines=warranty_rules(db(), company_id=actor.company_id, on=today()),
        minima=LEGAL_MINIMA,
        typed=typed,
        may_write=may(actor, "warranty_rules.write"),
        start_kinds=options("start_kind"),
        basis_kinds=options("basis_kind"),
        earliest=today().isoformat(),
    )
