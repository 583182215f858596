"""A push of 50 commands: server time and SQL statements of each."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from bench.clients import post_json, signed_in
from bench.day import visit_commands
from bench.lab import Lab
from bench.rows import Row, Subject, median
from fieldapp.offline.envelopes import command_sha256
from fieldapp.offline.wire import wire_instant
from fieldapp.persistence.tables import new_id

BATCH = 50
VISITS = 30


class PushingPhone:
    """A phone's side of a push, just enough to number commands."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.device_seq = 0
        self.stream_seqs: dict[str, int] = {}
        registration = {
            "client_build": "bench", "store": "empty", "known_device_id": None, "mismatch": False,
            "label": "bench",
        }  # fmt: skip
        self.head = post_json(client, "/sync/v1/devices", {"proto": 1, **registration})
        self.cursor = 0

    def push(self, commands: list[dict[str, Any]]) -> dict[str, Any]:
        now = wire_instant(datetime.now(UTC))
        message = {
            "proto": 1, "device_id": self.head["device_id"], "epoch": self.head["epoch"],
            "client_build": "bench", "cursor": self.cursor, "held": None, "sent_at": now,
            "outbox": {"pending": len(commands), "parked": 0, "blobs": 0},
            "commands": commands,
        }  # fmt: skip
        answer = post_json(self.client, "/sync/v1/push", message)
        self.cursor = answer["delta"]["cursor"]
        return answer

    def numbered(self, command: dict[str, Any]) -> dict[str, Any]:
        """The command as it travels."""
        stream = command["stream"]
        self.device_seq += 1
        self.stream_seqs[stream] = self.stream_seqs.get(stream, 0) + 1
        whole = {
            "command_id": new_id(), "v": 1, "base_change_no": None,
            "made_at": wire_instant(datetime.now(UTC)), "clock_offset_ms": 0, "blobs": [],
            "supersedes": None, **command,
        }  # fmt: skip
        numbers = {"device_seq": self.device_seq, "stream_seq": self.stream_seqs[stream]}
        return {**whole, "sha256": command_sha256(whole), **numbers}


@dataclass
class Count:
    statements: int = 0


@contextmanager
def counted() -> Iterator[Count]:
    """Count every statement of every engine inside the block, BEGIN included."""
    count = Count()

    def note(*_details: object) -> None:
        count.statements += 1

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield count
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def day_batches(phone: PushingPhone) -> Iterator[list[dict[str, Any]]]:
    """The day's commands, 50 at a time: five visits, ten commands each."""
    answer = phone.push([])
    planned = [s for s in answer["delta"]["sheets"] if s["state"] == "planned"]
    sheets = [sheet for sheet in planned if len(sheet["work_items"]) == 1][:VISITS]
    material = phone.client.get("/sync/v1/catalogue").get_json()["materials"][0]
    commands = [
        phone.numbered(command)
        for number, sheet in enumerate(sheets)
        for command in visit_commands(sheet, material, number)
    ]
    for start in range(0, len(commands), BATCH):
        yield commands[start : start + BATCH]


def measure(lab: Lab) -> Iterator[Row]:
    _server, company = lab.company(lambda made: made.dispatch_visits("wang", VISITS))
    phone = PushingPhone(signed_in(company, "wang"))
    times, statements = [], []
    for batch in day_batches(phone):
        with counted() as count:
            started = time.perf_counter()
            answer = phone.push(batch)
            times.append((time.perf_counter() - started) * 1000 / len(batch))
        statements.append(count.statements / len(batch))
        refused = [r for r in answer["receipts"] if r["result"] != "applied"]
        assert not refused, refused[:3]
    note = f"median of {len(times)} pushes of {BATCH}: the whole request with its delta ÷ {BATCH}"
    yield Row(
        name="push, server time of a command",
        figure=round(median(times), 2),
        unit="ms",
        budget=4,
        note=f"{note}; worst {max(times):.1f} ms; in process, SQLite synchronous=FULL",
    )
    yield Row(
        name="push, SQL statements of a command",
        figure=round(median(statements), 1),
        unit="statements",
        budget=10,
        note=f"{note}; counted by an engine event, BEGIN included",
    )


SUBJECT = Subject("push", measure)
