"""The technician's first visit, signed in on an empty phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bench.lab import Lab
from bench.phones import MeasuredPhone, Showing
from bench.rows import Row, Subject, kilobytes, median
from e2e.network import Exchange, Line, Network

SLOW_4G = Line(bits_per_second=1_600_000, latency_seconds=0.150)
TRIES = 5


def kind_of(path: str) -> str:
    """What an exchange brought."""
    if path.startswith("/sync/"):
        return "sheets and catalogue"
    if path.startswith("/service_worker/"):
        return "worker"
    endings = {".css": "css", ".js": "js", ".svg": "icons", ".png": "icons"}
    return next((kind for end, kind in endings.items() if path.endswith(end)), "pages")


def shares(exchanges: list[Exchange]) -> str:
    sizes: Counter[str] = Counter()
    for exchange in exchanges:
        sizes[kind_of(exchange.path)] += exchange.bytes_down
    return ", ".join(f"{kind} {kilobytes(size)}" for kind, size in sizes.most_common())


def whole_visit(lab: Lab, network: Network) -> list[Exchange]:
    """Everything on the line until the phone says it is ready to work offline."""
    with lab.phone(network) as phone:
        phone.make_ready()
        return [exchange for _at, exchange in phone.traffic.exchanges]


def cold_start(lab: Lab, network: Network) -> tuple[Showing, int]:
    """The day's list on slow 4G with a slow processor, and the bytes that had come by then."""
    with lab.phone(network) as phone:
        with phone.slowed():
            showing = phone.show("/tech/")
        return showing, bytes_before_paint(phone)


def bytes_before_paint(phone: MeasuredPhone) -> int:
    """Sizes of all answers that had begun to arrive when the first thing was painted."""
    size: int = phone.page.evaluate(
        """async () => {
          const { firstPaint } = await benchShown;
          return ["navigation", "resource"]
            .flatMap((type) => performance.getEntriesByType(type))
            .filter((entry) => entry.responseStart > 0 && entry.responseStart <= firstPaint)
            .reduce((sum, entry) => sum + entry.transferSize, 0);
        }"""
    )
    return size


def measure(lab: Lab) -> Iterator[Row]:
    with lab.network() as (network, _company):
        whole_visit(lab, network)  # a server that has been asked before
        yield from sizes(whole_visit(lab, network))
        network.line = SLOW_4G
        starts = [cold_start(lab, network) for _try in range(TRIES)]
    yield Row(
        name="first visit, before the first paint",
        figure=kilobytes(max(size for _showing, size in starts)),
        unit="KB",
        budget=40,
        note="every answer that had begun to arrive by then, on slow 4G",
    )
    seconds = [showing.ms / 1000 for showing, _size in starts]
    yield Row(
        name="first visit, day's list readable, slow 4G, 4× CPU",
        figure=round(median(seconds), 2),
        unit="s",
        budget=1.0,
        note=f"median of {TRIES} empty phones, worst {max(seconds):.2f}; 1.6 Mbit/s and 150 ms by "
        "a proxy; the browser's renderers (page and worker) run a quarter of the time",
    )


def sizes(exchanges: list[Exchange]) -> Iterator[Row]:
    app = [exchange for exchange in exchanges if not exchange.path.startswith("/sync/")]
    synced = [exchange for exchange in exchanges if exchange.path.startswith("/sync/")]
    yield Row(
        name="first visit, the app over the wire",
        figure=kilobytes(sum(exchange.bytes_down for exchange in app)),
        unit="KB",
        budget=100,
        note=f"until ready to work offline, heads included: {shares(exchanges)}; "
        f"up {kilobytes(sum(exchange.bytes_up for exchange in exchanges))}",
    )
    paths = " ".join(exchange.path.removeprefix("/static/dist/") for exchange in exchanges)
    yield Row(
        name="first visit, requests",
        figure=len(exchanges),
        unit="requests",
        budget=20,
        note=f"until ready to work offline, {len(synced)} of them for data: {paths}",
    )


SUBJECT = Subject("first-visit", measure)
