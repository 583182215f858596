"""``/sync/v1``: the offline protocol over HTTP; everything it decides is in ``fieldapp/offline``.

Answers are JSON, errors too (docs/offline-protocol.md). A receipt travels inside HTTP 200; other
statuses mean that nothing of the request was taken.
"""

import json
from contextlib import suppress
from typing import Any
from uuid import uuid4

from flask import Blueprint, Response, request

from fieldapp.commands.registry import read_command
from fieldapp.domain.canonical_json import NotCanonical, canonical_json
from fieldapp.domain.problems import CommandNotParked, DeviceRevoked, DeviceUnknown
from fieldapp.offline.blobs import BlobRefused, Chunk, Upload, receive, upload_of
from fieldapp.offline.catalogue import build_catalogue
from fieldapp.offline.delta import CursorGone
from fieldapp.offline.devices import (
    lease_until,
    read_registration,
    refuse_revoked_install,
    register,
    wipe_done,
)
from fieldapp.offline.envelopes import EnvelopeRefused, is_uuid, read_object, read_push
from fieldapp.offline.inbox import parked_commands
from fieldapp.offline.push import Desk, pull, push
from fieldapp.offline.wire import (
    LIMITS,
    MAX_CHUNK_BYTES,
    MAX_PUSH_BYTES,
    PROTO,
    AnswerHead,
    PersonCard,
    wire_instant,
)
from fieldapp.persistence.epoch import read_epoch
from fieldapp.queries.catalogue import catalogue_version
from fieldapp.web.compression import gunzip
from fieldapp.web.identity import (
    company_card,
    current_actor,
    current_company,
    current_viewer,
    public,
    requires,
)
from fieldapp.web.scope import db, now, services
from fieldapp.web.writing import perform

blueprint = Blueprint("sync", __name__, url_prefix="/sync/v1")

#: Names the install; it signs nobody in and outlives wiped storage.
_COOKIE = "fieldapp_device"
_COOKIE_SECONDS = 400 * 24 * 3600  # the longest browsers keep one
_MAX_MESSAGE_BYTES = 16_384
_UNCHECKED = frozenset({"sync.ping", "sync.report_wipe", "sync.register_device"})


@blueprint.before_request
def _check_request() -> Response | None:
    """JSON bodies only (but bytes of photos), and nothing more for a revoked phone."""
    writes = request.method in {"POST", "PUT", "DELETE"}
    if writes and request.mimetype != "application/json":
        return _answer({"code": "sync.not_json"}, 415)
    if request.endpoint not in _UNCHECKED:
        refuse_revoked_install(db(), actor=current_actor(), install_id=_install_id())
    return None


@blueprint.get("/ping")
@public
def ping() -> Response:
    """Whether this is the server and not a captive portal."""
    return _answer({"pong": True, "proto": PROTO, "epoch": _epoch(), "now": wire_instant(now())})


@blueprint.post("/devices")
@requires("visits.work")
def register_device() -> Response:
    """Name this person on this install."""
    registered = register(
        db(),
        read_registration(_message()),
        actor=current_actor(),
        install_id=_install_id(),
        now=now(),
    )
    answer = _answer(
        {
            **_head(registered.device_id),
            "lease_until": lease_until(current_company().lease_days, now()),
            "limits": LIMITS,
            "person": _person_card(),
            "company": company_card(current_company()),
        }
    )
    _name_install(answer, registered.install_id)
    return answer


@blueprint.post("/push")
@requires("visits.work")
def push_commands() -> Response:
    """Receipts and delta in one round trip; no commands is fine."""
    return _answer(push(db(), read_push(_body(MAX_PUSH_BYTES)), _desk()))


@blueprint.get("/pull")
@requires("visits.work")
def pull_changes() -> Response:
    """The delta alone."""
    cursor = request.args.get("cursor", 0, type=int)
    return _answer(pull(db(), _desk(), cursor=max(cursor, 0)))


@blueprint.get("/catalogue")
@requires("visits.work")
def show_catalogue() -> Response:
    """Everything a technician chooses from, or 304."""
    company_id = current_actor().company_id
    etag = f"v{catalogue_version(db(), company_id=company_id)}-{company_id}"
    if request.if_none_match.contains(etag):
        answer = Response(status=304)
    else:
        answer = _answer(build_catalogue(db(), company_id=company_id))
    answer.set_etag(etag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.route("/blobs/<sha256>", methods=["HEAD"])
@requires("visits.work")
def show_upload(sha256: str) -> Response:
    """How far this person's upload has come."""
    upload = upload_of(db(), services().blobs, actor=current_actor(), sha256=sha256)
    answer = Response(status=200)
    answer.headers["Upload-Offset"] = str(upload.offset)
    answer.headers["Upload-Length"] = str(upload.length)
    answer.headers["Upload-State"] = upload.state
    return answer


@blueprint.patch("/blobs/<sha256>")
@requires("visits.work")
def receive_chunk(sha256: str) -> Response:
    """Keep one chunk."""
    upload = receive(db(), services().blobs, _chunk(sha256), actor=current_actor(), now=now())
    return _answer(_blob_answer(upload))


@blueprint.get("/inbox")
@requires("inbox.decide_own")
def show_inbox() -> Response:
    """Parked commands of this person."""
    return _inbox()


@blueprint.post("/inbox")
@requires("inbox.decide_own")
def decide() -> Response:
    """Keep or drop one parked command; a decision that was heard before is told again."""
    decision = read_command("decide_command", canonical_json(_message()))
    with suppress(CommandNotParked):
        perform(decision, stream=f"person:{current_actor().person_id}", command_id=str(uuid4()))
    return _inbox()


@blueprint.post("/wipe-done")
@requires("visits.work")
def report_wipe() -> Response:
    """The phone has deleted what it held."""
    wipe_id = _message().get("wipe_id")
    if not is_uuid(wipe_id):
        raise EnvelopeRefused("push.malformed", 400)
    wipe_done(db(), actor=current_actor(), wipe_id=str(wipe_id), now=now())
    return _answer(_head(None))


@blueprint.errorhandler(EnvelopeRefused)
def _refused_envelope(error: EnvelopeRefused) -> Response:
    return _answer({"code": error.code}, error.status)


@blueprint.errorhandler(NotCanonical)
def _refused_text(_error: NotCanonical) -> Response:
    return _answer({"code": "push.malformed"}, 400)


@blueprint.errorhandler(BlobRefused)
def _refused_blob(error: BlobRefused) -> Response:
    offset = {} if error.offset is None else {"offset": error.offset}
    return _answer({"code": error.code, **offset}, error.status)


@blueprint.errorhandler(CursorGone)
def _gone_cursor(_error: CursorGone) -> Response:
    return _answer({"code": "cursor.gone"}, 410)


@blueprint.errorhandler(DeviceUnknown)
def _unknown_device(error: DeviceUnknown) -> Response:
    return _answer({"code": error.code}, 409)


@blueprint.errorhandler(DeviceRevoked)
def _revoked_device(error: DeviceRevoked) -> Response:
    wipe_id = error.details.get("wipe_id") or error.details.get("device_id")
    return _answer({"code": error.code, "action": "wipe", "wipe_id": wipe_id}, 403)


def _name_install(answer: Response, install_id: str) -> None:
    answer.set_cookie(
        _COOKIE,
        install_id,
        max_age=_COOKIE_SECONDS,
        path="/sync/",
        httponly=True,
        samesite="Lax",
        secure=services().settings.is_https,
    )


def _message() -> dict[str, Any]:
    return read_object(_body(_MAX_MESSAGE_BYTES))


def _inbox() -> Response:
    commands = parked_commands(db(), actor=current_actor())
    return _answer({**_head(None), "commands": commands})


def _answer(message: Any, status: int = 200) -> Response:
    text = json.dumps(message, ensure_ascii=False, separators=(",", ":"))
    return Response(text, status, mimetype="application/json")


def _head(device_id: str | None) -> AnswerHead:
    return {
        "proto": PROTO,
        "epoch": _epoch(),
        "person_id": current_actor().person_id,
        "device_id": device_id,
        "now": wire_instant(now()),
    }


def _person_card() -> PersonCard:
    viewer = current_viewer()
    return {
        "id": viewer["person_id"],
        "name": viewer["name"],
        "badge_no": viewer["badge_no"],
        "department": viewer["department"],
        "roles": viewer["roles"],
        "language": viewer["language"],
    }


def _desk() -> Desk:
    return Desk(
        actor=current_actor(),
        install_id=_install_id(),
        lease_days=current_company().lease_days,
        epoch=_epoch(),
        clock=services().clock,
    )


def _epoch() -> int:
    return read_epoch(services().blobs)


def _install_id() -> str | None:
    return request.cookies.get(_COOKIE)


def _body(largest: int, code: str = "push.too_large") -> bytes:
    if (request.content_length or 0) > largest:
        raise EnvelopeRefused(code, 413)
    body = request.get_data(cache=False)
    if request.content_encoding != "gzip":
        return body
    try:
        return gunzip(body, largest=largest)
    except OverflowError as error:
        raise EnvelopeRefused(code, 413) from error
    except ValueError as error:
        raise EnvelopeRefused("push.malformed", 400) from error


def _chunk(sha256: str) -> Chunk:
    try:
        offset = int(request.headers["Upload-Offset"])
        length = int(request.headers["Upload-Length"])
        chunk_sha256 = request.headers["Chunk-Sha256"]
    except (KeyError, ValueError) as error:
        raise BlobRefused("blob.malformed", 422) from error
    return Chunk(
        sha256=sha256,
        offset=offset,
        length=length,
        chunk_sha256=chunk_sha256,
        content=_body(MAX_CHUNK_BYTES, "blob.too_large"),
    )


def _blob_answer(upload: Upload) -> dict[str, object]:
    return {
        "proto": PROTO,
        "epoch": _epoch(),
        "person_id": current_actor().person_id,
        "sha256": upload.sha256,
        "offset": upload.offset,
        "state": upload.state,
    }
