"""A phone as the server meets it: it makes commands, sends them and keeps what it is told."""

import json
from dataclasses import dataclass, field
from uuid import uuid4

from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.offline.devices import Registration, register
from fieldapp.offline.documents import document_text
from fieldapp.offline.envelopes import command_sha256, read_push
from fieldapp.offline.push import Desk, push
from fieldapp.offline.sheets import build_sheets
from fieldapp.offline.wire import wire_instant
from tests.offline.world import World


@dataclass(kw_only=True)
class Phone:
    """One person's phone. ``make`` only makes a command; ``send`` pushes some."""

    world: World
    name: str = "wang"
    epoch: int = 1
    cursor: int = 0
    device_id: str = ""
    install_id: str | None = None
    made: int = 0
    stream_seqs: dict[str, int] = field(default_factory=dict)

    def __post_init__(self):
        self.register("empty")

    def register(self, store="kept", *, mismatch=False):
        with self.world.sessions() as session:
            registered = register(
                session,
                Registration(
                    store=store,
                    known_device_id=self.device_id or None,
                    mismatch=mismatch,
                    label="test",
                ),
                actor=self.world.actor(self.name),
                install_id=self.install_id,
                now=self.world.clock(),
            )
        self.device_id, self.install_id = registered.device_id, registered.install_id

    def make(self, visit, command_name, /, *, stream=None, **values):
        """A command of the next sequence numbers; ``values`` beside payload fields: _blobs."""
        stream = stream or f"visit:{visit.visit_id}"
        blobs = values.pop("_blobs", [])
        version = values.pop("_v", 1)
        made_at = values.pop("_made_at", None) or self.world.clock()
        command = {
            "command_id": str(uuid4()),
            "stream": stream,
            "name": command_name,
            "v": version,
            "base_change_no": None,
            "made_at": wire_instant(made_at),
            "clock_offset_ms": 0,
            "payload": values,
            "blobs": blobs,
            "supersedes": None,
        }
        return self.number(command)

    def number(self, command):
        """Give a command the next sequence numbers of this device."""
        stream = command["stream"]
        self.made += 1
        self.stream_seqs[stream] = self.stream_seqs.get(stream, 0) + 1
        command |= {"device_seq": self.made, "stream_seq": self.stream_seqs[stream]}
        return signed(command)

    def send(self, *commands, session=None, **overrides):
        envelope = read_push(self.body(*commands, **overrides))
        if session is not None:
            return push(session, envelope, self.desk())
        with self.world.sessions() as own:
            return push(own, envelope, self.desk())

    def results(self, *commands):
        return [receipt["result"] for receipt in self.send(*commands)["receipts"]]

    def codes(self, *commands):
        return [receipt["code"] for receipt in self.send(*commands)["receipts"]]

    def body(self, *commands, **overrides):
        message = {
            "proto": 1,
            "device_id": self.device_id,
            "epoch": self.epoch,
            "client_build": "test",
            "cursor": self.cursor,
            "held": None,
            "sent_at": wire_instant(self.world.clock()),
            "outbox": {"pending": len(commands), "parked": 0, "blobs": 0},
            "commands": list(commands),
        }
        return json.dumps(message | overrides).encode()

    def desk(self):
        return Desk(
            actor=self.world.actor(self.name),
            install_id=self.install_id,
            lease_days=7,
            epoch=self.epoch,
            clock=self.world.clock,
        )

    def started(self, visit):
        """The commands up to 开工."""
        return [self.make(visit, name) for name in ("accept_visit", "start_work")]

    def finished(self, visit):
        """The commands from 开工 to 完工, all answers given."""
        return [
            *(
                self.make(visit, "report_result", item_id=item, result="fixed")
                for item in visit.item_ids
            ),
            *(
                self.make(visit, "answer_check", code=code, answer="yes", note="")
                for code in ("cleanup.swept", "cleanup.usable")
            ),
            self.make(visit, "finish_work"),
        ]

    def signed_off(self, visit, document=None):
        """客户签字 of what the server would show now, or of ``document``."""
        if document is None:
            with self.world.sessions() as session:
                document = document_text(build_sheets(session, [visit.visit_id])[0])
        return self.make(
            visit,
            "sign_off",
            document=document,
            document_sha256=sha256_hex(document.encode()),
            rating="satisfied",
            opinion="",
            signer_name="张䶮",
            relation="owner",
            strokes=[[[1, 2, 3], [4, 5, 6]]],
        )

    def use(self, visit, **values):
        standard = {
            "material_id": self.world.material_id,
            "code": "MF-002",
            "name": "等压胶条（鸭嘴）",
            "spec": "65 系列",
            "unit": "米",
            "quantity_milli": 2_400,
            "unit_price_cents": 800,
            "old_part": None,
            "item_id": None,
        }
        return self.make(visit, "use_material", **(standard | values))


def signed(command):
    """The command with the hash of what it holds."""
    return command | {"sha256": command_sha256(command)}
