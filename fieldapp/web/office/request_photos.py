"""Photos sent with a registration: checked, kept under their hash, attached to their item."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from werkzeug.datastructures import FileStorage

from fieldapp.commands.requests import AttachRequestPhoto
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.problems import PayloadRefused
from fieldapp.offline.blobs import store_whole
from fieldapp.offline.checked_files import FileRefused, Picture, checked_picture
from fieldapp.offline.wire import PHOTO_BYTES
from fieldapp.queries.requests import request_page
from fieldapp.templating.wording import mark
from fieldapp.templating.wording import translate as _
from fieldapp.web.forms import build
from fieldapp.web.identity import current_actor
from fieldapp.web.scope import db, now, services
from fieldapp.web.writing import perform

#: why a file is not kept → wording
_REFUSALS = {
    "too_large": mark("照片超过 12 MB，请调低分辨率重拍。"),
    "broken": mark("照片打不开，请重拍。"),
    "not_a_picture": mark("这个文件不是照片，没有保存"),
    "not_accepted": mark("这种图片不收，请发 JPEG 或 PNG"),
}


def read_photos(uploads: Sequence[FileStorage]) -> list[Picture]:
    """The pictures of one row; raises PayloadRefused for a file that is none."""
    return [_read(upload) for upload in uploads if upload.filename]


def keep_photos(rows: Sequence[Sequence[Picture]]) -> None:
    """Store the bytes; nothing points to them yet."""
    for photos in rows:
        for photo in photos:
            store_whole(db(), services().blobs, photo.content, actor=current_actor(), now=now())


def attach_photos(request_id: str, rows: Sequence[Sequence[Picture]]) -> None:
    """Attach each row's pictures to the request's item of the same place."""
    if not any(rows):
        return
    actor = current_actor()
    page = request_page(db(), company_id=actor.company_id, request_id=request_id)
    items = page.items if page is not None else ()
    for item, photos in zip(items, rows, strict=False):
        for photo in photos:
            _attach(request_id, item.item_id, photo)


def _attach(request_id: str, item_id: str, photo: Picture) -> None:
    sha256 = sha256_hex(photo.content)
    command = build(
        AttachRequestPhoto,
        {
            "request_id": request_id,
            "request_item_id": item_id,
            "sha256": sha256,
            "size_bytes": len(photo.content),
            "mime": photo.mime,
            "width": photo.width,
            "height": photo.height,
        },
    )
    perform(
        command,
        stream=f"request:{request_id}",
        command_id=str(uuid.uuid5(uuid.UUID(item_id), sha256)),
        blobs=[sha256],
    )


def _read(upload: FileStorage) -> Picture:
    try:
        return checked_picture(upload.read(), limit=PHOTO_BYTES)
    except FileRefused as refused:
        raise PayloadRefused(fields={"photos": _(_REFUSALS[refused.reason])}) from refused
