"""The fax or slip a request came on: checked, kept under its hash, kept with the request."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from fieldapp.commands.documents import DOCUMENT_BYTES, AttachDocument
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.problems import PayloadRefused
from fieldapp.offline.blobs import store_whole
from fieldapp.offline.checked_files import FileRefused, check_document
from fieldapp.templating.wording import translate as _
from fieldapp.web.file_refusals import refusal_words
from fieldapp.web.forms import build
from fieldapp.web.identity import current_actor
from fieldapp.web.scope import db, now, services
from fieldapp.web.writing import perform


@dataclass(frozen=True, slots=True)
class Slip:
    """A photo or PDF that can be opened."""

    content: bytes

    @property
    def sha256(self) -> str:
        return sha256_hex(self.content)


def read_slip(upload: FileStorage | None) -> Slip | None:
    """The chosen file; None if there is none. Raises PayloadRefused for what is not kept."""
    if upload is None or not upload.filename:
        return None
    content = upload.read()
    try:
        check_document(content, upload.filename, limit=DOCUMENT_BYTES)
    except FileRefused as error:
        raise PayloadRefused(fields={"slip": refusal_words(error.reason)}) from error
    return Slip(content)


def keep_slip(slip: Slip | None) -> None:
    """Store the bytes; nothing points to them yet."""
    if slip is not None:
        store_whole(
            db(),
            services().blobs,
            slip.content,
            actor=current_actor(),
            now=now(),
            limit=DOCUMENT_BYTES,
        )


def attach_slip(request_id: str, slip: Slip | None) -> None:
    """Keep it with the request."""
    if slip is None:
        return
    command = build(
        AttachDocument,
        {
            "owner_kind": "request",
            "owner_id": request_id,
            "kind": "slip",
            "title": _("原单"),
            "sha256": slip.sha256,
            "size_bytes": len(slip.content),
        },
    )
    perform(
        command,
        stream=f"request:{request_id}",
        command_id=str(uuid.uuid5(uuid.UUID(request_id), slip.sha256)),
        blobs=[slip.sha256],
    )
