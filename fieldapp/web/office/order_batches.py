"""What is done to several orders of the ledger at once; each may refuse for itself."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from fieldapp.commands.handling import Command
from fieldapp.commands.work_orders import CancelWorkOrder, PrintWorkOrder
from fieldapp.domain.problems import Problem, WorkOrderUnknown
from fieldapp.queries.work_order_sheets import order_sheet
from fieldapp.queries.work_orders import numbers_of
from fieldapp.templating.wording import translate as _
from fieldapp.web.errors import wording_of
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_region
from fieldapp.web.office.order_prints import print_sheets
from fieldapp.web.pages import after_write, local_path
from fieldapp.web.scope import db
from fieldapp.web.writing import form_command_id, perform

blueprint = Blueprint("office_order_batches", __name__, url_prefix="/office/work-orders")

#: As many as a page of the ledger shows.
_MOST = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one order."""

    work_order_id: str
    number: str
    is_done: bool
    words: str


@blueprint.post("/cancellations")
@requires("work_orders.write")
def cancel() -> Response:
    """Cancel the chosen orders with one reason; what refuses says why, the others are done."""
    reason = request.form.get("reason", "").strip()
    if not reason:
        return _results(_("取消维修单"), (), problem=_("请写明取消的理由。"))
    done = (
        _one(CancelWorkOrder, work_order_id, MultiDict({"reason": reason}), _("已取消"))
        for work_order_id in _chosen(request.form.getlist("work_order_id"))
    )
    return _results(_("取消维修单"), tuple(done))


@blueprint.post("/prints")
@requires("work_orders.write")
def count_prints() -> Response:
    """One more paper copy of each chosen order; on to the papers."""
    chosen = _chosen(request.form.getlist("work_order_id"))
    done = [_one(PrintWorkOrder, each, MultiDict(), "") for each in chosen]
    ids = [result.work_order_id for result in done if result.is_done]
    if not ids:
        return _results(_("打印"), tuple(done))
    return after_write(f"/office/work-orders/papers?now=1&ids={','.join(ids)}")


@blueprint.get("/papers")
@requires("work_orders.read")
def papers() -> Response:
    """The papers of several orders, one after the other."""
    company_id = current_actor().company_id
    found = (
        order_sheet(db(), company_id=company_id, work_order_id=each)
        for each in _chosen(request.args.get("ids", "").split(","))
    )
    sheets = [sheet for sheet in found if sheet is not None]
    if not sheets:
        raise WorkOrderUnknown
    return print_sheets(sheets)


def _one(
    command_class: type[Command], work_order_id: str, form: MultiDict[str, str], done: str
) -> Result:
    number = numbers_of(db(), current_actor().company_id, [work_order_id]).get(work_order_id, "")
    try:
        perform(
            payload_from_form(command_class, form, work_order_id=work_order_id),
            stream=f"work_order:{work_order_id}",
            command_id=str(uuid.uuid5(uuid.UUID(form_command_id()), work_order_id)),
        )
    except Problem as problem:
        words = wording_of(problem)
        return Result(work_order_id=work_order_id, number=number, is_done=False, words=words)
    return Result(work_order_id=work_order_id, number=number, is_done=True, words=done)


def _results(title: str, results: tuple[Result, ...], *, problem: str = "") -> Response:
    if not results and not problem:
        problem = _("没有选任何维修单。")
    return render_region(
        "work_orders/batch",
        nav="work_orders",
        status=422 if problem else 200,
        title=title,
        results=results,
        done=sum(result.is_done for result in results),
        problem=problem,
        back=local_path(request.form.get("next"), "/office/work-orders"),
    )


def _chosen(given: Iterable[str]) -> list[str]:
    """The ids that are ids, each once, at most a page of them."""
    ids = []
    for text in given:
        try:
            ids.append(str(uuid.UUID(text)))
        except ValueError:
            continue
    return list(dict.fromkeys(ids))[:_MOST]
