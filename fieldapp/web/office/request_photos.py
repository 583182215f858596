"""Photos sent with a registration: checked, kept under their hash, attached to their item."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, UnidentifiedImageError
from werkzeug.datastructures import FileStorage

from fieldapp.commands.requests import AttachRequestPhoto
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.problems import PayloadRefused
from fieldapp.offline.blobs import store_whole
from fieldapp.offline.shown_photos import (
    THUMBNAIL_SIDE,
    NotShowable,
    reencoded,
    register_heif,
)
from fieldapp.offline.wire import PHOTO_BYTES
from fieldapp.queries.requests import request_page
from fieldapp.templating.wording import translate as _
from fieldapp.web.forms import build
from fieldapp.web.identity import current_actor
from fieldapp.web.scope import db, now, services
from fieldapp.web.writing import perform

_LARGEST_SIDE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture that can be read, with its size in pixels."""

    content: bytes
    mime: str
    width: int
    height: int


def read_photos(uploads: Sequence[FileStorage]) -> list[Photo]:
    """The pictures of one row; raises PayloadRefused for a file that is none."""
    return [_read(upload) for upload in uploads if upload.filename]


def attach_photos(request_id: str, rows: Sequence[Sequence[Photo]]) -> None:
    """Attach each row's pictures to the request's item of the same place."""
    if not any(rows):
        return
    actor = current_actor()
    page = request_page(db(), company_id=actor.company_id, request_id=request_id)
    items = page.items if page is not None else ()
    for item, photos in zip(items, rows, strict=False):
        for photo in photos:
            _attach(request_id, item.item_id, photo)


def _attach(request_id: str, item_id: str, photo: Photo) -> None:
    sha256 = sha256_hex(photo.content)
    store_whole(db(), services().blobs, photo.content, actor=current_actor(), now=now())
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


def _read(upload: FileStorage) -> Photo:
    register_heif()
    content = upload.read()
    if len(content) > PHOTO_BYTES:
        raise PayloadRefused(fields={"photos": _("照片超过 12 MB，请调低分辨率重拍。")})
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height, kind = picture.width, picture.height, picture.format or ""
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PayloadRefused(fields={"photos": _("照片打不开，请重拍。")}) from error
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise PayloadRefused(fields={"photos": _("这个文件不是照片，没有保存")}) from error
    if max(width, height) > _LARGEST_SIDE or kind not in {"JPEG", "PNG", "WEBP", "HEIF"}:
        raise PayloadRefused(fields={"photos": _("这种图片不收，请发 JPEG 或 PNG")})
    try:
        reencoded(content, side=THUMBNAIL_SIDE)
    except NotShowable as error:  # cut off, or more pixels than anybody will ever be shown
        raise PayloadRefused(fields={"photos": _("照片打不开，请重拍。")}) from error
    return Photo(content=content, mime=f"image/{kind.lower()}", width=width, height=height)
