import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256

import pytest

from fieldapp.persistence.blobs import BlobMissing, HashMismatch, WrongOffset, blobs_for
from fieldapp.persistence.epoch import raise_epoch, read_epoch
from tests.object_store import IN_BOTH_STORES

pytestmark = IN_BOTH_STORES

PHOTO = bytes(range(256)) * 40
NAME = "photos/ab/abcd"


@pytest.fixture
def blobs(blobs_url):
    return blobs_for(blobs_url)


def test_bytes_arrive_in_pieces_and_show_when_whole(blobs):
    assert blobs.append(NAME, 0, PHOTO[:4000]) == 4000
    assert blobs.received(NAME) == 4000
    assert not blobs.exists(NAME)

    blobs.append(NAME, 4000, PHOTO[4000:])
    blobs.finish(NAME, sha256(PHOTO).hexdigest())

    assert blobs.read(NAME) == PHOTO
    assert blobs.received(NAME) == 0


@pytest.mark.parametrize("offset", [0, 3999, 4001])
def test_a_piece_at_another_place_is_refused_with_the_right_one(blobs, offset):
    blobs.append(NAME, 0, PHOTO[:4000])

    with pytest.raises(WrongOffset) as refusal:
        blobs.append(NAME, offset, PHOTO[4000:])

    assert refusal.value.offset == blobs.received(NAME) == 4000


def test_other_bytes_than_announced_are_thrown_away(blobs):
    blobs.append(NAME, 0, PHOTO)

    with pytest.raises(HashMismatch):
        blobs.finish(NAME, "0" * 64)

    assert blobs.received(NAME) == 0
    assert not blobs.exists(NAME)


def test_nothing_cannot_be_finished(blobs):
    with pytest.raises(BlobMissing):
        blobs.finish(NAME, "0" * 64)


def test_a_whole_blob_is_put_read_listed_and_deleted(blobs):
    blobs.put("builds/b.js", b"old")
    blobs.put("builds/b.js", b"new")
    blobs.put("builds/a.css", b"css")

    assert list(blobs.names("builds")) == ["builds/a.css", "builds/b.js"]
    assert blobs.read("builds/b.js") == b"new"
    blobs.delete("builds/b.js")
    blobs.delete("builds/b.js")
    with pytest.raises(BlobMissing):
        blobs.read("builds/b.js")


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "a/../b", ".partial/x", "", "a//b"])
def test_names_stay_inside_the_folder(blobs, name):
    for ask in (blobs.read, blobs.exists, blobs.received, blobs.delete):
        with pytest.raises(ValueError, match="not a blob name"):
            ask(name)


def test_a_folder_is_no_blob(blobs):
    blobs.put("builds/a.css", b"css")

    with pytest.raises(BlobMissing):
        blobs.read("builds")


def test_a_part_of_a_blob_is_read_alone(blobs):
    blobs.put(NAME, PHOTO)

    assert blobs.read_at(NAME, 300, 20) == PHOTO[300:320]
    assert blobs.read_at(NAME, len(PHOTO) - 5, 20) == PHOTO[-5:]
    assert blobs.read_at(NAME, len(PHOTO), 20) == b""
    with pytest.raises(BlobMissing):
        blobs.read_at("photos/ab/other", 0, 20)


def test_nothing_at_all_is_a_blob_too(blobs):
    blobs.put("shown/refused", b"")

    assert blobs.exists("shown/refused")
    assert blobs.read("shown/refused") == blobs.read_at("shown/refused", 0, 32) == b""


def test_an_unfinished_blob_is_neither_listed_nor_kept_after_its_deletion(blobs):
    blobs.append(NAME, 0, PHOTO)
    blobs.put("photos/ab/whole", PHOTO)

    assert list(blobs.names("photos")) == ["photos/ab/whole"]
    blobs.delete(NAME)

    assert blobs.received(NAME) == 0


@pytest.fixture
def hasty_threads():
    """Threads take turns so often that what can come in between does."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(usual)


def test_the_same_end_from_several_requests_at_once_is_kept_once(blobs, hasty_threads):
    for photo in (f"photos/ab/{number}" for number in range(8)):
        blobs.append(photo, 0, PHOTO[:4000])

        outcomes = at_once(4, lambda photo=photo: end_of(blobs, photo))

        assert "whole" in outcomes
        assert set(outcomes) <= {"whole", 0, len(PHOTO)}
        assert blobs.read(photo) == PHOTO


def end_of(blobs, photo):
    """Append and finish; the outcome is the offset where the request came too late."""
    try:
        blobs.append(photo, 4000, PHOTO[4000:])
    except WrongOffset as late:
        return late.offset
    blobs.finish(photo, sha256(PHOTO).hexdigest())
    return "whole"


def at_once(requests, answer):
    start = threading.Barrier(requests)

    def request():
        start.wait()
        return answer()

    with ThreadPoolExecutor(requests) as threads:
        return [asked.result() for asked in [threads.submit(request) for _ in range(requests)]]


def test_a_blob_may_be_finished_twice(blobs):
    blobs.append(NAME, 0, PHOTO)
    blobs.finish(NAME, sha256(PHOTO).hexdigest())

    blobs.finish(NAME, sha256(PHOTO).hexdigest())

    assert blobs.read(NAME) == PHOTO
    with pytest.raises(BlobMissing):
        blobs.finish(NAME, "0" * 64)


def test_another_server_goes_on_where_the_first_stopped(blobs, blobs_url):
    blobs.append(NAME, 0, PHOTO[:4000])

    other = blobs_for(blobs_url)
    other.append(NAME, other.received(NAME), PHOTO[4000:])
    blobs.finish(NAME, sha256(PHOTO).hexdigest())

    assert other.read(NAME) == PHOTO


def test_the_epoch_lives_beside_the_blobs_and_rises(blobs, blobs_url):
    assert read_epoch(blobs) == 1
    assert raise_epoch(blobs) == 2

    assert read_epoch(blobs_for(blobs_url)) == 2
