"""How fast this machine is: the same work everywhere, so that runs can be compared."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator

from bench.lab import Lab
from bench.rows import Row, Subject, median

REPETITIONS = 25
ROWS = 2_000
DOCUMENT = [{"number": n, "text": f"维修单 {n}", "at": [n, n + 1]} for n in range(ROWS)]


def measure(_lab: Lab) -> Iterator[Row]:
    times = [piece_of_work() for _repetition in range(REPETITIONS)]
    yield Row(
        name="this machine, a fixed piece of work",
        figure=round(median(times), 1),
        unit="ms",
        budget=None,
        note=f"no part of the application: {ROWS:,} rows as JSON there and back, sorted, and "
        f"through SQLite in memory; best {min(times):.1f}, worst {max(times):.1f} ms. Times of "
        "other rows grow with it, sizes and counts do not",
    )


def piece_of_work() -> float:
    started = time.perf_counter()
    rows = json.loads(json.dumps(DOCUMENT))
    rows.sort(key=lambda row: row["text"])
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE lines (number INTEGER PRIMARY KEY, text TEXT)")
    database.executemany("INSERT INTO lines VALUES (:number, :text)", rows)
    database.execute("SELECT text, number FROM lines ORDER BY text DESC").fetchall()
    database.close()
    return (time.perf_counter() - started) * 1000


SUBJECT = Subject("machine", measure)
