"""The offline protocol over HTTP: who is answered, how, and with which typed refusals."""

import gzip
import hashlib
import json

import pytest

from fieldapp.offline.wire import MAX_PUSH_BYTES
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Device
from tests import cast
from tests.builders import a_visit
from tests.object_store import IN_BOTH_STORES
from tests.offline.phones import signed

BLOB = "/sync/v1/blobs/" + "ab" * 32
PATHS = [
    ("POST", "/sync/v1/devices"),
    ("POST", "/sync/v1/push"),
    ("GET", "/sync/v1/pull"),
    ("GET", "/sync/v1/catalogue"),
    ("PATCH", BLOB),
    ("GET", "/sync/v1/inbox"),
    ("POST", "/sync/v1/inbox"),
    ("POST", "/sync/v1/wipe-done"),
]


@pytest.fixture
def visit(stored):
    return stored(a_visit, lead="wang")


@pytest.fixture
def wang(sign_in):
    return sign_in("wang")


def register(client, store="empty", known=None):
    body = {
        "client_build": "test",
        "store": store,
        "known_device_id": known,
        "mismatch": False,
        "label": "Pixel 9",
    }
    return client.post("/sync/v1/devices", json=body)


def message_of(device_id, *commands):
    return {
        "proto": 1,
        "device_id": device_id,
        "epoch": 1,
        "client_build": "test",
        "cursor": 0,
        "held": None,
        "sent_at": "2026-11-28T01:00:00.000Z",
        "outbox": {"pending": len(commands), "parked": 0, "blobs": 0},
        "commands": list(commands),
    }


def push(client, device_id, *commands, **overrides):
    return client.post("/sync/v1/push", json=message_of(device_id, *commands) | overrides)


def push_packed(client, body):
    headers = {"Content-Encoding": "gzip"}
    return client.post("/sync/v1/push", data=body, headers=headers, content_type="application/json")


def a_command(visit, name, seq=1, *, blobs=(), **payload):
    return signed(
        {
            "command_id": cast.an_id(f"{name} {seq}"),
            "device_seq": seq,
            "stream": f"visit:{visit.id}",
            "stream_seq": seq,
            "name": name,
            "v": 1,
            "base_change_no": None,
            "made_at": "2026-11-28T01:00:00.000Z",
            "clock_offset_ms": 0,
            "payload": payload,
            "blobs": list(blobs),
            "supersedes": None,
        }
    )


def refusal(answer):
    return answer.status_code, answer.get_json()["code"]


# --- scenarios 4, 32, 38: typed refusals ----------------------------------------------------------


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_without_a_session_every_address_says_401_in_json(browser, method, path):
    answer = browser.open(path, method=method, json={} if method == "POST" else None)

    assert refusal(answer) == (401, "session.missing")
    assert answer.mimetype == "application/json"
    assert "Location" not in answer.headers


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_who_is_no_technician_is_refused(sign_in, method, path):
    answer = sign_in("jiandu").open(path, method=method, json={} if method == "POST" else None)

    assert refusal(answer) == (403, "permission.missing")


def test_a_push_may_come_packed(wang, visit):
    device_id = register(wang).get_json()["device_id"]
    message = message_of(device_id, a_command(visit, "add_remark", text="好"))

    packed = push_packed(wang, gzip.compress(json.dumps(message).encode()))

    assert packed.get_json()["receipts"][0]["result"] == "applied"


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        (gzip.compress(b" " * 5_000_000), (413, "push.too_large")),
        (gzip.compress(b"{}")[:-6], (400, "push.malformed")),
        (b"no gzip at all", (400, "push.malformed")),
    ],
    ids=["a-bomb", "cut-short", "not-packed"],
)
def test_a_packed_push_is_refused_for_what_is_in_it(wang, body, refused):
    assert refusal(push_packed(wang, body)) == refused


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_push_from_another_site_is_refused(wang, site):
    answer = wang.post("/sync/v1/push", json={}, headers={"Sec-Fetch-Site": site})

    assert refusal(answer) == (403, "http.403")


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded"])
def test_what_a_foreign_form_could_send_is_not_read(wang, content_type):
    answer = wang.post("/sync/v1/push", data="{}", content_type=content_type)

    assert refusal(answer) == (415, "sync.not_json")


def test_a_body_that_is_too_large_is_refused_before_it_is_read(wang):
    answer = wang.post(
        "/sync/v1/push", data=b" " * (MAX_PUSH_BYTES + 1), content_type="application/json"
    )

    assert refusal(answer) == (413, "push.too_large")


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"proto":1}'])
def test_a_body_nobody_can_read_is_refused(wang, body):
    answer = wang.post("/sync/v1/push", data=body, content_type="application/json")

    assert answer.status_code == 400
    assert answer.get_json()["code"] in {"push.malformed", "proto.unknown"}


def test_an_unknown_address_answers_in_json(wang):
    assert refusal(wang.get("/sync/v1/nothing")) == (404, "http.404")


def test_ping_needs_nobody_and_is_never_stored(browser):
    answer = browser.get("/sync/v1/ping")

    assert answer.get_json() == {
        "pong": True,
        "proto": 1,
        "epoch": 1,
        "now": "2026-11-28T01:00:00.000Z",
    }
    assert answer.headers["Cache-Control"] == "no-store"


# --- the way of a phone ---------------------------------------------------------------------------


def test_registering_names_the_person_and_sets_a_cookie_scripts_cannot_read(wang):
    answer = register(wang)

    body = answer.get_json()
    assert body["person"]["name"] == "王建国"
    assert body["person_id"] == cast.person_id("wang")
    assert body["limits"] == {
        "max_commands": 50,
        "max_bytes": 262_144,
        "chunk_bytes": 131_072,
        "photo_bytes": 12_582_912,
    }
    assert set(body["company"]) == {"name", "short_name", "hotline", "timezone"}
    assert body["lease_until"] == "2026-12-05T01:00:00.000Z"
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if "fieldapp_device" in c)
    assert "HttpOnly" in cookie
    assert "Path=/sync/" in cookie


@pytest.mark.parametrize(
    "body", [{}, {"store": "half"}, {"store": "kept", "known_device_id": "7"}, []]
)
def test_a_registration_nobody_can_read_is_refused(wang, body):
    assert refusal(wang.post("/sync/v1/devices", json=body)) == (400, "push.malformed")


def test_commands_get_receipts_and_the_delta(wang, visit):
    device_id = register(wang).get_json()["device_id"]

    answer = push(wang, device_id, a_command(visit, "accept_visit")).get_json()

    assert answer["receipts"][0]["result"] == "applied"
    assert [sheet["state"] for sheet in answer["delta"]["sheets"]] == ["accepted"]
    assert (answer["person_id"], answer["device_id"]) == (cast.person_id("wang"), device_id)


def test_after_signing_in_again_a_resend_is_recognized(sign_in, wang, visit):
    device_id = register(wang).get_json()["device_id"]
    command = a_command(visit, "accept_visit")
    first = push(wang, device_id, command).get_json()["receipts"]

    wang.post("/logout")
    assert refusal(push(wang, device_id, command)) == (401, "session.missing")
    wang.post("/login", data={"username": "wang", "password": cast.PASSWORD})

    assert push(wang, device_id, command).get_json()["receipts"] == first


def test_a_device_the_server_does_not_know_registers_again(wang):
    register(wang)

    assert refusal(push(wang, cast.an_id("nobody's"))) == (409, "device.unknown")


def test_a_revoked_device_is_told_to_wipe_everywhere(wang, session):
    device_id = register(wang).get_json()["device_id"]
    with write_transaction(session):
        session.get_one(Device, device_id).revoked_at = cast.NOW
    session.rollback()

    for answer in (push(wang, device_id), wang.get("/sync/v1/pull"), register(wang)):
        assert refusal(answer) == (403, "device.revoked")
        assert answer.get_json() == {
            "code": "device.revoked",
            "action": "wipe",
            "wipe_id": device_id,
        }
    done = wang.post("/sync/v1/wipe-done", json={"wipe_id": device_id})
    assert done.status_code == 200


def test_pull_brings_the_delta_and_says_when_a_cursor_is_gone(wang, visit):
    answer = wang.get("/sync/v1/pull?cursor=0").get_json()

    assert [sheet["visit_id"] for sheet in answer["delta"]["sheets"]] == [visit.id]
    assert refusal(wang.get("/sync/v1/pull?cursor=99999")) == (410, "cursor.gone")


def test_a_sheet_of_somebody_else_is_not_sent(sign_in, visit):
    answer = sign_in("li").get("/sync/v1/pull?cursor=0")

    assert visit.id not in answer.get_data(as_text=True)


def test_the_catalogue_is_sent_once_per_version(wang):
    first = wang.get("/sync/v1/catalogue")
    again = wang.get("/sync/v1/catalogue", headers={"If-None-Match": first.headers["ETag"]})

    assert first.get_json()["materials"][0]["code"]
    assert set(first.get_json()) == {
        "version",
        "materials",
        "charge_items",
        "checklists",
        "categories",
        "category_materials",
        "unfinished_reasons",
        "phrases",
        "expense_kinds",
    }
    assert (again.status_code, again.get_data()) == (304, b"")


# --- photo bytes ----------------------------------------------------------------------------------

PHOTO = b"\xff\xd8\xff" + bytes(range(256)) * 8
SHA = hashlib.sha256(PHOTO).hexdigest()


def send_chunk(client, offset, content, **headers):
    standard = {
        "Upload-Offset": str(offset),
        "Upload-Length": str(len(PHOTO)),
        "Chunk-Sha256": hashlib.sha256(content).hexdigest(),
    }
    return client.patch(
        f"/sync/v1/blobs/{SHA}",
        data=content,
        content_type="application/octet-stream",
        headers=standard | headers,
    )


@pytest.fixture
def attached(wang, visit):
    device_id = register(wang).get_json()["device_id"]
    command = a_command(
        visit,
        "attach_photo",
        blobs=[SHA],
        kind="before",
        sha256=SHA,
        size_bytes=len(PHOTO),
        mime="image/jpeg",
        width=16,
        height=16,
        taken_at=None,
        from_album=False,
        caption="",
        item_id=None,
    )
    answer = push(wang, device_id, command).get_json()
    assert answer["receipts"][0]["result"] == "applied"
    return answer


@IN_BOTH_STORES
def test_a_photo_goes_up_in_chunks_and_can_be_asked_about(wang, attached):
    assert wang.head(f"/sync/v1/blobs/{SHA}").status_code == 404

    first = send_chunk(wang, 0, PHOTO[:1000])
    asked = wang.head(f"/sync/v1/blobs/{SHA}")
    last = send_chunk(wang, 1000, PHOTO[1000:])

    assert (first.get_json()["offset"], first.get_json()["state"]) == (1000, "partial")
    assert (asked.headers["Upload-Offset"], asked.headers["Upload-State"]) == ("1000", "partial")
    assert asked.headers["Upload-Length"] == str(len(PHOTO))
    assert last.get_json()["state"] == "verified"
    sheet = wang.get("/sync/v1/pull?cursor=0").get_json()["delta"]["sheets"][0]
    assert sheet["photos"][0]["state"] == "verified"


def test_a_chunk_at_the_wrong_place_is_told_the_right_one(wang, attached):
    send_chunk(wang, 0, PHOTO[:1000])

    answer = send_chunk(wang, 0, PHOTO[:1000])

    assert answer.status_code == 409
    assert answer.get_json() == {"code": "blob.wrong_offset", "offset": 1000}


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ({"Upload-Offset": "x"}, 422, "blob.malformed"),
        ({"Chunk-Sha256": "0" * 64}, 422, "blob.chunk_mismatch"),
        ({"Upload-Length": str(20_000_000)}, 413, "blob.too_large"),
    ],
)
def test_a_chunk_that_cannot_be_right_is_refused(wang, attached, headers, status, code):
    assert refusal(send_chunk(wang, 0, PHOTO[:1000], **headers)) == (status, code)


@pytest.mark.parametrize("name", [SHA.upper(), SHA[:8], "%00", "..%2f..%2fetc"])
def test_bytes_are_named_by_a_whole_hash_and_nothing_like_it(wang, attached, name):
    answer = wang.patch(
        f"/sync/v1/blobs/{name}",
        data=b"x",
        content_type="application/octet-stream",
        headers={
            "Upload-Offset": "0",
            "Upload-Length": "1",
            "Chunk-Sha256": hashlib.sha256(b"x").hexdigest(),
        },
    )

    assert answer.status_code in {404, 422}


def test_bytes_of_somebody_else_are_neither_taken_nor_told(sign_in, attached):
    li = sign_in("li")

    assert refusal(send_chunk(li, 0, PHOTO[:1000])) == (404, "blob.unexpected")
    assert li.head(f"/sync/v1/blobs/{SHA}").status_code == 404


# --- inbox ----------------------------------------------------------------------------------------


@pytest.fixture
def parked(wang, visit):
    device_id = register(wang).get_json()["device_id"]
    command = a_command(visit, "finish_work")
    push(wang, device_id, command)
    return command


def test_a_parked_command_waits_in_the_inbox_of_who_made_it(wang, sign_in, parked):
    [entry] = wang.get("/sync/v1/inbox").get_json()["commands"]

    assert entry["command_id"] == parked["command_id"]
    assert (entry["name"], entry["code"]) == ("finish_work", "visit.wrong_state")
    assert entry["payload"] == {}
    assert sign_in("li").get("/sync/v1/inbox").get_json()["commands"] == []


def decide(client, command, decision="drop"):
    body = {"command_id": command["command_id"], "decision": decision, "reason": "误点"}
    return client.post("/sync/v1/inbox", json=body)


def test_dropping_mine_empties_the_inbox_also_when_the_answer_was_lost(wang, parked):
    for _attempt in range(2):
        assert decide(wang, parked).get_json()["commands"] == []


def test_keeping_mine_says_when_it_still_cannot_be(wang, parked):
    answer = decide(wang, parked, "keep")

    assert refusal(answer) == (409, "visit.wrong_state")
    assert len(wang.get("/sync/v1/inbox").get_json()["commands"]) == 1


def test_nobody_decides_for_somebody_else(sign_in, parked):
    assert refusal(decide(sign_in("li"), parked)) == (403, "permission.missing")


def test_answers_are_compact_json_that_names_no_html(wang, visit):
    text = wang.get("/sync/v1/pull?cursor=0").get_data(as_text=True)

    assert json.loads(text)["proto"] == 1
    assert ": " not in text[:40]


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("inbox", {"command_id": "\ud800", "decision": "drop", "reason": "x"}),
        ("wipe-done", {"wipe_id": "\ud800"}),
        ("wipe-done", {}),
    ],
)
def test_a_message_of_broken_text_is_refused(wang, path, message):
    assert refusal(wang.post(f"/sync/v1/{path}", json=message)) == (400, "push.malformed")
