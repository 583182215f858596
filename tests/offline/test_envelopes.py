import json
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.offline.envelopes import (
    BrokenCommand,
    EnvelopeRefused,
    WireCommand,
    command_sha256,
    read_command,
    read_push,
)
from fieldapp.offline.wire import MAX_COMMANDS, MAX_PUSH_BYTES


def a_command(**overrides):
    command = {
        "command_id": str(uuid4()),
        "device_seq": 1,
        "stream": f"visit:{uuid4()}",
        "stream_seq": 1,
        "name": "add_remark",
        "v": 1,
        "base_change_no": 7,
        "made_at": "2026-11-28T00:30:00.000Z",
        "clock_offset_ms": -250,
        "payload": {"text": "排水孔堵塞，已疏通"},
        "blobs": [],
    }
    command |= overrides
    if "sha256" not in overrides:
        command["sha256"] = command_sha256(command)
    return command


def a_push(*commands, **overrides):
    message = {
        "proto": 1,
        "device_id": str(uuid4()),
        "epoch": 1,
        "client_build": "test",
        "cursor": 0,
        "held": None,
        "sent_at": "2026-11-28T00:30:01.000Z",
        "outbox": {"pending": len(commands), "parked": 0, "blobs": 0},
        "commands": list(commands),
    }
    return json.dumps(message | overrides).encode()


def test_a_readable_command_keeps_its_payload_byte_for_byte():
    command = read_command(a_command(payload={"text": "é😀", "b": 0.5, "a": [1, None, True]}))

    assert isinstance(command, WireCommand)
    assert command.payload == '{"a":[1,null,true],"b":0.5,"text":"é😀"}'


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("command_id", "7"),
        ("command_id", "6F9619FF-8B86-D011-B42D-00CF4FC964FF"),
        ("device_seq", 0),
        ("device_seq", True),
        ("stream", "visit:1"),
        ("stream", "order:6f9619ff-8b86-4011-b42d-00cf4fc964ff"),
        ("stream_seq", 2**40),
        ("name", "Add Remark"),
        ("v", 0),
        ("base_change_no", -1),
        ("made_at", "2026-11-28 00:30"),
        ("made_at", "2026-13-28T00:30:00.000Z"),
        ("made_at", "0001-01-01T00:00:00.000Z"),
        ("clock_offset_ms", 0.5),
        ("payload", []),
        ("blobs", ["x"]),
        ("supersedes", 4),
    ],
)
def test_one_wrong_field_breaks_only_its_command(field, value):
    good, bad = a_command(), a_command(**{field: value})

    push = read_push(a_push(good, bad, good))

    assert [type(command) for command in push.commands] == [WireCommand, BrokenCommand, WireCommand]
    assert push.commands[1].reason == field
    assert json.loads(push.commands[1].raw) == bad


def test_a_command_whose_hash_does_not_fit_is_broken_and_keeps_its_names():
    command = a_command() | {"payload": {"text": "changed on the way"}}

    broken = read_command(command)

    assert isinstance(broken, BrokenCommand)
    assert (broken.command_id, broken.reason) == (command["command_id"], "sha256")


def test_sequence_numbers_are_outside_the_hash():
    command = a_command()

    assert isinstance(read_command(command | {"device_seq": 9, "stream_seq": 4}), WireCommand)


@pytest.mark.parametrize("value", [None, 3, "text", [], {}])
def test_anything_may_stand_where_a_command_should(value):
    push = read_push(a_push(value, a_command()))

    assert isinstance(push.commands[0], BrokenCommand)
    assert isinstance(push.commands[1], WireCommand)


@pytest.mark.parametrize(
    ("body", "code", "status"),
    [
        (b"", "push.malformed", 400),
        (b"<html>", "push.malformed", 400),
        (b"[]", "push.malformed", 400),
        (b'{"proto":1,"commands":[{"x":NaN}]}', "push.malformed", 400),
        (b"[" * 100_000, "push.malformed", 400),
        (b'{"proto":2}', "proto.unknown", 400),
        (a_push(device_id="x"), "push.malformed", 400),
        (a_push(commands="x"), "push.malformed", 400),
        (a_push(held={"count": 1}), "push.malformed", 400),
        (a_push(cursor=-1), "push.malformed", 400),
        (a_push(*[{}] * (MAX_COMMANDS + 1)), "push.too_large", 413),
        (b" " * (MAX_PUSH_BYTES + 1), "push.too_large", 413),
    ],
)
def test_an_unreadable_push_is_refused_with_a_typed_code(body, code, status):
    with pytest.raises(EnvelopeRefused) as refused:
        read_push(body)

    assert (refused.value.code, refused.value.status) == (code, status)


def test_fields_of_a_newer_build_are_ignored():
    assert isinstance(read_command(a_command(weather="rain")), WireCommand)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@unhurried
@given(json_values)
def test_no_json_value_can_stop_the_reading_of_the_next_command(value):
    commands = [read_command(command) for command in (value, a_command(payload={}))]

    assert isinstance(commands[0], BrokenCommand)
    assert isinstance(commands[1], WireCommand)


@unhurried
@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), json_values, max_size=4))
def test_a_payload_survives_unchanged_or_its_command_is_broken(payload):
    command = read_command(a_command(sha256="0" * 64, payload=payload) | _hash_of(payload))

    if isinstance(command, WireCommand):
        assert json.loads(command.payload) == payload


def _hash_of(payload):
    try:
        return {"sha256": command_sha256(a_command(payload=payload))}
    except ValueError:
        return {}
