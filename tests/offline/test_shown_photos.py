import io
import struct
import zlib

import pillow_heif
import pytest
from PIL import Image

from fieldapp.offline.blobs import photo_name
from fieldapp.offline.shown_photos import (
    PAGE_SIDE,
    THUMBNAIL_SIDE,
    NotShowable,
    reencoded,
    shown_photo,
)
from fieldapp.persistence.blobs import BlobMissing, FileBlobs

COMPANY = "6f9619ff-8b86-4011-b42d-00cf4fc964ff"
SHA = "ab" * 32


def a_jpeg(width=2400, height=1800, **options):
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(
        stream, "JPEG", **options
    )
    return stream.getvalue()


def a_png_that_claims(width, height):
    """A few bytes that say they are a huge picture."""

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1000)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(("side", "shape"), [(1600, (1600, 1200)), (320, (320, 240))])
def test_a_photo_is_shown_bounded_and_as_jpeg(side, shape):
    shown = Image.open(io.BytesIO(reencoded(a_jpeg(), side=side)))

    assert (shown.format, shown.size) == ("JPEG", shape)


def test_a_photo_stands_upright_and_tells_no_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif.get_ifd(0x8825)[1] = "N"

    shown = Image.open(io.BytesIO(reencoded(a_jpeg(400, 200, exif=exif), side=PAGE_SIDE)))

    assert shown.size == (200, 400)
    assert not dict(shown.getexif())


def test_heic_is_shown_as_jpeg():
    stream = io.BytesIO()
    pillow_heif.from_pillow(Image.new("RGB", (640, 480), "teal")).save(stream)

    shown = Image.open(io.BytesIO(reencoded(stream.getvalue(), side=THUMBNAIL_SIDE)))

    assert (shown.format, shown.size) == ("JPEG", (320, 240))


@pytest.mark.parametrize(
    "original",
    [
        pytest.param(a_png_that_claims(10_000, 10_000), id="100 megapixels"),
        pytest.param(a_png_that_claims(60_000, 60_000), id="bomb"),
        pytest.param(a_jpeg()[:4000], id="truncated jpeg"),
        pytest.param(b"%PDF-1.7\n1 0 obj\n", id="pdf named .jpg"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", id="svg"),
        pytest.param(b"\0\0\0\x18ftypheic" + b"\0" * 200, id="broken heic"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_what_cannot_be_shown_is_refused_and_kept(tmp_path, original):
    store = FileBlobs(tmp_path)
    store.put(photo_name(COMPANY, SHA), original)

    for _attempt in range(2):
        with pytest.raises(NotShowable):
            shown_photo(store, company_id=COMPANY, sha256=SHA, side=PAGE_SIDE)

    assert store.read(photo_name(COMPANY, SHA)) == original


def test_the_shown_copy_is_made_once(tmp_path):
    store = FileBlobs(tmp_path)
    store.put(photo_name(COMPANY, SHA), a_jpeg())

    first = shown_photo(store, company_id=COMPANY, sha256=SHA, side=THUMBNAIL_SIDE)
    store.delete(photo_name(COMPANY, SHA))

    assert shown_photo(store, company_id=COMPANY, sha256=SHA, side=THUMBNAIL_SIDE) == first


def test_bytes_that_have_not_arrived_are_missing(tmp_path):
    with pytest.raises(BlobMissing):
        shown_photo(FileBlobs(tmp_path), company_id=COMPANY, sha256=SHA, side=PAGE_SIDE)
