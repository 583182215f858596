"""导入导出: Excel lists brought in, checked first and written in pieces, and carried away."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from flask import Blueprint, Response, request

from fieldapp.commands.handling import Command
from fieldapp.commands.imports import (
    CancelImport,
    ExportCustomers,
    StartImport,
    WriteImport,
    is_stalled,
)
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.customer_rows import HEADINGS
from fieldapp.domain.problems import ImportUnknown, ImportUnreadable, Problem
from fieldapp.domain.roles import may
from fieldapp.queries.imports import ImportRow, import_problems, import_row, imports_list
from fieldapp.reports.customer_lists import (
    customers_workbook,
    problems_workbook,
    template_workbook,
)
from fieldapp.reports.imports import REASONS, check_headings, import_name
from fieldapp.reports.workbooks import FILE_BYTES
from fieldapp.templating.amounts import masked_phone
from fieldapp.templating.labels import label
from fieldapp.templating.wording import translate as _
from fieldapp.web.background import work_on_import
from fieldapp.web.errors import status_of
from fieldapp.web.forms import build
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.live import unless_unchanged
from fieldapp.web.office.customers import filter_of
from fieldapp.web.office.desk import render_desk, render_region
from fieldapp.web.pages import after_write
from fieldapp.web.scope import db, now, services
from fieldapp.web.writing import form_command_id, perform

blueprint = Blueprint("office_imports", __name__, url_prefix="/office")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_SHOWN_PROBLEMS = 200


@blueprint.get("/imports")
@requires("archive.write", "archive.export")
def index() -> Response:
    """The latest files, the template, and where to choose a file."""
    return _index()


@blueprint.post("/imports")
@requires("archive.write")
def upload() -> Response:
    """Keep the file and begin to check it."""
    try:
        import_id = _start()
    except Problem as problem:
        return _index(problem)
    return after_write(f"/office/imports/{import_id}")


@blueprint.get("/imports/template.xlsx")
@requires("archive.write")
def template() -> Response:
    """The headings and an example, to be filled in."""
    return _download(template_workbook(_("客户")), _("客户导入模板"))


@blueprint.get("/imports/<uuid:import_id>")
@requires("archive.write")
def show(import_id: uuid.UUID) -> Response:
    """How far a file is; asked for as a region while it is worked on."""
    row = _row(import_id)
    problems = import_problems(
        db(),
        company_id=current_actor().company_id,
        import_id=str(import_id),
        limit=_SHOWN_PROBLEMS,
    )
    return unless_unchanged(
        render_region(
            "imports/progress",
            nav="customers",
            row=row,
            problems=list(problems),
            is_stalled=row.state in {"checking", "writing"} and is_stalled(row.moved_at, now()),
        )
    )


@blueprint.post("/imports/<uuid:import_id>/writing")
@requires("archive.write")
def write(import_id: uuid.UUID) -> Response:
    """Write the rows without problems, or go on after the server was stopped."""
    _step(import_id, WriteImport)
    work_on_import(services(), current_actor(), str(import_id))
    return after_write(f"/office/imports/{import_id}")


@blueprint.post("/imports/<uuid:import_id>/cancelling")
@requires("archive.write")
def cancel(import_id: uuid.UUID) -> Response:
    """Stop; what was written stays."""
    _step(import_id, CancelImport)
    services().blobs.delete(import_name(current_actor().company_id, str(import_id)))
    return after_write(f"/office/imports/{import_id}")


@blueprint.get("/imports/<uuid:import_id>/problems.xlsx")
@requires("archive.write")
def problems(import_id: uuid.UUID) -> Response:
    """All that is wrong, to be handed to whoever keeps the list."""
    row = _row(import_id)
    found = import_problems(db(), company_id=current_actor().company_id, import_id=str(import_id))
    content = problems_workbook(
        found,
        title=_("问题"),
        headings=[_("行"), _("列"), _("栏目"), _("内容"), _("问题")],
        words=lambda code: label(code, "import_problem"),
    )
    return _download(content, f"{row.file_name}-{_('问题')}")


@blueprint.post("/exports/customers")
@requires("archive.export")
def export() -> Response:
    """The customers of the ledger's filter; who carried away how many is logged."""
    actor = current_actor()
    wanted = filter_of(request.form)
    sees_phones = may(actor, "phones.reveal")
    content, rows = customers_workbook(
        db(),
        company_id=actor.company_id,
        wanted=wanted,
        title=_("客户"),
        phone=str if sees_phones else masked_phone,
        labels=label,
    )
    command = build(
        ExportCustomers,
        {
            "text": wanted.text,
            "kind": wanted.kind,
            "site_id": wanted.site_id,
            "rows": rows,
            "with_phones": sees_phones,
        },
    )
    perform(command, stream=f"person:{actor.person_id}")
    return _download(content, _("客户"))


def _start() -> str:
    chosen = request.files.get("file")
    content = chosen.read(FILE_BYTES + 1) if chosen is not None else b""
    name = (chosen.filename or "")[-100:] if chosen is not None else ""
    if chosen is not None:
        chosen.close()
    if not content:
        raise ImportUnreadable(reason=REASONS["empty"])
    check_headings(content)
    sha256 = sha256_hex(content)
    command = build(StartImport, {"file_name": name, "sha256": sha256})
    outcome = perform(command, stream=f"import:{form_command_id()}")
    if not outcome.is_repeat:
        name = import_name(current_actor().company_id, form_command_id())
        services().blobs.put(name, content)
        work_on_import(services(), current_actor(), form_command_id())
    return form_command_id()


def _step(import_id: uuid.UUID, command_class: type[Command]) -> None:
    _row(import_id)
    perform(build(command_class, {"import_id": str(import_id)}), stream=f"import:{import_id}")


def _row(import_id: uuid.UUID) -> ImportRow:
    row = import_row(db(), company_id=current_actor().company_id, import_id=str(import_id))
    if row is None:
        raise ImportUnknown
    return row


def _index(problem: Problem | None = None) -> Response:
    actor = current_actor()
    return render_desk(
        "imports/index.html",
        nav="customers",
        status=200 if problem is None else status_of(problem),
        problem="" if problem is None else _wording(problem),
        imports=imports_list(db(), company_id=actor.company_id),
        headings=list(HEADINGS.values()),
        may_write=may(actor, "archive.write"),
        may_export=may(actor, "archive.export"),
    )


def _wording(problem: Problem) -> str:
    """The reason is wording of its own."""
    details = {name: _(str(value)) for name, value in problem.details.items() if name == "reason"}
    return _(problem.message, **details) if details else _(problem.message)


def _download(content: bytes, name: str) -> Response:
    answer = Response(content, mimetype=_XLSX)
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"list.xlsx\"; filename*=UTF-8''{quote(name, safe='')}.xlsx"
    )
    return answer
