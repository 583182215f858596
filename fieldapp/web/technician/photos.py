"""Pictures of one's own visits, named by their hash as on the phone."""

from __future__ import annotations

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from fieldapp.offline.shown_photos import PAGE_SIDE, THUMBNAIL_SIDE, NotShowable, shown_photo
from fieldapp.persistence.blobs import BlobMissing
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.request_log import log_access
from fieldapp.web.scope import services
from fieldapp.web.technician.sources import sheets_of

blueprint = Blueprint("technician_photos", __name__, url_prefix="/tech/photos")


@blueprint.get("/<sha256>")
@requires("visits.work")
def photo(sha256: str) -> Response:
    """The picture as large as pages show it."""
    return _picture(sha256, PAGE_SIDE)


@blueprint.get("/<sha256>/thumbnail")
@requires("visits.work")
def thumbnail(sha256: str) -> Response:
    """The picture for a list."""
    return _picture(sha256, THUMBNAIL_SIDE)


def _picture(sha256: str, side: int) -> Response:
    actor = current_actor()
    sheets = sheets_of(actor.company_id, actor.person_id)
    if not any(one["sha256"] == sha256 for sheet in sheets for one in sheet["photos"]):
        raise NotFound
    try:
        body = shown_photo(services().blobs, company_id=actor.company_id, sha256=sha256, side=side)
    except (BlobMissing, NotShowable) as error:
        raise NotFound from error
    log_access(actor.person_id, "photo", sha256)
    answer = Response(body, mimetype="image/jpeg")
    answer.headers["Cache-Control"] = "private, max-age=3600"
    answer.set_etag(f"{sha256}-{side}")
    answer.make_conditional(request)
    return answer
