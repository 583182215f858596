"""The warranty verdict: read out while the clerk types, and one item's verdict with its working."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from fieldapp.commands.disputes import AskAppraisal
from fieldapp.commands.handling import Command
from fieldapp.commands.verdicts import ClassifyItem, ConfirmExtraItem, OverruleVerdict
from fieldapp.domain.problems import PayloadRefused, Problem, VerdictItemUnknown
from fieldapp.domain.roles import may
from fieldapp.queries.item_verdicts import ItemVerdict, item_verdict
from fieldapp.queries.warranty import ReportedItem, VerdictView, judge
from fieldapp.queries.warranty_rules import warranty_words
from fieldapp.templating.labels import label
from fieldapp.templating.sentences import said
from fieldapp.templating.wording import mark
from fieldapp.templating.wording import translate as _
from fieldapp.web.edit_forms import EditForm, opened, refused
from fieldapp.web.errors import field_words, status_of, wording_of
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_desk
from fieldapp.web.office.work_orders import sheet_of, show_order
from fieldapp.web.pages import after_write, render
from fieldapp.web.scope import db, today
from fieldapp.web.writing import perform

blueprint = Blueprint("office_verdicts", __name__, url_prefix="/office")

#: What the forms about a verdict rest on, and how its codes are said.
_SHOWN = ("part", "cause", "warranty_verdict", "charge_verdict")
_SHOWS = {
    "warranty_verdict": lambda code: label(code, "warranty"),
    "charge_verdict": lambda code: label(code, "charge"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenVerdict:
    """One row of the preview: ``number`` as in the form's first column."""

    number: int
    position: str
    view: VerdictView
    words: str


@blueprint.post("/requests/verdicts")
@requires("requests.write")
def preview() -> Response:
    """What the rows typed so far are: a fragment beside the form; nothing is stored."""
    rows = typed_rows(request.form)
    views = judge(
        db(),
        company_id=current_actor().company_id,
        dwelling_id=_uuid_or_none(request.form.get("dwelling_id", "")),
        registered_on=today(),
        items=[item for _number, item in rows],
    )
    spoken = [
        SpokenVerdict(number=number, position=item.position, view=view, words=said(view.sentences))
        for (number, item), view in zip(rows, views, strict=True)
    ]
    return render("office/requests/_verdicts.html", oob=True, **told(spoken))


def told(spoken: Sequence[SpokenVerdict]) -> dict[str, Any]:
    """The context of ``_verdicts.html``: the rows and the total to read aloud."""
    charged = [row for row in spoken if row.view.charge_verdict == "charged"]
    priced = [row for row in charged if row.view.high_cents is not None]
    return {
        "verdicts": spoken,
        "charged": charged,
        "pending": [row for row in spoken if row.view.charge_verdict == "pending"],
        "low_cents": sum(row.view.low_cents or 0 for row in priced) if priced else None,
        "high_cents": sum(row.view.high_cents or 0 for row in priced) if priced else None,
    }


def typed_rows(form: MultiDict[str, str]) -> list[tuple[int, ReportedItem]]:
    """The rows that say a category or a part, numbered as in the form, at most twenty."""
    names = ("position", "category_code", "part", "cause", "product_id")
    columns = {name: form.getlist(name) for name in names}

    def cell(name: str, row: int) -> str:
        return columns[name][row].strip()[:60] if row < len(columns[name]) else ""

    rows = []
    for row in range(min(20, max(map(len, columns.values())))):
        item = ReportedItem(
            position=cell("position", row),
            category_code=cell("category_code", row),
            part=cell("part", row),
            cause=cell("cause", row),
            product_id=_uuid_or_none(cell("product_id", row)),
        )
        if item.category_code or item.part:
            rows.append((row + 1, item))
    return rows


@blueprint.get("/verdicts/<uuid:item_id>")
@requires("requests.read")
def show(item_id: uuid.UUID) -> Response:
    """One item's verdict: its words, the days and rules it was chosen from, who changed it."""
    return _show(_verdict(item_id))


@blueprint.post("/verdicts/<uuid:item_id>/classification")
@requires("requests.write")
def classify(item_id: uuid.UUID) -> Response:
    """Another part or cause: judged again by the day of registration."""
    return _act(_verdict(item_id), ClassifyItem, "request_item_id")


@blueprint.post("/verdicts/<uuid:item_id>/overruling")
@requires("requests.write")
def overrule(item_id: uuid.UUID) -> Response:
    """Decided otherwise than the rules, with a reason."""
    return _act(_verdict(item_id), OverruleVerdict, "item_id")


@blueprint.post("/verdicts/<uuid:item_id>/confirmation")
@requires("requests.write")
def confirm(item_id: uuid.UUID) -> Response:
    """The clerk agrees with what was told on site (rule 9)."""
    return _act(_verdict(item_id), ConfirmExtraItem, "item_id")


@blueprint.post("/work-orders/<uuid:work_order_id>/appraisals")
@requires("work_orders.write")
def dispute_on_order(work_order_id: uuid.UUID) -> Response:
    """The same from the order's page, with the item chosen there."""
    try:
        found = _chosen(work_order_id)
        command = payload_from_form(AskAppraisal, request.form, item_id=found.subject_id)
        perform(command, stream=found.stream)
    except Problem as problem:
        return show_order(sheet_of(work_order_id), problem=problem)
    return after_write(f"/office/work-orders/{work_order_id}")


@blueprint.post("/verdicts/<uuid:item_id>/appraisals")
@requires("work_orders.write")
def dispute(item_id: uuid.UUID) -> Response:
    """The customer does not accept it: before 技术质量部."""
    return _act(_verdict(item_id), AskAppraisal, "item_id")


def _chosen(work_order_id: uuid.UUID) -> ItemVerdict:
    """The item of the order that was chosen. Raises PayloadRefused, at the field."""
    item_id = _uuid_or_none(request.form.get("item_id", ""))
    company_id = current_actor().company_id
    found = item_id and item_verdict(db(), company_id=company_id, item_id=item_id)
    if not found or found.work_order_id != str(work_order_id):
        raise PayloadRefused(fields={"item_id": mark("请从列表里选。")})
    return found


def _act(found: ItemVerdict, command_class: type[Command], key: str) -> Response:
    ids = {"request_item_id": found.request_item_id, "item_id": found.subject_id}
    try:
        command = payload_from_form(command_class, request.form, **{key: ids[key] or ""})
        perform(command, stream=found.stream)
    except Problem as problem:
        return _show(found, problem=problem)
    return after_write(f"/office/verdicts/{found.item_id}")


def _edit(found: ItemVerdict, problem: Problem | None) -> EditForm:
    """What the forms rest on; a refused one with what it knew, or who was first."""
    if problem is None or "revision" not in request.form:
        return opened({name: getattr(found, name) for name in _SHOWN}, found.revision)
    facts = [name for name in _SHOWN if name not in request.form]
    return refused(problem, request.form, _SHOWS, facts=facts)


def _edit_labels() -> dict[str, str]:
    return {
        "part": _("部位"),
        "cause": _("原因"),
        "warranty_verdict": _("保修"),
        "charge_verdict": _("收费"),
    }


def _show(found: ItemVerdict, *, problem: Problem | None = None) -> Response:
    edit = _edit(found, problem)
    typed = request.form if edit.stale is None else edit.typed
    company_id = current_actor().company_id
    words = warranty_words(db(), company_id=company_id, on=found.registered_on)
    return render_desk(
        "verdicts/show.html",
        nav="work_orders" if found.work_order_id else "requests",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else wording_of(problem),
        errors={} if problem is None else field_words(problem),
        item=found,
        edit=edit,
        edit_labels=_edit_labels(),
        may_change=may(current_actor(), "requests.write"),
        parts=_options(words.parts, found.part),
        causes=_options(words.causes, found.cause),
        typed={
            "part": typed.get("part", found.part),
            "cause": typed.get("cause", found.cause),
            "warranty_verdict": typed.get("warranty_verdict", ""),
            "charge_verdict": typed.get("charge_verdict", ""),
            "reason": typed.get("reason", ""),
            "dispute": typed.get("dispute", ""),
        },
    )


def _options(words: Sequence[str], chosen: str) -> list[dict[str, str]]:
    """The rules' words, and what the item says where no rule names it."""
    known = dict.fromkeys([*words, *([chosen] if chosen else [])])
    return [{"value": word, "label": word} for word in known]


def _verdict(item_id: uuid.UUID) -> ItemVerdict:
    found = item_verdict(db(), company_id=current_actor().company_id, item_id=str(item_id))
    if found is None:
        raise VerdictItemUnknown
    return found


def _uuid_or_none(text: str) -> str | None:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return None
