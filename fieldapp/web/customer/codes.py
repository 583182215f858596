"""``/q/<code>``: what the code on the paper opens, by who scans it."""

from __future__ import annotations

import re

from flask import Blueprint, Response, request

from fieldapp.domain.problems import QrCodeUnknown
from fieldapp.domain.roles import may
from fieldapp.persistence.login_attempts import begin_attempt, succeed
from fieldapp.queries.qr_codes import CodeRow, order_of_code, own_visit_of_order
from fieldapp.queries.work_order_sheets import OrderSheet, order_sheet
from fieldapp.templating.wording import translate as _
from fieldapp.web.customer.progress import progress
from fieldapp.web.identity import NotSignedIn, current_actor, public
from fieldapp.web.pages import after_write, render
from fieldapp.web.scope import db, now

blueprint = Blueprint("customer_codes", __name__, url_prefix="/q")
_CODE = re.compile(r"[0-9a-z]{13}")
_TAIL = re.compile(r"[0-9]{4}")


@blueprint.get("/<code>")
@public
def open_code(code: str) -> Response:
    """A technician lands on his visit, the office on the order, anyone else on the progress."""
    code, row = _row(code)
    path = _staff_path(row)
    if path is not None:
        return after_write(path)
    return _progress_page(code, row)


@blueprint.post("/<code>/details")
@public
def details(code: str) -> Response:
    """Money and papers, for whoever knows the last four digits of a phone on the order."""
    code, row = _row(code)
    sheet = _sheet(row)
    tail = request.form.get("phone_tail", "").strip()
    name, address = f"code {code}", request.remote_addr or ""
    wait, attempt_id = begin_attempt(db(), username=name, address=address, now=now())
    if wait:
        problem = _("输错次数太多，请 %(minutes)s 分钟后再试，或打热线。", minutes=wait)
        return _progress_page(code, row, problem=problem, status=429)
    is_known = _TAIL.fullmatch(tail) is not None and tail in _tails(sheet)
    if not is_known:
        problem = _("后四位对不上。请填报修时留的电话，或打热线。")
        return _progress_page(code, row, problem=problem, status=422)
    succeed(db(), attempt_id)
    return render("customer/details.html", code=code, sheet=sheet, progress=progress(sheet))


def _row(typed: str) -> tuple[str, CodeRow]:
    """The code as it is written and what it opens; who types it from the paper may use capitals.

    Guesses are counted by what is answered here, however they were typed. Raises QrCodeUnknown.
    """
    code = typed.lower()
    row = order_of_code(db(), code) if _CODE.fullmatch(code) else None
    if row is None:
        raise QrCodeUnknown
    return code, row


def _sheet(row: CodeRow) -> OrderSheet:
    sheet = order_sheet(db(), company_id=row.company_id, work_order_id=row.work_order_id)
    if sheet is None:
        raise QrCodeUnknown
    return sheet


def _staff_path(row: CodeRow) -> str | None:
    """Where a signed-in person of the order's company goes; None for everybody else."""
    try:
        actor = current_actor()
    except NotSignedIn:
        return None
    if actor.company_id != row.company_id:
        return None
    visit_id = own_visit_of_order(
        db(),
        company_id=row.company_id,
        work_order_id=row.work_order_id,
        person_id=actor.person_id,
    )
    if visit_id is not None and may(actor, "visits.work"):
        return f"/tech/visits/{visit_id}"
    if may(actor, "work_orders.read"):
        return f"/office/work-orders/{row.work_order_id}"
    return None


def _progress_page(code: str, row: CodeRow, *, problem: str = "", status: int = 200) -> Response:
    return render(
        "customer/progress.html",
        status=status,
        code=code,
        problem=problem,
        progress=progress(_sheet(row)),
    )


def _tails(sheet: OrderSheet) -> set[str]:
    phones = (sheet.head.reporter_phone, sheet.head.user_phone or "")
    digits = ("".join(c for c in phone if c.isdigit()) for phone in phones)
    return {number[-4:] for number in digits if len(number) >= 4}
