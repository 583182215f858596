"""Phones that tell when something was on their screen and what went over the line until then."""

from __future__ import annotations

import time
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Playwright, expect

from bench.slow_processor import slow_processor
from e2e.network import Exchange, Network
from e2e.phone import Phone
from e2e.vocabulary import PASSWORD, expect_ready_offline

SHOWN = Path(__file__).with_name("shown.js")
#: Nothing came for so long: the page has asked for its news.
QUIET_SECONDS = 0.3


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


class Line:
    """A network whose traffic is noted, and when the latest navigation on it began."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self.traffic = Traffic()
        network.on_exchange = self.traffic.note
        #: Epoch seconds; 0 means that nothing was shown yet.
        self.shown_at = 0.0

    def rest(self) -> None:
        """Wait until the page shown has asked for its news and nothing is on the line."""
        seen = self.traffic.exchanges
        is_news_due = self.shown_at > 0 and self.network.is_up
        while is_news_due and not (seen and seen[-1][0] > self.shown_at):
            self.wait(0.05)
        while seen and time.time() - seen[-1][0] < QUIET_SECONDS:
            self.wait(0.05)
        if not self.network.is_up:
            self.wait(QUIET_SECONDS)  # nothing on the line tells when the page has done its work

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class MeasuredPhone(Phone, Line):
    """A phone on a network whose traffic is noted."""

    def __init__(self, playwright: Playwright, profile: Path, network: Network) -> None:
        Line.__init__(self, network)
        self.folder = profile
        Phone.__init__(self, playwright, profile, network.url, Path("var/bench"))

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

    def wait(self, seconds: float) -> None:
        """The driver hears the browser only while it waits in its own way."""
        self.page.wait_for_timeout(seconds * 1000)

    def make_ready(self) -> None:
        """The first visit, until everything is there."""
        self.show("/tech/")
        self.settle()
        expect(self.page.locator('a[href^="/tech/visits/"]').first).to_be_visible()

    def slowed(self, rate: int = 4) -> AbstractContextManager[None]:
        """The browser's renderers as a whole run a quarter of the time."""
        return slow_processor(self.folder, rate)
