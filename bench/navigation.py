"""On a phone that is ready: from one page to the next, and from a tap to its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from bench.bare_phones import BarePhone, bare_phone
from bench.lab import Lab
from bench.phones import Showing
from bench.rows import Row, Subject, median, spread
from e2e.network import Exchange

VISITS = 12
OPENINGS = 20
COLD_OPENINGS = 8
STEPS = ("accept_visit", "start_travel", "arrive", "start_work")


def open_orders(phone: BarePhone, paths: list[str], count: int) -> list[Showing]:
    """Full navigations, each to another order than the one shown, each from a page at rest."""
    showings = []
    for number in range(count):
        phone.rest()
        showings.append(phone.show(paths[number % len(paths)]))
    return showings


def open_with_cold_worker(phone: BarePhone, paths: list[str]) -> list[Showing]:
    found = []
    for number in range(COLD_OPENINGS):
        phone.stop_workers()
        found.append(phone.show(paths[number % len(paths)]))
    return found


def network_use(phone: BarePhone, showings: list[Showing]) -> list[Exchange]:
    """Everything that moved on the line while something was being shown."""
    return [exchange for showing in showings for exchange in phone.traffic.during(showing)]


def paths_of(exchanges: list[Exchange]) -> list[str]:
    return sorted({exchange.path for exchange in exchanges})


def tap_steps(phone: BarePhone, paths: list[str]) -> list[float]:
    """Milliseconds from each tap on a step to the page that answers it, painted."""
    figures: list[float] = []
    for path in paths:
        phone.show(path)
        phone.rest()
        figures += [phone.tap(f"form[data-command={step}] button") for step in STEPS]
    return figures


def milliseconds(showings: list[Showing]) -> list[float]:
    return [showing.ms for showing in showings]


def row(name: str, figures: list[float], budget: float | None, note: str) -> Row:
    return Row(
        name=name,
        figure=round(median(figures), 1),
        unit="ms",
        budget=budget,
        note=f"{spread(figures, 'ms')}; {note}",
    )


def openings(phone: BarePhone, paths: list[str]) -> Iterator[Row]:
    online = open_orders(phone, paths, OPENINGS)
    yield row("open an order, online", milliseconds(online), 100, "full navigation, warm worker")
    used = network_use(phone, online)
    yield Row(
        name="open an order, network before it shows",
        figure=sum(exchange.bytes_up + exchange.bytes_down for exchange in used),
        unit="bytes",
        budget=0,
        note=" ".join([f"both ways on the line during {OPENINGS} navigations", *paths_of(used)]),
    )
    cold = milliseconds(open_with_cold_worker(phone, paths))
    yield row("open an order, cold worker", cold, None, "the worker stopped before each")


def slowed_openings(phone: BarePhone, paths: list[str]) -> Iterator[Row]:
    yield slowed_row(
        "open an order, 4× CPU",
        phone,
        paths,
        phone.throttled,
        200,
        "the page by devtools and the worker's thread beside them",
    )
    yield slowed_row(
        "open an order, a quarter of the time",
        phone,
        paths,
        phone.slowed,
        None,
        "the browser's renderers as a whole, stopped three quarters of the time",
    )


def slowed_row(
    name: str,
    phone: BarePhone,
    paths: list[str],
    slower: Callable[[], AbstractContextManager[None]],
    budget: float | None,
    how: str,
) -> Row:
    phone.show(paths[0])
    slowness = phone.slowdown(slower())
    with slower():
        figures = milliseconds(open_orders(phone, paths, OPENINGS))
    return row(name, figures, budget, f"warm worker; {how}: {slowness}")


def measure(lab: Lab) -> Iterator[Row]:
    with lab.network() as (network, company), lab.phone(network) as phone:
        paths = [f"/tech/visits/{visit_id}" for visit_id in company.dispatch_visits("wang", VISITS)]
        phone.make_ready()
        phone.switch_off()
        with bare_phone(phone) as bare:
            open_orders(bare, paths, 3)
            yield from openings(bare, paths)
            yield from slowed_openings(bare, paths)
            half = len(paths) // 2
            taps = tap_steps(bare, paths[:half])
            yield row("tap a step, online", taps, 50, "until its page shows")
            bare.settle()
            network.down()
            offline = milliseconds(open_orders(bare, paths, OPENINGS))
            yield row("open an order, offline", offline, 100, "full navigation, warm worker")
            taps = tap_steps(bare, paths[half:])
            yield row("tap a step, offline", taps, 50, "until its page shows")


SUBJECT = Subject("navigation", measure)
