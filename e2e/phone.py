"""A technician's phone: Debian's Chromium on a profile of its own that survives being killed."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright
from playwright.sync_api import Error as PlaywrightError

CHROMIUM = os.environ.get("FIELDAPP_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

SCREEN: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844},
    "has_touch": True,
    "is_mobile": True,
    "device_scale_factor": 2,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}


class Phone:
    """One installed browser. ``url`` is the network's address, never the server's."""

    def __init__(
        self, playwright: Playwright, profile: Path, url: str, traces: Path, **options: Any
    ) -> None:
        """options: what launch_persistent_context takes, for another screen or no worker."""
        self._playwright = playwright
        self._options = options
        self._profile = profile
        self.traces = traces
        self.url = url
        self.context: BrowserContext
        self.page: Page
        self.switch_on()

    def switch_on(self) -> None:
        self.context = self._playwright.chromium.launch_persistent_context(
            str(self._profile),
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            base_url=self.url,
            **{**SCREEN, **self._options},
        )
        self.context.set_default_timeout(15_000)
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()

    def kill(self) -> None:
        """SIGKILL every process of this browser, as an empty battery does."""
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with suppress(Exception):  # the driver only learns here that its browser is gone
            self.context.close()
        until = time.monotonic() + 10
        while self._processes() and time.monotonic() < until:
            time.sleep(0.02)
        for lock in self._profile.glob("Singleton*"):
            lock.unlink()

    def restart(self) -> None:
        """Off and on in peace. Chromium keeps a new cookie in memory for up to 30 s: a phone that
        is killed before that has forgotten who signed in."""
        self.switch_off()
        self.switch_on()

    def switch_off(self) -> None:
        with suppress(Exception):  # may have been killed by the story
            self.context.close()

    def crash_page(self) -> None:
        """The page's process dies, as when the camera needs its memory; a new page opens blank."""
        crashed = self.page
        with crashed.expect_event("crash"), suppress(PlaywrightError):
            crashed.goto("chrome://crash")
        self.page = self.context.new_page()
        crashed.close()

    def stop_workers(self) -> None:
        """The browser stops idle workers at any time; devtools keep them alive until told."""
        session = self.context.new_cdp_session(self.page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()

    def picture(self, name: str) -> None:
        self.traces.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.traces / f"{name}.png")

    def _processes(self) -> list[int]:
        wanted = f"--user-data-dir={self._profile}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            with suppress(OSError):
                if wanted in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
        return found
