import hashlib
import random

import pytest

from fieldapp.offline.blobs import BlobRefused, Chunk, photo_name, receive, store_whole, upload_of
from fieldapp.offline.sheets import build_sheets
from fieldapp.offline.wire import MAX_CHUNK_BYTES, PHOTO_BYTES
from fieldapp.persistence.blobs import blobs_for
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Attachment, Blob, Device, LoggedCommand, new_id
from tests.object_store import IN_BOTH_STORES
from tests.offline.world import NOW

pytestmark = IN_BOTH_STORES

CHUNK = 1000
PHOTO = b"\xff\xd8\xff" + random.Random(7).randbytes(9_500)
SHA = hashlib.sha256(PHOTO).hexdigest()


def sha(content):
    return hashlib.sha256(content).hexdigest()


def a_chunk(start, *, photo=PHOTO, size=CHUNK, **overrides):
    content = photo[start : start + size]
    values = {
        "sha256": sha(photo),
        "offset": start,
        "length": len(photo),
        "chunk_sha256": sha(content),
        "content": content,
    }
    return Chunk(**(values | overrides))


@pytest.fixture
def visit(world):
    return world.visit()


@pytest.fixture(autouse=True)
def photo_id(world, visit):
    """The attach command came first: data before photos."""
    return attach(world, visit)


def attach(world, visit, name="wang"):
    row = Attachment(
        id=new_id(),
        company_id=world.company_id,
        owner_kind="visit",
        owner_id=visit.visit_id,
        visit_id=visit.visit_id,
        kind="before",
        sha256=SHA,
        mime="image/jpeg",
        size_bytes=len(PHOTO),
        width=1600,
        height=1200,
        person_id=world.people[name],
        made_at=NOW,
    )
    with world.sessions() as session, write_transaction(session):
        session.add(row)
        return row.id


def send(world, session, chunk, name="wang"):
    return receive(session, world.store, chunk, actor=world.actor(name), now=NOW)


def send_all(world, session, name="wang", start=0):
    for offset in range(start, len(PHOTO), CHUNK):
        upload = send(world, session, a_chunk(offset), name)
    return upload


def where(world, session, name="wang"):
    return upload_of(session, world.store, actor=world.actor(name), sha256=SHA)


def refusal(function, *arguments, **keywords):
    with pytest.raises(BlobRefused) as refused:
        function(*arguments, **keywords)
    return refused.value.code, refused.value.status, refused.value.offset


def test_chunks_become_one_verified_photo(world, session):
    upload = send_all(world, session)

    assert (upload.state, upload.offset, upload.length) == ("verified", len(PHOTO), len(PHOTO))
    assert world.store.read(photo_name(world.company_id, SHA)) == PHOTO
    assert session.query(Blob).one().mime == "image/jpeg"


def test_the_attachment_is_expected_first_and_verified_at_the_end(world, session, visit):
    before = build_sheets(session, [visit.visit_id])[0]
    session.rollback()

    send_all(world, session)

    after = build_sheets(session, [visit.visit_id])[0]
    assert (before["photos"][0]["state"], after["photos"][0]["state"]) == ("expected", "verified")
    assert after["change_no"] > before["change_no"]


def test_an_upload_cut_at_random_places_goes_on_where_it_stopped(world, session, blobs_url):
    chance = random.Random(30)
    sent = 0
    offset = 0
    while offset < len(PHOTO):
        chunk = a_chunk(offset, size=chance.randint(1, CHUNK))
        if chance.random() < 0.3:  # lost on the way
            continue
        upload = send(world, restarted(world, blobs_url), chunk)
        sent += len(chunk.content)
        # the answer is lost, or the process restarted: ask where it stands
        offset = upload.offset if chance.random() < 0.5 else where(world, session).offset
        session.rollback()

    assert where(world, session).state == "verified"
    assert sent == len(PHOTO)


def restarted(world, blobs_url):
    """What a restarted server begins with: a session and a store of its own."""
    world.store = blobs_for(blobs_url)
    return world.sessions()


def test_a_chunk_that_comes_twice_is_told_the_right_place(world, session):
    send(world, session, a_chunk(0))

    assert refusal(send, world, session, a_chunk(0)) == ("blob.wrong_offset", 409, CHUNK)
    assert refusal(send, world, session, a_chunk(5000)) == ("blob.wrong_offset", 409, CHUNK)


def test_the_last_chunk_may_come_twice(world, session):
    send_all(world, session)

    assert send(world, session, a_chunk(9000)).state == "verified"
    assert session.query(Blob).count() == 1


def test_a_wrong_whole_is_dropped_and_begins_again(world, session):
    photo = b"\x00" + PHOTO[1:]
    for offset in range(0, 9000, CHUNK):
        send(world, session, a_chunk(offset, photo=photo, sha256=SHA))

    code = refusal(send, world, session, a_chunk(9000, photo=photo, sha256=SHA))

    assert code == ("blob.hash_mismatch", 422, 0)
    assert where(world, session).offset == 0
    assert send_all(world, session).state == "verified"


@pytest.fixture
def arrived(world):
    """Every byte is here, but the server was killed before it could check the whole."""
    name = photo_name(world.company_id, SHA)
    for offset in range(0, len(PHOTO), CHUNK):
        world.store.append(name, offset, PHOTO[offset : offset + CHUNK])


def test_a_kill_before_the_check_is_mended_by_the_last_byte(world, session, arrived):
    upload = send(world, session, a_chunk(len(PHOTO) - 1))

    assert upload.state == "verified"
    assert session.query(Attachment).one().state == "verified"


def test_more_bytes_than_the_photo_has_are_dropped(world, session, arrived):
    world.store.append(photo_name(world.company_id, SHA), len(PHOTO), b"of another photo")

    assert refusal(send, world, session, a_chunk(9000)) == ("blob.hash_mismatch", 422, 0)
    assert send_all(world, session).state == "verified"


def test_a_last_byte_somebody_made_up_proves_nothing(world, session, arrived):
    made_up = bytes([PHOTO[-1] ^ 1])
    chunk = a_chunk(len(PHOTO) - 1, content=made_up, chunk_sha256=sha(made_up))

    assert refusal(send, world, session, chunk)[:2] == ("blob.hash_mismatch", 422)
    assert session.query(Attachment).one().state == "expected"


@pytest.mark.parametrize(
    ("overrides", "code", "status"),
    [
        ({"chunk_sha256": "0" * 64}, "blob.chunk_mismatch", 422),
        ({"content": b"", "chunk_sha256": sha(b"")}, "blob.malformed", 422),
        ({"offset": -1}, "blob.malformed", 422),
        ({"length": 10}, "blob.malformed", 422),
        ({"length": PHOTO_BYTES + 1}, "blob.too_large", 413),
        ({"content": b"x" * (MAX_CHUNK_BYTES + 1)}, "blob.too_large", 413),
    ],
)
def test_a_chunk_that_cannot_be_right_is_refused(world, session, overrides, code, status):
    assert refusal(send, world, session, a_chunk(0, **overrides))[:2] == (code, status)


def test_bytes_nobody_named_are_not_taken(world, session):
    other = a_chunk(0, photo=b"something else")

    assert refusal(send, world, session, other)[:2] == ("blob.unexpected", 404)
    assert refusal(send, world, session, a_chunk(0), "li")[:2] == ("blob.unexpected", 404)


def test_bytes_named_by_a_parked_command_are_taken(world, session):
    photo = b"\xff\xd8\xff parked"
    with world.sessions() as writing, write_transaction(writing):
        writing.add(_parked(world, writing, sha(photo)))

    upload = send(world, session, a_chunk(0, photo=photo))

    assert upload.state == "verified"


def test_only_who_uploaded_is_told_that_the_bytes_are_here(world, session, visit):
    send_all(world, session)
    attach(world, visit, "li")

    assert refusal(where, world, session, "li")[:2] == ("blob.unknown", 404)
    assert refusal(
        send, world, session, a_chunk(0, content=b"x" * 1000, chunk_sha256=sha(b"x" * 1000)), "li"
    )[:2] == (
        "blob.hash_mismatch",
        422,
    )


def test_who_has_the_same_bytes_proves_it_by_sending_them(world, session, visit):
    send_all(world, session)
    attach(world, visit, "li")

    assert send_all(world, session, "li").state == "verified"
    session.rollback()
    photos = build_sheets(session, [visit.visit_id])[0]["photos"]
    assert [photo["state"] for photo in photos] == ["verified", "verified"]


def test_a_form_stores_its_photo_whole(world, session):
    stored = store_whole(session, world.store, PHOTO, actor=world.actor("wang"), now=NOW)

    assert stored == SHA
    assert where(world, session).state == "verified"


def test_a_kill_between_bytes_and_row_is_mended_by_the_resend(world, session):
    for offset in range(0, len(PHOTO), CHUNK):
        world.store.append(
            photo_name(world.company_id, SHA), offset, PHOTO[offset : offset + CHUNK]
        )
    world.store.finish(photo_name(world.company_id, SHA), SHA)

    assert send(world, session, a_chunk(9000)).state == "verified"
    assert session.query(Attachment).one().state == "verified"


def _parked(world, session, sha256):
    return LoggedCommand(
        company_id=world.company_id,
        command_id=new_id(),
        device_id=session.query(Device).first().id,
        stream=f"visit:{new_id()}",
        name="attach_photo",
        version=1,
        person_id=world.people["wang"],
        sha256="0" * 64,
        payload="{}",
        blobs=[sha256],
        made_at=NOW,
        received_at=NOW,
        result="parked",
        problem_code="visit.not_yours",
    )
