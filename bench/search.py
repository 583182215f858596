"""Searching while typing, and one order's page, in a company of 200,000 orders."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import quote

from flask.testing import FlaskClient
from sqlalchemy import select

from bench.clients import signed_in
from bench.company import Company
from bench.lab import Lab
from bench.large_company import HOMES, ORDERS, grow
from bench.rows import Row, Subject, median
from fieldapp.persistence import tables

REPETITIONS = 15
#: A common surname, its pinyin, one digit, how all phones begin, words that fit many, and none.
UGLY = ("王", "wang", "1", "199", "王 5-2", "王 李", "锦绣 5-2", "花园 王", "没有这个人")
PAGE_REPETITIONS = 40


def measure(lab: Lab) -> Iterator[Row]:
    _server, company = lab.company(grow)
    clerk = signed_in(company, "kefu")
    times = {text: median(answers(clerk, text)) for text in UGLY}
    worst = max(times, key=lambda text: times[text])
    each = ", ".join(f"{text} {took:.0f}" for text, took in times.items())
    yield Row(
        name="search while typing",
        figure=round(times[worst], 1),
        unit="ms",
        budget=50,
        note=f"the worst of {len(UGLY)} searches, medians of {REPETITIONS} ({each}); "
        f"{HOMES:,} customers and homes, {ORDERS:,} orders",
    )
    path = f"/office/work-orders/{busiest_order(company)}"
    pages = [milliseconds(clerk, path) for _repetition in range(PAGE_REPETITIONS)]
    yield Row(
        name="order page",
        figure=round(median(pages), 1),
        unit="ms",
        budget=30,
        note=f"median of {PAGE_REPETITIONS}, whole page, in process; {ORDERS:,} orders, this one "
        "with 2 visits, 20 lines and 40 commands",
    )


def answers(client: FlaskClient, text: str) -> list[float]:
    path = f"/office/search/suggestions?q={quote(text)}"
    milliseconds(client, path)
    return [milliseconds(client, path) for _repetition in range(REPETITIONS)]


def milliseconds(client: FlaskClient, path: str) -> float:
    started = time.perf_counter()
    answer = client.get(path)
    took = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, answer.status
    return took


def busiest_order(company: Company) -> str:
    """The demo's order with the longest history, filled up to what the budget is meant for."""
    with company.session() as session:
        return session.scalars(
            select(tables.WorkOrder.id).order_by(tables.WorkOrder.created_at.desc()).limit(1)
        ).one()


SUBJECT = Subject("search", measure)
