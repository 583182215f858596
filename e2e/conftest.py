"""Fixtures of the stories: a server, a network in front of it, phones and an office browser.

``server``, ``network``, ``phone`` live for one story. ``shared_server``, ``shared_network`` and
``shared_phone`` live for a module whose stories leave everything as healthy as they found it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Playwright, sync_playwright

from e2e.network import Network
from e2e.phone import Phone
from e2e.server import Server, make_demo_template
from e2e.vocabulary import get_ready

FAILED = pytest.StashKey[bool]()


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
) -> Iterator[Callable[..., Phone]]:
    yield from phones_on(playwright, network, tmp_path, request)


@pytest.fixture
def new_desk(
    playwright: Playwright, server: Server, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Phone]]:
    """Switches on office browsers: they hang on a wire of their own that is never cut."""
    wire = Network(server.port)
    wide = {"width": 1440, "height": 900}
    for switch_on in phones_on(playwright, wire, tmp_path / "desks", request):

        def desk(owner: str) -> Phone:
            browser = switch_on(owner)  # noqa: B023 - the generator yields once
            browser.page.set_viewport_size(wide)
            return browser

        yield desk
    wire.close()


@pytest.fixture
def phone(new_phone: Callable[..., Phone]) -> Phone:
    return new_phone("wang")


@pytest.fixture(scope="module")
def shared_server(
    tmp_path_factory: pytest.TempPathFactory, demo_template: Path
) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("shared") / "server", demo_template)
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def shared_network(shared_server: Server) -> Iterator[Network]:
    between = Network(shared_server.port)
    yield between
    between.close()


@pytest.fixture(scope="module")
def shared_phone(
    playwright: Playwright, shared_network: Network, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Phone]:
    """wang's phone, signed in and ready for work without a signal."""
    phone = Phone(playwright, tmp_path_factory.mktemp("profile"), shared_network.url, Path())
    get_ready(phone.page, "wang")
    phone.restart()
    yield phone
    phone.switch_off()


@pytest.fixture(autouse=True)
def each_story_on_the_shared_phone(request: pytest.FixtureRequest) -> Iterator[None]:
    """The shared phone's pictures go to the story that takes them; afterwards there is signal."""
    if "shared_phone" not in request.fixturenames:
        yield
        return
    phone: Phone = request.getfixturevalue("shared_phone")
    phone.traces = traces_of(request)
    yield
    if has_failed(request):
        picture_anyway(phone, "failed")
    between: Network = request.getfixturevalue("shared_network")
    between.clear()
    between.up()


@pytest.fixture
def other_phone(
    playwright: Playwright, shared_network: Network, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Phone]]:
    """Switches on further phones on the shared network."""
    yield from phones_on(playwright, shared_network, tmp_path, request)


def phones_on(
    playwright: Playwright, network: Network, folder: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Phone]]:
    phones: list[Phone] = []

    def switch_on(owner: str, **options: Any) -> Phone:
        profile = folder / f"profile-{owner}"
        phone = Phone(playwright, profile, network.url, traces_of(request), **options)
        phones.append(phone)
        return phone

    yield switch_on
    for number, phone in enumerate(phones):
        if has_failed(request):
            picture_anyway(phone, f"failed-{number}")
        phone.switch_off()


def traces_of(request: pytest.FixtureRequest) -> Path:
    name: str = request.node.name
    return Path("var/e2e") / name


def has_failed(request: pytest.FixtureRequest) -> bool:
    failed: bool = request.node.stash.get(FAILED, False)
    return failed


def picture_anyway(phone: Phone, name: str) -> None:
    """A picture is a courtesy, the failure is the news."""
    with suppress(PlaywrightError):
        phone.picture(name)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report
