"""Files people choose: known by their bytes, opened once, and bounded."""

import io

import pytest
from PIL import Image

from fieldapp.commands.documents import DOCUMENT_BYTES
from fieldapp.offline.checked_files import FileRefused, check_document, checked_picture


def a_picture(kind="JPEG", size=(40, 30)):
    content = io.BytesIO()
    Image.new("RGB", size, "beige").save(content, kind)
    return content.getvalue()


def test_a_picture_is_told_with_its_size():
    picture = checked_picture(a_picture("PNG"), limit=10_000)

    assert (picture.mime, picture.width, picture.height) == ("image/png", 40, 30)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (a_picture() + bytes(10_000), "too_large"),
        (b"hello", "not_a_picture"),
        (a_picture("GIF"), "not_accepted"),
        (a_picture(size=(200, 200))[:-80], "broken"),
    ],
)
def test_other_bytes_are_no_picture(content, reason):
    with pytest.raises(FileRefused) as refused:
        checked_picture(content, limit=10_000)

    assert refused.value.reason == reason


def test_a_pdf_is_a_paper_up_to_its_limit():
    assert check_document(b"%PDF-1.4", "a.PDF", limit=DOCUMENT_BYTES) == "application/pdf"
    assert check_document(b"%PDF-1.4", "", limit=DOCUMENT_BYTES) == "application/pdf"
    with pytest.raises(FileRefused) as refused:
        check_document(b"%PDF-" + bytes(DOCUMENT_BYTES), "a.pdf", limit=DOCUMENT_BYTES)
    assert refused.value.reason == "too_large"
