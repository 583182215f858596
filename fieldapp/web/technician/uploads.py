"""A photo posted by a page without a worker: kept under its hash before its command is made."""

from __future__ import annotations

from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict

from fieldapp.offline.blobs import store_whole
from fieldapp.web.identity import current_actor
from fieldapp.web.office.request_photos import read_photos
from fieldapp.web.scope import db, now, services


def uploaded_photo(files: MultiDict[str, FileStorage]) -> dict[str, Any] | None:
    """The fields of ``attach_photo`` that come from the file; None when none was chosen.

    ``photo`` comes from the camera, ``photo_from_album`` from the album. Raises PayloadRefused for
    a file that is no photo.
    """
    for name, from_album in (("photo", False), ("photo_from_album", True)):
        for photo in read_photos(files.getlist(name)):
            sha256 = store_whole(
                db(), services().blobs, photo.content, actor=current_actor(), now=now()
            )
            return {
                "sha256": sha256,
                "size_bytes": len(photo.content),
                "mime": photo.mime,
                "width": photo.width,
                "height": photo.height,
                "taken_at": None if from_album else now().isoformat(),
                "from_album": from_album,
            }
    return None
