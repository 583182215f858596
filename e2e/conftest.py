"""Fixtures of the stories: a server, a network in front of it, phones and an office browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from e2e.network import Network
from e2e.phone import Phone
from e2e.server import Server, make_demo_template


@pytest.fixture(scope="session")
def demo_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_demo_template(tmp_path_factory.mktemp("demo") / "company")


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path, demo_template: Path) -> Iterator[Server]:
    running = Server(tmp_path / "server", demo_template)
    running.start()
    yield running
    running.kill()


@pytest.fixture
def network(server: Server) -> Iterator[Network]:
    between = Network(server.port)
    yield between
    between.close()


@pytest.fixture
def new_phone(
    playwright: Playwright, network: Network, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[[str], Phone]]:
    phones: list[Phone] = []
    traces = Path("var/e2e") / request.node.name

    def switch_on(owner: str) -> Phone:
        phone = Phone(playwright, tmp_path / f"profile-{owner}", network.url, traces)
        phones.append(phone)
        return phone

    yield switch_on
    for number, phone in enumerate(phones):
        if request.node.stash.get(FAILED, False):
            try:
                phone.picture(f"failed-{number}")
            except Exception as error:  # a picture is a courtesy, the failure is the news
                print("no picture:", error)
        phone.switch_off()


@pytest.fixture
def phone(new_phone: Callable[[str], Phone]) -> Phone:
    return new_phone("wang")


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.when == "call":
        item.stash[FAILED] = report.failed
