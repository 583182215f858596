"""The ledger of 10,000 orders against the floor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from flask.testing import FlaskClient

from bench.clients import signed_in
from bench.floor import ROWS, floor_app
from bench.lab import Lab
from bench.rows import Row, Subject, median

ORDERS = 10_000
REPETITIONS = 120
LEDGER = "/office/work-orders"


def milliseconds(client: FlaskClient, path: str) -> float:
    started = time.perf_counter()
    answer = client.get(path)
    took = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, answer.status
    assert answer.text.count('href="/office/work-orders/') >= ROWS, "fewer rows than asked for"
    return took


def interleaved(*tasks: Callable[[], float]) -> list[list[float]]:
    """Each task's figures after one to warm up, in turns, so that noise meets all alike."""
    for task in tasks:
        task()
    figures: list[list[float]] = [[] for _task in tasks]
    for _repetition in range(REPETITIONS):
        for task, found in zip(tasks, figures, strict=True):
            found.append(task())
    return figures


def measure(lab: Lab) -> Iterator[Row]:
    _server, company = lab.company(lambda made: made.add_orders(ORDERS))
    clerk = signed_in(company, "kefu")
    bare = floor_app(company.settings.database_url).test_client()
    ours, floor = map(
        median,
        interleaved(lambda: milliseconds(clerk, LEDGER), lambda: milliseconds(bare, "/")),
    )
    yield Row(
        name="office list of 10,000 orders ÷ bare Flask route",
        figure=round(ours / floor, 2),
        unit="ratio",
        budget=2,
        note=f"{ours:.2f} ms ÷ {floor:.2f} ms: medians of {REPETITIONS} each, in turns, "
        f"in process; whole page, {ROWS} rows; the floor is bench/floor.py",
    )


SUBJECT = Subject("office-list", measure)
