"""Files people choose in a form: what they are by their bytes, and whether they can be opened.

Names and declared types are never believed; a name that says otherwise is told to the person.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from PIL import Image, UnidentifiedImageError

from fieldapp.offline.media_types import media_type
from fieldapp.offline.shown_photos import THUMBNAIL_SIDE, NotShowable, reencoded, register_heif

_LARGEST_SIDE = 20_000
_FORMATS = frozenset({"JPEG", "PNG", "WEBP", "HEIF"})
_PICTURE_NAMES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif"})

Reason = Literal["empty", "too_large", "not_accepted", "not_a_picture", "broken", "misnamed"]


class FileRefused(Exception):
    """A file that is not kept; ``reason`` says why."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture that can be opened, with its size in pixels."""

    content: bytes
    mime: str
    width: int
    height: int


def checked_picture(content: bytes, *, limit: int) -> Picture:
    """The picture in some bytes of at most ``limit``, opened once to see that it is whole.

    Raises FileRefused: too_large, not_a_picture, not_accepted or broken.
    """
    if len(content) > limit:
        raise FileRefused("too_large")
    register_heif()
    try:
        with Image.open(io.BytesIO(content)) as picture:
            width, height, kind = picture.width, picture.height, picture.format or ""
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileRefused("broken") from error
    except (UnidentifiedImageError, OSError, ValueError) as error:
        raise FileRefused("not_a_picture") from error
    if max(width, height) > _LARGEST_SIDE or kind not in _FORMATS:
        raise FileRefused("not_accepted")
    try:
        reencoded(content, side=THUMBNAIL_SIDE)
    except NotShowable as error:  # cut off, or more pixels than anybody will ever be shown
        raise FileRefused("broken") from error
    return Picture(content=content, mime=f"image/{kind.lower()}", width=width, height=height)


def check_document(content: bytes, file_name: str, *, limit: int) -> str:
    """The media type of a paper: a whole picture, or a PDF. Raises FileRefused."""
    if not content:
        raise FileRefused("empty")
    if len(content) > limit:
        raise FileRefused("too_large")
    mime = media_type(content[:32])
    ending = PurePath(file_name.lower()).suffix
    if mime == "application/pdf":
        if ending in _PICTURE_NAMES:
            raise FileRefused("misnamed")
        return mime
    if not mime.startswith("image/"):
        raise FileRefused("not_accepted")
    if ending == ".pdf":
        raise FileRefused("misnamed")
    checked_picture(content, limit=limit)
    return mime
