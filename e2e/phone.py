"""A technician's phone: Debian's Chromium on a profile of its own that survives being killed."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Playwright

CHROMIUM = os.environ.get("FIELDAPP_CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = [
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Phone:
    """One installed browser. ``url`` is the network's address, never the server's."""

    def __init__(self, playwright: Playwright, profile: Path, url: str, traces: Path) -> None:
        self._playwright = playwright
        self._profile = profile
        self._traces = traces
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
            viewport={"width": 390, "height": 844},
            has_touch=True,
            is_mobile=True,
            device_scale_factor=2,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
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

    def switch_off(self) -> None:
        with suppress(Exception):  # may have been killed by the story
            self.context.close()

    def stop_workers(self) -> None:
        """The browser stops idle workers at any time; devtools keep them alive until told."""
        session = self.context.new_cdp_session(self.page)
        session.send("ServiceWorker.enable")
        session.send("ServiceWorker.stopAllWorkers")
        session.detach()

    def picture(self, name: str) -> None:
        self._traces.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self._traces / f"{name}.png")

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
