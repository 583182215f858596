"""Phones that tell when something was on their screen and what went over the line until then."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright, expect

from bench.slow_processor import slow_processor
from bench.slow_worker import slow_worker
from e2e.network import Exchange, Network
from e2e.phone import Phone
from e2e.vocabulary import PASSWORD, expect_ready_offline

SHOWN = Path(__file__).with_name("shown.js")
#: Nothing came for so long: the page has asked for its news.
QUIET_SECONDS = 0.3
#: Work of about 60 ms on a fast machine; tells how much slower a slowed one really is.
SPIN = """() => {
  const started = performance.now();
  for (let n = 0, x = 0; n < 3e7; n++) x += n % 7;
  return performance.now() - started;
}"""


@dataclass(frozen=True)
class Showing:
    """ms: from the start of the navigation until painted. began_at: that start, epoch seconds."""

    ms: float
    began_at: float

    @property
    def ended_at(self) -> float:
        return self.began_at + self.ms / 1000


@dataclass
class Traffic:
    """The exchanges of a line, with the time of each."""

    exchanges: list[tuple[float, Exchange]] = field(default_factory=list)

    def note(self, exchange: Exchange) -> None:
        self.exchanges.append((time.time(), exchange))

    def during(self, showing: Showing) -> list[Exchange]:
        return [e for at, e in self.exchanges if showing.began_at <= at <= showing.ended_at]


class MeasuredPhone(Phone):
    """A phone on a network whose traffic is noted."""

    def __init__(self, playwright: Playwright, profile: Path, network: Network) -> None:
        self.network = network
        self.traffic = Traffic()
        network.on_exchange = self.traffic.note
        self.folder = profile
        #: Epoch seconds at which the latest navigation began.
        self.shown_at = 0.0
        super().__init__(playwright, profile, network.url, Path("var/bench"))

    def switch_on(self) -> None:
        super().switch_on()
        self.context.add_init_script(path=SHOWN)

    def sign_in(self, username: str) -> None:
        """Get the session cookie without opening a page."""
        answer = self.context.request.post(
            "/login",
            form={"username": username, "password": PASSWORD},
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert answer.ok, answer.status
        self.traffic.exchanges.clear()

    def show(self, path: str) -> Showing:
        """Navigate, and wait until it is painted."""
        self.page.goto(path, wait_until="commit")
        shown = self.page.evaluate("benchShown")
        self.shown_at = shown["origin"] / 1000
        return Showing(ms=shown["at"], began_at=shown["origin"] / 1000)

    def settle(self) -> None:
        """Wait until the store is complete, the worker renders and nothing waits to be sent."""
        expect_ready_offline(self.page)

    def rest(self) -> None:
        """Wait until this page has asked for its news and nothing is on the line."""
        seen = self.traffic.exchanges
        while self.network.is_up and not (seen and seen[-1][0] > self.shown_at):
            self.page.wait_for_timeout(50)
        while seen and time.time() - seen[-1][0] < QUIET_SECONDS:
            self.page.wait_for_timeout(50)

    def make_ready(self) -> None:
        """The first visit, until everything is there."""
        self.show("/tech/")
        self.settle()
        expect(self.page.locator('a[href^="/tech/visits/"]').first).to_be_visible()

    def slowed(self, rate: int = 4) -> AbstractContextManager[None]:
        """The browser's renderers as a whole run a quarter of the time."""
        return slow_processor(self.folder, rate)

    @contextmanager
    def throttled(self, rate: int = 4) -> Iterator[None]:
        """Devtools slow the page's main thread; the worker's is slowed as much beside them."""
        devtools = self.context.new_cdp_session(self.page)
        with slow_worker(self.folder, rate):
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": rate})
            yield
            devtools.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        devtools.detach()

    def slowdown(self, slower: AbstractContextManager[None]) -> str:
        """How much slower page and worker are inside, for a note."""
        worker = self.context.service_workers[0]
        plain = [min(target.evaluate(SPIN) for _ in range(3)) for target in (self.page, worker)]
        with slower:
            slow = [min(target.evaluate(SPIN) for _ in range(3)) for target in (self.page, worker)]
        page, worker_rate = (after / before for after, before in zip(slow, plain, strict=True))
        return f"page {page:.1f}×, worker {worker_rate:.1f}× slower"
