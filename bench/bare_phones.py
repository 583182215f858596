"""A phone without a test driver, which would be measured too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from bench.devtools import Browser, Tab
from bench.phones import SHOWN, Line, MeasuredPhone, Showing
from bench.slow_processor import slow_processor
from bench.slow_worker import slow_worker
from e2e.network import Network
from e2e.phone import SCREEN

#: Work of about 60 ms on a fast machine; tells how much slower a slowed one really is.
SPIN = """(() => {
  const started = performance.now();
  for (let n = 0, x = 0; n < 3e7; n++) x += n % 7;
  return performance.now() - started;
})()"""
MIDDLE = """selector => {
  const button = document.querySelector(selector);
  button.scrollIntoView({ block: "center" });
  const { x, y, width, height } = button.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
}"""


class BarePhone(Line):
    """A browser on the profile of a phone that is ready; ``close`` switches it off."""

    def __init__(self, network: Network, profile: Path) -> None:
        super().__init__(network)
        self.folder = profile
        self._browser = Browser(profile)
        (target,) = [t for t in self._targets() if t["type"] == "page"]
        self._tab = Tab(self._browser, target["targetId"])
        self._prepare()

    def show(self, path: str) -> Showing:
        """Navigate, and wait until it is painted."""
        self._tab.call("Page.navigate", url=f"{self.network.url}{path}")
        shown = self._tab.evaluate("benchShown")
        self.shown_at = shown["origin"] / 1000
        return Showing(ms=shown["at"], began_at=shown["origin"] / 1000)

    def tap(self, selector: str) -> float:
        """Milliseconds from a tap to the fragment that answers it, painted."""
        before = self._tab.evaluate("benchTaps")
        x, y = self._tab.evaluate(f"({MIDDLE})({json.dumps(selector)})")
        for kind in ("mousePressed", "mouseReleased"):
            self._tab.call(
                "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
            )
        assert self._tab.evaluate("benchTaps") == before + 1, selector
        return float(self._tab.evaluate("benchTap"))

    def settle(self) -> None:
        """Wait until nothing waits to be sent."""
        while self._tab.evaluate("document.body.dataset.syncState") != "synced":
            self.wait(0.05)

    def stop_workers(self) -> None:
        self._tab.call("ServiceWorker.enable")
        self._tab.call("ServiceWorker.stopAllWorkers")
        self._tab.call("ServiceWorker.disable")

    def slowed(self, rate: int = 4) -> AbstractContextManager[None]:
        """The browser's renderers as a whole run a quarter of the time."""
        return slow_processor(self.folder, rate)

    @contextmanager
    def throttled(self, rate: int = 4) -> Iterator[None]:
        """Devtools slow the page's main thread; the worker's is slowed as much beside them."""
        with slow_worker(self.folder, rate):
            self._tab.call("Emulation.setCPUThrottlingRate", rate=rate)
            yield
            self._tab.call("Emulation.setCPUThrottlingRate", rate=1)

    def slowdown(self, slower: AbstractContextManager[None]) -> str:
        """How much slower page and worker are inside, for a note."""
        (worker,) = [t for t in self._targets() if t["type"] == "service_worker"]
        tabs = (self._tab, Tab(self._browser, worker["targetId"]))
        plain = [_spin(tab) for tab in tabs]
        with slower:
            slow = [_spin(tab) for tab in tabs]
        tabs[1].detach()  # it would be slower while it is looked into
        page, in_worker = (after / before for after, before in zip(slow, plain, strict=True))
        return f"page {page:.1f}×, worker {in_worker:.1f}× slower"

    def close(self) -> None:
        self._browser.close()

    def _targets(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._browser.call("Target.getTargets")["targetInfos"]
        return found

    def _prepare(self) -> None:
        self._tab.call("Page.enable")
        screen = SCREEN["viewport"]
        self._tab.call(
            "Emulation.setDeviceMetricsOverride",
            width=screen["width"],
            height=screen["height"],
            deviceScaleFactor=SCREEN["device_scale_factor"],
            mobile=True,
        )
        self._tab.call("Emulation.setTouchEmulationEnabled", enabled=True)
        self._tab.call(
            "Page.addScriptToEvaluateOnNewDocument", source=SHOWN.read_text(encoding="utf-8")
        )


@contextmanager
def bare_phone(phone: MeasuredPhone) -> Iterator[BarePhone]:
    """The phone, switched off before, without its driver."""
    bare = BarePhone(phone.network, phone.folder)
    try:
        yield bare
    finally:
        bare.close()


def _spin(tab: Tab) -> float:
    return min(float(tab.evaluate(SPIN)) for _ in range(3))
