"""Searching while typing, and one order's page, in a company of 200,000 orders."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import quote

from flask.testing import FlaskClient
from sqlalchemy import ColumnElement, insert, select
from sqlalchemy.orm import Session

from bench.clients import signed_in
from bench.company import Company, copy_of
from bench.lab import Lab
from bench.large_company import HOMES, ORDERS, grow
from bench.rows import Row, Subject, median
from fieldapp.persistence import tables
from fieldapp.persistence.session import write_transaction

REPETITIONS = 15
#: A common surname, its pinyin, one digit, how all phones begin, words that fit many, and none.
UGLY = ("王", "wang", "1", "199", "王 5-2", "王 李", "锦绣 5-2", "花园 王", "没有这个人")
LEDGERS = {"ledger of orders": "/office/work-orders", "ledger of customers": "/office/customers"}
PAGE_REPETITIONS = 40
#: What the order whose page is measured has.
LINES, COMMANDS = 20, 40


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
    yield from ledgers(clerk)
    path = f"/office/work-orders/{busiest_order(company)}"
    pages = [milliseconds(clerk, path) for _repetition in range(PAGE_REPETITIONS)]
    yield Row(
        name="order page",
        figure=round(median(pages), 1),
        unit="ms",
        budget=30,
        note=f"median of {PAGE_REPETITIONS}, whole page, in process; {ORDERS:,} orders, this one "
        f"with 2 visits, {LINES} materials and {COMMANDS} commands of one visit",
    )


def ledgers(clerk: FlaskClient) -> Iterator[Row]:
    """The same searches as filters of the ledgers: whole pages, watched only."""
    for name, ledger in LEDGERS.items():
        times = {text: median(answers(clerk, text, ledger)) for text in UGLY}
        worst = max(times, key=lambda text: times[text])
        yield Row(
            name=f"{name}, filtered by words",
            figure=round(times[worst], 1),
            unit="ms",
            budget=None,
            note=f"the worst of {len(UGLY)} ({worst}), medians of {REPETITIONS}, whole page",
        )


def answers(
    client: FlaskClient, text: str, place: str = "/office/search/suggestions"
) -> list[float]:
    path = f"{place}?q={quote(text)}"
    milliseconds(client, path)
    return [milliseconds(client, path) for _repetition in range(REPETITIONS)]


def milliseconds(client: FlaskClient, path: str) -> float:
    started = time.perf_counter()
    answer = client.get(path)
    took = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, answer.status
    return took


def busiest_order(company: Company) -> str:
    """An order the demo has finished, filled up to what the budget is meant for."""
    with company.session() as session, write_transaction(session):
        visit = session.scalars(
            select(tables.Visit)
            .join(tables.MaterialUse, tables.MaterialUse.visit_id == tables.Visit.id)
            .where(tables.Visit.state == "finished")
            .limit(1)
        ).one()
        session.execute(insert(tables.Visit), [copy_of(visit, state="unfinished")])
        fill_up(session, tables.MaterialUse, tables.MaterialUse.visit_id == visit.id, LINES, {})
        stream = f"visit:{visit.id}"
        free = {"command_id": None, "device_seq": None, "stream_seq": None}
        logged = tables.LoggedCommand.stream == stream
        fill_up(session, tables.LoggedCommand, logged, COMMANDS, free)
        return visit.work_order_id


def fill_up(
    session: Session,
    table: type[tables.Base],
    ours: ColumnElement[bool],
    up_to: int,
    changed: dict[str, object],
) -> None:
    """Copies of the rows there are, until there are so many."""
    known = list(session.scalars(select(table).where(ours)))
    copies = [copy_of(known[n % len(known)], **changed) for n in range(up_to - len(known))]
    for row in copies:
        row.update({"command_id": row["id"]} if "command_id" in row else {})
    session.execute(insert(table), copies)


SUBJECT = Subject("search", measure)
