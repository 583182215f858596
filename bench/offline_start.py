"""Offline after one visit: the browser is killed, there is no network, the day is opened."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Error

from bench.lab import Lab
from bench.rows import Row, Subject, median, spread
from e2e.network import Network

TRIES = 10


def start_offline(lab: Lab, network: Network) -> float | None:
    """Milliseconds to the day's list on a phone that was online once; None if it did not come."""
    network.up()
    with lab.phone(network) as phone:
        phone.make_ready()
        network.down()
        phone.kill()
        phone.switch_on()
        try:
            return phone.show("/tech/").ms
        except Error as problem:
            print("offline start failed:", str(problem).splitlines()[0])
            return None


def measure(lab: Lab) -> Iterator[Row]:
    with lab.network() as (network, _company):
        tries = [start_offline(lab, network) for _try in range(TRIES)]
    shown = [ms for ms in tries if ms is not None]
    yield Row(
        name="offline after one visit, failures of 10",
        figure=TRIES - len(shown),
        unit="failures",
        budget=0,
        note="each: an empty phone, one visit until ready, browser killed, server unreachable",
    )
    yield Row(
        name="offline start of a killed browser",
        figure=round(median(shown) / 1000, 3),
        unit="s",
        budget=None,
        note=f"navigation to the day's list painted, worker cold; {spread(shown, 'ms')}",
    )


SUBJECT = Subject("offline-start", measure)
