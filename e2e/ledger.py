"""What the company's books say: the server's database, read beside the running server."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from e2e.server import Server


@dataclass(frozen=True)
class Entry:
    """One received command. result: applied or parked; stream_seq is None for a web form."""

    command_id: str
    name: str
    stream: str
    stream_seq: int | None
    result: str
    made_at: str
    received_at: str


def rows(server: Server, question: str, *values: Any) -> list[tuple[Any, ...]]:
    """The answer of the database, which is only read."""
    address = f"file:{server.folder}/fieldapp.db?mode=ro"
    with closing(sqlite3.connect(address, uri=True, timeout=10)) as connection:
        return connection.execute(question, values).fetchall()


def column(server: Server, question: str, *values: Any) -> list[Any]:
    return [row[0] for row in rows(server, question, *values)]


def entries(server: Server, command_ids: Iterable[str]) -> dict[str, Entry]:
    """The received ones among these commands, by dashed id."""
    wanted = {stored_id(command_id): command_id for command_id in command_ids}
    found = rows(
        server,
        "SELECT command_id, name, stream, stream_seq, result, made_at, received_at"
        " FROM command_log WHERE command_id IN (SELECT value FROM json_each(?))",
        json.dumps(list(wanted)),
    )
    return {wanted[row[0]]: Entry(wanted[row[0]], *row[1:]) for row in found}


def remarks(server: Server, beginning: str) -> list[str]:
    """Texts of all remarks that begin so, as often as they are in the books, in order."""
    return column(
        server,
        "SELECT text FROM remarks JOIN command_log ON command_log.command_id = remarks.id"
        " WHERE text LIKE ? || '%' ORDER BY stream, stream_seq",
        beginning,
    )


def stored_id(dashed: str) -> str:
    """SQLite keeps ids without dashes."""
    return dashed.replace("-", "")


def dashed(stored: str) -> str:
    plain = stored.replace("-", "")
    return "-".join((plain[:8], plain[8:12], plain[12:16], plain[16:20], plain[20:]))


def visit_of(server: Server, username: str, *states: str) -> str:
    """One visit this technician leads, in the first of these states there is one in."""
    found = rows(
        server,
        "SELECT visits.state, visits.id FROM visits JOIN trips ON trips.id = visits.trip_id"
        " JOIN people ON people.id = trips.lead_id WHERE people.username = ?",
        username,
    )
    for state in states:
        for held, visit_id in found:
            if held == state:
                return dashed(visit_id)
    return dashed(found[0][1])
