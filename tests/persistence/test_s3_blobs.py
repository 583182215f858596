"""What is true of a bucket only; what every store does is in test_blobs.py."""

import threading
from hashlib import sha256

import pytest

from fieldapp.persistence.blobs import BlobsUnavailable, blobs_for
from fieldapp.persistence.epoch import read_epoch
from tests import object_store

PHOTO = bytes(range(256)) * 40
NAME = "photos/ab/abcd"


@pytest.fixture
def blobs(bucket_url):
    return blobs_for(bucket_url)


def test_two_installations_share_a_bucket(blobs, s3_server):
    blobs.put("epoch", b"7")

    neighbour = blobs_for(object_store.url(s3_server, prefix="installations/next-door"))

    assert not neighbour.exists("epoch")


def test_pieces_that_two_servers_cut_differently_are_one_photo(bucket_url):
    """A phone lost patience and sent a shorter piece to another server: both were kept."""
    servers = [blobs_for(bucket_url), blobs_for(bucket_url)]
    lengths = [4000, 1500]
    together = threading.Barrier(2, timeout=10)
    for server in servers:
        hold_before_the_first_put(server, together)
    writers = [
        threading.Thread(target=server.append, args=(NAME, 0, PHOTO[:length]))
        for server, length in zip(servers, lengths, strict=True)
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert servers[0].received(NAME) == servers[1].received(NAME) == 4000
    servers[1].append(NAME, 4000, PHOTO[4000:])
    servers[0].finish(NAME, sha256(PHOTO).hexdigest())
    assert servers[1].read(NAME) == PHOTO
    assert servers[1].received(NAME) == 0


def hold_before_the_first_put(server, together):
    """Let both requests look at what has arrived before either adds to it."""
    waiting = [together]

    def wait(**_request):
        if waiting:
            waiting.pop().wait()

    server._client.meta.events.register("before-send.s3.PutObject", wait)


def test_more_pieces_than_one_listing_tells_are_all_counted(blobs):
    blobs._client.meta.events.register(
        "before-parameter-build.s3.ListObjectsV2", lambda params, **_: params.update(MaxKeys=2)
    )

    for offset in range(5):
        blobs.append(NAME, offset, PHOTO[offset : offset + 1])

    assert blobs.received(NAME) == 5


def test_a_bucket_that_is_lost_is_no_bucket_without_an_epoch(blobs, s3_server):
    object_store.lose_everything(s3_server)

    for ask in (read_epoch, lambda store: store.put(NAME, PHOTO), lambda store: store.read(NAME)):
        with pytest.raises(BlobsUnavailable):
            ask(blobs)
