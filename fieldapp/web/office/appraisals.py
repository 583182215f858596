"""鉴定: what is disputed, by due date; one of it with its evidence, and the decision."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request

from fieldapp.commands.appraisals import DecideAppraisal
from fieldapp.domain.problems import AppraisalUnknown, Problem
from fieldapp.domain.roles import may
from fieldapp.queries.appraisals import AppraisalRow, appraisal, appraisals
from fieldapp.queries.documents import documents_of
from fieldapp.queries.order_photos import photos_of_order
from fieldapp.templating.labels import options
from fieldapp.web.errors import field_words, status_of, wording_of
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import perform

blueprint = Blueprint("office_appraisals", __name__, url_prefix="/office/appraisals")
_FIELDS = ("finding", "warranty_verdict", "charge_verdict")


@blueprint.get("")
@requires("appraisals.read")
def ledger() -> Response:
    """Open ones by due date, then the latest decisions; the first open one beside them."""
    rows = appraisals(db(), company_id=current_actor().company_id)
    return _show(next((row for row in rows if row.found_at is None), None))


@blueprint.get("/<uuid:appraisal_id>")
@requires("appraisals.read")
def show(appraisal_id: uuid.UUID) -> Response:
    """One appraisal beside the list."""
    return _show(_appraisal(appraisal_id))


@blueprint.post("/<uuid:appraisal_id>/decision")
@requires("appraisals.decide")
def decide(appraisal_id: uuid.UUID) -> Response:
    """The finding: in or out of the warranty, free or charged; everybody is told."""
    row = _appraisal(appraisal_id)
    try:
        command = payload_from_form(DecideAppraisal, request.form, appraisal_id=row.appraisal_id)
        perform(command, stream=f"work_order:{row.work_order_id}")
    except Problem as problem:
        return _show(row, problem=problem)
    return after_write(f"/office/appraisals/{row.appraisal_id}")


def _show(row: AppraisalRow | None, *, problem: Problem | None = None) -> Response:
    actor = current_actor()
    return render_desk(
        "appraisals/show.html",
        nav="appraisals",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else field_words(problem),
        rows=appraisals(db(), company_id=actor.company_id),
        one=row,
        typed={name: request.form.get(name, "") for name in _FIELDS},
        may_decide=may(actor, "appraisals.decide"),
        may_attach=may(actor, "documents.write"),
        document_kinds=options("document_kind"),
        **_evidence(row),
    )


def _evidence(row: AppraisalRow | None) -> dict[str, Any]:
    """Papers of the appraisal, and photos of the customer and of the visits."""
    if row is None:
        return {"documents": (), "photos": ()}
    company_id = current_actor().company_id
    owners = [("appraisal", row.appraisal_id), ("work_order", row.work_order_id)]
    return {
        "documents": documents_of(db(), company_id=company_id, owners=owners),
        "photos": photos_of_order(
            db(),
            company_id=company_id,
            work_order_id=row.work_order_id,
            request_id=row.request_id,
        ),
    }


def _appraisal(appraisal_id: uuid.UUID) -> AppraisalRow:
    row = appraisal(db(), company_id=current_actor().company_id, appraisal_id=str(appraisal_id))
    if row is None:
        raise AppraisalUnknown
    return row
