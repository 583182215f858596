"""On a phone that is ready: from one page to the next, and from a tap to its answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

from bench.lab import Lab
from bench.phones import MeasuredPhone, Showing
from bench.rows import Row, Subject, median, spread
from e2e.network import Exchange

VISITS = 12
OPENINGS = 20
COLD_OPENINGS = 8
STEPS = ("accept_visit", "start_travel", "arrive", "start_work")


def open_orders(phone: MeasuredPhone, paths: list[str], count: int) -> list[Showing]:
    """Full navigations, each to another order than the one shown, each from a page at rest."""
    showings = []
    for number in range(count):
        phone.rest()
        showings.append(phone.show(paths[number % len(paths)]))
    return showings


def open_with_cold_worker(phone: MeasuredPhone, paths: list[str]) -> list[Showing]:
    found = []
    for number in range(COLD_OPENINGS):
        phone.stop_workers()
        found.append(phone.show(paths[number % len(paths)]))
    return found


def network_use(phone: MeasuredPhone, showings: list[Showing]) -> list[Exchange]:
    """Everything that moved on the line while something was being shown."""
    return [exchange for showing in showings for exchange in phone.traffic.during(showing)]


def paths_of(exchanges: list[Exchange]) -> list[str]:
    return sorted({exchange.path for exchange in exchanges})


def tap_steps(phone: MeasuredPhone, paths: list[str]) -> list[float]:
    """Milliseconds from each tap on a step to the page that answers it, painted."""
    figures: list[float] = []
    for path in paths:
        phone.show(path)
        phone.rest()
        for number, step in enumerate(STEPS, 1):
            phone.page.locator(f"form[data-command={step}] button").first.click()
            phone.page.locator(f"form[data-command={step}]").wait_for(state="detached")
            figures.append(phone.page.evaluate("benchTap"))
            assert phone.page.evaluate("benchTaps") == number, step
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


def openings(phone: MeasuredPhone, paths: list[str]) -> Iterator[Row]:
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


def slowed_openings(phone: MeasuredPhone, paths: list[str]) -> Iterator[Row]:
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
    phone: MeasuredPhone,
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
        half = len(paths) // 2
        open_orders(phone, paths, 3)
        yield from openings(phone, paths)
        yield from slowed_openings(phone, paths)
        yield row("tap a step, online", tap_steps(phone, paths[:half]), 50, "until its page shows")
        phone.settle()
        network.down()
        offline = milliseconds(open_orders(phone, paths, OPENINGS))
        yield row("open an order, offline", offline, 100, "full navigation, warm worker")
        yield row("tap a step, offline", tap_steps(phone, paths[half:]), 50, "until its page shows")


SUBJECT = Subject("navigation", measure)
