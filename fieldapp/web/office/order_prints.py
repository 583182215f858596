"""The paper of one order or of several, one a sheet of A4."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request

from fieldapp.printing.work_orders import paper
from fieldapp.queries.prints import print_count
from fieldapp.queries.work_order_sheets import OrderSheet
from fieldapp.web.identity import current_actor
from fieldapp.web.office.signatures import stroke_paths
from fieldapp.web.pages import render
from fieldapp.web.scope import db, now, services


def print_sheets(sheets: Sequence[OrderSheet]) -> Response:
    """The papers; with ``now`` in the address the browser's print window opens at once."""
    company_id = current_actor().company_id
    papers = [
        {
            "paper": paper(
                db(), sheet, company_id=company_id, base_url=services().settings.base_url
            ),
            "strokes": stroke_paths(sheet.sign_off.strokes if sheet.sign_off else None),
            "copies": print_count(
                db(), company_id=company_id, work_order_id=sheet.head.work_order_id
            ),
        }
        for sheet in sheets
    ]
    return render(
        "print/work_order.html",
        papers=papers,
        printed_at=now(),
        prints_now="1" if request.args.get("now") else "",
    )
