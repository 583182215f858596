"""What people see of uploaded bytes: a re-encoded, bounded copy, made when first asked for.

Dimensions are read and bounded before anything is decoded; metadata (place, device) does not
survive. Bytes that cannot be shown stay kept; their refusal is remembered.
"""

import functools
import io
import struct
from typing import Final

import pillow_heif
from PIL import Image, ImageOps

from fieldapp.offline.blobs import photo_name
from fieldapp.persistence.blobs import BlobMissing, Blobs

#: Longest side in pixels.
PAGE_SIDE: Final = 1600
THUMBNAIL_SIDE: Final = 320

#: Cameras of phones make up to 50 megapixels here; more is a mistake or an attack.
_MAX_PIXELS = 60_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
_QUALITY = 82
#: What Pillow's readers raise for bytes that are no picture, or a broken one.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    MemoryError,
    RuntimeError,
    struct.error,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)


class NotShowable(Exception):
    """The bytes are kept but cannot be shown: no picture, broken, or too many pixels."""


def shown_photo(store: Blobs, *, company_id: str, sha256: str, side: int) -> bytes:
    """JPEG bytes of a photo, at most ``side`` pixels long.

    side: PAGE_SIDE or THUMBNAIL_SIDE. Raises BlobMissing (not verified yet) and NotShowable.
    """
    derived = f"shown/{company_id}/{sha256[:2]}/{sha256}-{side}.jpg"
    refusal = f"shown/{company_id}/{sha256[:2]}/{sha256}-refused"
    try:
        return store.read(derived)
    except BlobMissing:
        if store.exists(refusal):
            raise NotShowable(sha256) from None
    original = store.read(photo_name(company_id, sha256))
    try:
        shown = reencoded(original, side=side)
    except NotShowable:
        store.put(refusal, b"")
        raise
    store.put(derived, shown)
    return shown


def reencoded(original: bytes, *, side: int) -> bytes:
    """The picture in ``original`` as a JPEG of its own, upright. Raises NotShowable."""
    register_heif()
    try:
        with Image.open(io.BytesIO(original), formats=_FORMATS) as picture:
            if picture.width * picture.height > _MAX_PIXELS:
                raise NotShowable("too many pixels")
            picture.draft("RGB", (side, side))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((side, side))
            shown = io.BytesIO()
            upright.convert("RGB").save(shown, "JPEG", quality=_QUALITY, optimize=True)
            return shown.getvalue()
    except _BROKEN as error:
        raise NotShowable(str(error)) from error


@functools.cache
def register_heif() -> None:
    """Let Pillow read HEIC; loaded when first needed, most processes never do."""
    pillow_heif.register_heif_opener()
