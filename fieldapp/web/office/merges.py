"""Duplicates: probable pairs, side by side, merged and undone."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request

from fieldapp.commands.customer_merges import MergeCustomers, UndoMerge
from fieldapp.domain.problems import CustomerUnknown
from fieldapp.domain.roles import may
from fieldapp.queries.archive_history import customer_history
from fieldapp.queries.documents import documents_of
from fieldapp.queries.duplicates import duplicate_pairs
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.customers import page_of
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db
from fieldapp.web.writing import perform

blueprint = Blueprint("office_merges", __name__, url_prefix="/office/customers")


@blueprint.get("/duplicates")
@requires("archive.read")
def duplicates() -> Response:
    """Customers that are probably one."""
    return render_desk(
        "customers/duplicates.html",
        nav="customers",
        pairs=duplicate_pairs(db(), company_id=current_actor().company_id),
    )


@blueprint.get("/comparison")
@requires("archive.read")
def compare() -> Response:
    """Two customers side by side; ``first`` and ``second`` stand in the address."""
    sides = [_side(request.args.get(name, "")) for name in ("first", "second")]
    return render_desk(
        "customers/compare.html",
        nav="customers",
        sides=sides,
        may_write=may(current_actor(), "archive.write")
        and not any(side["customer"].merged_into_id for side in sides),
    )


@blueprint.post("/merges")
@requires("archive.write")
def merge() -> Response:
    """Keep one of the two; on to its page."""
    command = payload_from_form(MergeCustomers, request.form)
    perform(command, stream=f"customer:{command.kept_id}")
    return after_write(f"/office/customers/{command.kept_id}")


@blueprint.post("/<uuid:customer_id>/merges/<uuid:merge_id>/undoing")
@requires("archive.write")
def undo(customer_id: uuid.UUID, merge_id: uuid.UUID) -> Response:
    """They are two after all."""
    perform(UndoMerge(merge_id=str(merge_id)), stream=f"customer:{customer_id}")
    return after_write(f"/office/customers/{customer_id}")


def _side(text: str) -> dict[str, Any]:
    try:
        page = page_of(uuid.UUID(text))
    except ValueError:
        raise CustomerUnknown from None
    company_id = current_actor().company_id
    return {
        "customer": page,
        "history": customer_history(db(), company_id=company_id, customer_id=page.customer_id),
        "documents": documents_of(
            db(), company_id=company_id, owners=[("customer", page.customer_id)]
        ),
    }
