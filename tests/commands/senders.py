"""People who send commands: a technician with a phone, an office with forms."""

import json
from datetime import timedelta
from itertools import count

from fieldapp.commands.dispatch import dispatch
from fieldapp.commands.envelopes import web_envelope
from fieldapp.commands.handling import Envelope
from fieldapp.commands.registry import read_command
from fieldapp.domain.canonical_json import canonical_json, sha256_hex
from fieldapp.domain.problems import Problem
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import new_id
from tests.builders import a_device
from tests.cast import WEB_DEVICE_ID, actor


class Phone:
    """One person's phone; numbers its commands as the real one does."""

    def __init__(self, session, clock, username):
        self.session, self.clock, self.actor = session, clock, actor(username)
        with write_transaction(session):
            self.device_id = a_device(session, username).id
        self._seq = count(1)
        self._stream_seqs = {}
        self.documents = None

    def on(self, visit):
        """A sender for one visit's stream."""
        visit_id = visit if isinstance(visit, str) else visit.id

        def send(command_name, /, **payload):
            return self.send(command_name, f"visit:{visit_id}", payload)

        return send

    def envelope(self, name, stream, payload, **overrides):
        stream_seq = self._stream_seqs[stream] = self._stream_seqs.get(stream, 0) + 1
        values = {
            "command_id": new_id(),
            "device_id": self.device_id,
            "device_seq": next(self._seq),
            "stream": stream,
            "stream_seq": stream_seq,
            "name": name,
            "version": 1,
            "base_change_no": None,
            "made_at": self.clock() - timedelta(minutes=5),
            "clock_offset_ms": 0,
            "payload": canonical_json(payload).decode(),
            "blobs": (payload["sha256"],) if payload.get("sha256") else (),
        } | overrides
        hashed = [values["command_id"], name, stream, payload]
        return Envelope(**({"sha256": sha256_hex(canonical_json(hashed))} | values))

    def send(self, name, stream, payload, **overrides):
        return self.resend(self.envelope(name, stream, payload, **overrides))

    def resend(self, envelope):
        """Dispatch an envelope as push does, also one that was sent before."""
        try:
            command = read_command(envelope.name, envelope.payload, envelope.version)
        except Problem as problem:
            command = problem
        self.last = envelope
        return dispatch(
            command,
            actor=self.actor,
            session=self.session,
            clock=self.clock,
            envelope=envelope,
            documents=self.documents,
        )


class Office:
    """Somebody at a desk; a form's refusal is raised."""

    def __init__(self, session, clock, username):
        self.session, self.clock, self.actor = session, clock, actor(username)

    def submit(self, command_name, /, *, as_id=None, blobs=(), **payload):
        command = read_command(command_name, json.dumps(payload))
        self.command_id = as_id or new_id()
        envelope = web_envelope(
            command,
            command_id=self.command_id,
            device_id=WEB_DEVICE_ID,
            stream="office:desk",
            now=self.clock(),
            blobs=blobs,
        )
        return dispatch(
            command,
            actor=self.actor,
            session=self.session,
            clock=self.clock,
            envelope=envelope,
        )
