"""Pictures: a re-encoded copy, to whoever may see the thing it belongs to; each look is logged."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from fieldapp.domain.problems import PermissionMissing
from fieldapp.domain.roles import may
from fieldapp.offline.shown_photos import PAGE_SIDE, THUMBNAIL_SIDE, NotShowable, shown_photo
from fieldapp.persistence.blobs import BlobMissing
from fieldapp.queries.attachments import AttachmentRow, attachment_by_id
from fieldapp.queries.visit_members import is_member
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.request_log import log_access
from fieldapp.web.scope import db, services

blueprint = Blueprint("attachments", __name__, url_prefix="/attachments")


@blueprint.get("/<uuid:attachment_id>/image")
@requires("attachments.read")
def image(attachment_id: uuid.UUID) -> Response:
    """The picture, large enough to read a serial number."""
    return _picture(attachment_id, PAGE_SIDE)


@blueprint.get("/<uuid:attachment_id>/thumbnail")
@requires("attachments.read")
def thumbnail(attachment_id: uuid.UUID) -> Response:
    """The picture for a list."""
    return _picture(attachment_id, THUMBNAIL_SIDE)


def _picture(attachment_id: uuid.UUID, side: int) -> Response:
    actor = current_actor()
    row = attachment_by_id(db(), company_id=actor.company_id, attachment_id=str(attachment_id))
    if row is None:
        raise NotFound
    if not _may_see(row):
        raise PermissionMissing
    try:
        body = shown_photo(
            services().blobs, company_id=actor.company_id, sha256=row.sha256, side=side
        )
    except (BlobMissing, NotShowable) as error:
        raise NotFound from error
    log_access(actor.person_id, "attachment", row.attachment_id)
    answer = Response(body, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.set_etag(f"{row.sha256}-{side}")
    answer.make_conditional(request)
    return answer


def _may_see(row: AttachmentRow) -> bool:
    """Office readers see all of their company; a technician what belongs to his own visits."""
    actor = current_actor()
    if may(actor, "work_orders.read"):
        return True
    return row.visit_id is not None and is_member(
        db(), company_id=actor.company_id, visit_id=row.visit_id, person_id=actor.person_id
    )
