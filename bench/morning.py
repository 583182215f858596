"""The morning: thirty visits were dispatched overnight, the phone comes online."""

from __future__ import annotations

import time
from collections.abc import Iterator

from playwright.sync_api import expect

from bench.clients import signed_in
from bench.company import Company
from bench.lab import Lab
from bench.rows import Row, Subject, kilobytes, median, spread
from e2e.network import Exchange

VISITS = 30
MATERIALS = 5_000
REPETITIONS = 10


def pull(lab: Lab) -> list[Exchange]:
    """The data exchanges of a phone known to the server, until the new visits are on it."""
    with lab.network() as (network, company), lab.phone(network) as phone:
        phone.make_ready()
        network.down()
        *_others, last = company.dispatch_visits("wang", VISITS)
        phone.page.goto("about:blank")
        network.up()
        phone.traffic.exchanges.clear()
        phone.show("/tech/")
        expect(phone.page.locator(f"#visit-{last}")).to_be_visible()
        phone.settle()
        return [e for _at, e in phone.traffic.exchanges if e.path.startswith("/sync/")]


def catalogue(company: Company) -> tuple[int, list[float]]:
    """Bytes of the answer's body as a browser asks for it, and server milliseconds of each."""
    client = signed_in(company, "wang")
    size, times = 0, []
    for _repetition in range(REPETITIONS):
        started = time.perf_counter()
        answer = client.get("/sync/v1/catalogue", headers={"Accept-Encoding": "gzip, deflate, br"})
        times.append((time.perf_counter() - started) * 1000)
        assert answer.status_code == 200, answer.status
        size = len(answer.data)
    return size, times


def measure(lab: Lab) -> Iterator[Row]:
    exchanges = pull(lab)
    said = " ".join(f"{exchange.method} {exchange.path}" for exchange in exchanges)
    yield Row(
        name="morning pull of 30 visits, round trips",
        figure=len(exchanges),
        unit="round trips",
        budget=1,
        note=f"from opening the app until all are on the phone: {said}",
    )
    yield Row(
        name="morning pull of 30 visits",
        figure=kilobytes(sum(exchange.bytes_down for exchange in exchanges)),
        unit="KB",
        budget=60,
        note="the sheets, compressed, heads included; "
        f"up {kilobytes(sum(exchange.bytes_up for exchange in exchanges))} KB",
    )
    _server, company = lab.company(lambda made: made.add_materials(MATERIALS))
    size, times = catalogue(company)
    yield Row(
        name="catalogue of 5,000 materials",
        figure=kilobytes(size),
        unit="KB",
        budget=None,
        note="compressed; asked for again only when its version rose",
    )
    yield Row(
        name="catalogue of 5,000 materials, server time",
        figure=round(median(times), 1),
        unit="ms",
        budget=None,
        note=f"{spread(times, 'ms')}; in process",
    )


SUBJECT = Subject("morning", measure)
