"""Envelopes of commands that were made here, by a form or a job."""

import json
from collections.abc import Sequence
from datetime import datetime

from fieldapp.commands.handling import Command, Envelope, command_name
from fieldapp.commands.reading import VERSION, payload_json
from fieldapp.domain.canonical_json import canonical_json, sha256_hex


def web_envelope(
    command: Command,
    *,
    command_id: str,
    device_id: str,
    stream: str,
    now: datetime,
    blobs: Sequence[str] = (),
) -> Envelope:
    """The envelope of a form's command.

    The hash leaves out when it was sent: the same form sent twice is the same command.
    """
    name = command_name(type(command))
    payload = canonical_json(json.loads(payload_json(command)))
    hashed = {
        "name": name,
        "v": VERSION,
        "stream": stream,
        "payload": json.loads(payload),
        "blobs": list(blobs),
    }
    return Envelope(
        command_id=command_id,
        device_id=device_id,
        device_seq=None,
        stream=stream,
        stream_seq=None,
        name=name,
        version=VERSION,
        base_change_no=None,
        made_at=now,
        clock_offset_ms=0,
        sha256=sha256_hex(canonical_json(hashed)),
        payload=payload.decode(),
        blobs=tuple(blobs),
    )
