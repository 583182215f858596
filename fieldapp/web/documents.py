"""Papers (资料): brought in, shown as a re-encoded picture or carried away as PDF, taken back."""

from __future__ import annotations

import uuid
from urllib.parse import quote

from flask import Blueprint, Response, request

from fieldapp.commands.documents import DOCUMENT_BYTES, AttachDocument, VoidDocument
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.problems import DocumentUnknown, PayloadRefused, Problem
from fieldapp.offline.blobs import photo_name, store_whole
from fieldapp.offline.checked_files import FileRefused, check_document
from fieldapp.offline.shown_photos import PAGE_SIDE, THUMBNAIL_SIDE, NotShowable, shown_photo
from fieldapp.persistence.blobs import BlobMissing
from fieldapp.queries.documents import DocumentRow, document_by_id
from fieldapp.templating.labels import options
from fieldapp.templating.security_headers import FRAMED_PAPER
from fieldapp.web.edit_forms import EditForm, opened, refused
from fieldapp.web.file_refusals import refusal_words
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_desk
from fieldapp.web.pages import after_write, local_path
from fieldapp.web.request_log import log_access
from fieldapp.web.scope import db, now, services
from fieldapp.web.writing import perform

blueprint = Blueprint("documents", __name__, url_prefix="/documents")

#: A form holds the file and a few words.
_LARGEST_FORM = DOCUMENT_BYTES + 256 * 1024
#: What a browser may do with a PDF it was told to keep: nothing on this site.
_SEALED = "sandbox; default-src 'none'"


@blueprint.get("/new")
@requires("documents.write")
def new() -> Response:
    """The form alone; ``owner_kind``, ``owner_id`` and ``next`` stand in the address."""
    given = {name: request.args.get(name, "") for name in ("owner_kind", "owner_id", "next")}
    return _form(opened(given | {"kind": request.args.get("kind", "contract")}))


@blueprint.post("")
@requires("documents.write")
def attach() -> Response:
    """Keep the file with its owner and go back to where it was chosen."""
    request.max_content_length = _LARGEST_FORM
    try:
        _attach()
    except Problem as problem:
        return _form(refused(problem, request.form))
    return after_write(local_path(request.form.get("next"), "/office/"))


@blueprint.post("/<uuid:document_id>/voiding")
@requires("documents.write")
def void(document_id: uuid.UUID) -> Response:
    """Take a paper back, with the reason."""
    row = _row(document_id)
    perform(
        payload_from_form(VoidDocument, request.form, document_id=str(document_id)),
        stream=f"{row.owner_kind}:{row.owner_id}",
    )
    return after_write(local_path(request.form.get("next"), "/office/"))


@blueprint.get("/<uuid:document_id>")
@requires("documents.read")
def show(document_id: uuid.UUID) -> Response:
    """A picture large enough to read; a PDF is carried away, never opened inside the site."""
    row = _row(document_id)
    return _picture(row, PAGE_SIDE) if row.is_picture else _pdf(row)


@blueprint.get("/<uuid:document_id>/sheet")
@requires("documents.read")
def sheet(document_id: uuid.UUID) -> Response:
    """A PDF to be read beside a form: it may be framed by our own pages, and do nothing else."""
    row = _row(document_id)
    if not row.is_pdf:
        raise DocumentUnknown
    answer = _pdf(row)
    answer.headers["Content-Disposition"] = "inline"
    answer.headers.update(FRAMED_PAPER)
    return answer


@blueprint.get("/<uuid:document_id>/thumbnail")
@requires("documents.read")
def thumbnail(document_id: uuid.UUID) -> Response:
    """The picture for a list; a PDF has none."""
    row = _row(document_id)
    if not row.is_picture:
        raise DocumentUnknown
    return _picture(row, THUMBNAIL_SIDE)


def _attach() -> None:
    content, name = _chosen()
    known = {"sha256": sha256_hex(content), "size_bytes": len(content)}
    try:
        check_document(content, name, limit=DOCUMENT_BYTES)
    except FileRefused as error:
        raise PayloadRefused(fields={"file": refusal_words(error.reason)}) from error
    command = payload_from_form(AttachDocument, request.form, **known)
    store_whole(
        db(), services().blobs, content, actor=current_actor(), now=now(), limit=DOCUMENT_BYTES
    )
    perform(command, stream=f"{command.owner_kind}:{command.owner_id}", blobs=[command.sha256])


def _chosen() -> tuple[bytes, str]:
    """The bytes and the name of the chosen file; empty if none was."""
    upload = request.files.get("file")
    if upload is None:
        return b"", ""
    content = upload.read()
    upload.close()  # a large one lies in a temporary file
    return content, upload.filename or ""


def _row(document_id: uuid.UUID) -> DocumentRow:
    row = document_by_id(db(), company_id=current_actor().company_id, document_id=str(document_id))
    if row is None:
        raise DocumentUnknown
    return row


def _picture(row: DocumentRow, side: int) -> Response:
    try:
        body = shown_photo(
            services().blobs,
            company_id=current_actor().company_id,
            sha256=row.sha256,
            side=side,
        )
    except (BlobMissing, NotShowable) as error:
        raise DocumentUnknown from error
    return _kept(row, Response(body, mimetype="image/jpeg"), f"{row.sha256}-{side}")


def _pdf(row: DocumentRow) -> Response:
    try:
        body = services().blobs.read(photo_name(current_actor().company_id, row.sha256))
    except BlobMissing as error:
        raise DocumentUnknown from error
    answer = Response(body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = (
        f"attachment; filename=\"document.pdf\"; filename*=UTF-8''{quote(row.title, safe='')}.pdf"
    )
    answer.headers["Content-Security-Policy"] = _SEALED
    return _kept(row, answer, row.sha256)


def _kept(row: DocumentRow, answer: Response, tag: str) -> Response:
    log_access(current_actor().person_id, "document", row.document_id)
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.set_etag(tag)
    answer.make_conditional(request)
    return answer


def _form(edit: EditForm) -> Response:
    return render_desk(
        "documents/new.html",
        nav="customers",
        status=edit.status,
        edit=edit,
        kinds=options("document_kind"),
        back=local_path(edit.value("next"), "/office/"),
    )
