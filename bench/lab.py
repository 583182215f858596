"""Where it is measured: copies of the demo company, real servers, phones; all put away after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import TracebackType

from playwright.sync_api import Playwright, sync_playwright

from bench.company import Company
from bench.phones import MeasuredPhone
from e2e.network import Network
from e2e.server import Server, make_demo_template

Preparation = Callable[[Company], object]


class Lab:
    """One run of the benchmark."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._copies = 0

    def __enter__(self) -> Lab:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if "playwright" in self.__dict__:
            self.playwright.stop()

    @cached_property
    def template(self) -> Path:
        return make_demo_template(self.folder / "company")

    @cached_property
    def playwright(self) -> Playwright:
        return sync_playwright().start()

    def fresh(self, kind: str) -> Path:
        """A folder nobody has used."""
        self._copies += 1
        return self.folder / f"{kind}-{self._copies}"

    def company(self, prepare: Preparation | None = None) -> tuple[Server, Company]:
        """A copy of the demo company and its (not yet started) server."""
        server = Server(self.fresh("server"), self.template)
        company = Company(server.folder)
        if prepare:
            prepare(company)
        return server, company

    @contextmanager
    def network(self, prepare: Preparation | None = None) -> Iterator[tuple[Network, Company]]:
        """A running server behind a line of its own."""
        server, company = self.company(prepare)
        server.start()
        network = Network(server.port)
        try:
            yield network, company
        finally:
            network.close()
            server.kill()

    @contextmanager
    def phone(self, network: Network, username: str = "wang") -> Iterator[MeasuredPhone]:
        """A new phone whose owner has just signed in and has opened nothing yet."""
        phone = MeasuredPhone(self.playwright, self.fresh("profile"), network)
        try:
            phone.sign_in(username)
            yield phone
        finally:
            phone.switch_off()
