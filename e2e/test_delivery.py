"""Saved on the phone means: in the company's books once, whatever dies on the way."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from e2e import ledger
from e2e.network import Moment, Network
from e2e.phone import Phone
from e2e.server import Server
from e2e.store import outbox
from e2e.vocabulary import (
    expect_sync,
    get_ready,
    open_accepted_visit,
    remark_row,
    signal_returns,
    write_remark,
)

pytestmark = pytest.mark.e2e

HOME = "5-2-1203"
PUSH = "/sync/v1/push"
REMARK = b'"add_remark"'


def stay_without_signal(phone: Phone, network: Network, die: Callable[[], None]) -> None:
    """The commands are on the phone and have not left it."""
    die()
    network.up()


def post_on_its_way(phone: Phone, network: Network, die: Callable[[], None]) -> None:
    """The request has left the phone, the server has not seen it."""
    fault = network.fail("hang", PUSH, carrying=REMARK)
    network.up()
    signal_returns(phone.page)
    network.wait_until_struck(fault)
    die()


def committed_but_unanswered(phone: Phone, network: Network, die: Callable[[], None]) -> None:
    """The server has it in its books, its answer has not reached the phone."""
    moment = Moment()
    network.fail("lose", PUSH, carrying=REMARK, then=moment.stop)
    network.up()
    signal_returns(phone.page)
    moment.wait()
    die()
    moment.go_on()


def answer_cut_short(phone: Phone, network: Network, die: Callable[[], None]) -> None:
    """Half an answer reaches the phone."""
    fault = network.fail("cut", PUSH, carrying=REMARK, at=600)
    network.up()
    signal_returns(phone.page)
    network.wait_until_struck(fault)
    die()


def answer_just_there(phone: Phone, network: Network, die: Callable[[], None]) -> None:
    """The answer is on its last metre: the receipts may or may not be stored."""
    moment = Moment()
    network.fail("pass", PUSH, carrying=REMARK, times=1, then=moment.stop)
    network.up()
    signal_returns(phone.page)
    moment.wait()
    moment.go_on()
    die()


def receipts_stored(phone: Phone, network: Network, die: Callable[[], None]) -> None:
    """The phone knows that everything has arrived."""
    network.up()
    signal_returns(phone.page)
    expect_sync(phone.page, "synced")
    die()


MOMENTS = [
    stay_without_signal,
    post_on_its_way,
    committed_but_unanswered,
    answer_cut_short,
    answer_just_there,
    receipts_stored,
]


def stop_worker(phone: Phone) -> None:
    phone.stop_workers()


def crash_page(phone: Phone) -> None:
    phone.crash_page()


def kill_browser(phone: Phone) -> None:
    phone.kill()
    phone.switch_on()


DEATHS = [(moment, death) for moment in MOMENTS for death in (crash_page, kill_browser)]
#: The page sends, not the worker: it is stopped only where the page waits for the network.
DEATHS += [(post_on_its_way, stop_worker), (committed_but_unanswered, stop_worker)]


@pytest.mark.parametrize(("moment", "death"), DEATHS)
def test_three_saved_commands_arrive_once_and_in_order_wherever_the_phone_dies(
    shared_phone: Phone,
    shared_network: Network,
    shared_server: Server,
    moment: Callable[[Phone, Network, Callable[[], None]], None],
    death: Callable[[Phone], None],
) -> None:
    phone = shared_phone
    visit = open_accepted_visit(phone.page, HOME)
    expect_sync(phone.page, "synced")
    texts = three_texts()
    shared_network.down()
    for text in texts:
        write_remark(phone.page, text)
    made = outbox(phone.page).pending

    moment(phone, shared_network, lambda: death(phone))

    shared_network.clear()
    phone.page.goto(visit)
    expect_sync(phone.page, "synced")
    expect_all_verified(phone.page, texts)
    assert ledger.remarks(shared_server, texts[0][:8]) == texts
    expect_true_books(shared_server, phone.page, made)


def test_after_a_kill_without_signal_everything_is_in_place_and_marked(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    phone = shared_phone
    visit = open_accepted_visit(phone.page, HOME)
    expect_sync(phone.page, "synced")
    texts = three_texts()
    shared_network.down()
    for text in texts:
        write_remark(phone.page, text)

    phone.kill()
    phone.switch_on()
    phone.page.goto(visit)

    for text in texts:
        expect(remark_row(phone.page, text).locator(".sync")).to_have_text("在手机上")
    expect_sync(phone.page, "pending")
    phone.picture("after-the-kill")
    shared_network.up()
    signal_returns(phone.page)
    expect_sync(phone.page, "synced")
    assert ledger.remarks(shared_server, texts[0][:8]) == texts


def test_an_answer_lost_after_the_commit_is_asked_for_again_and_nothing_happens_twice(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    phone = shared_phone
    open_accepted_visit(phone.page, HOME)
    expect_sync(phone.page, "synced")
    lost = shared_network.fail("lose", PUSH, carrying=REMARK, times=4)
    texts = three_texts()
    for text in texts:
        write_remark(phone.page, text)
    shared_network.wait_until_struck(lost, 4)
    made = outbox(phone.page).made

    signal_returns(phone.page)
    expect_sync(phone.page, "synced")
    expect_all_verified(phone.page, texts)
    assert ledger.remarks(shared_server, texts[0][:8]) == texts
    expect_true_books(shared_server, phone.page, made)


def test_a_server_killed_between_commit_and_answer_has_it_once_after_its_restart(
    phone: Phone, network: Network, server: Server
) -> None:
    get_ready(phone.page, "wang")
    open_accepted_visit(phone.page, HOME)
    expect_sync(phone.page, "synced")
    killed = network.fail("lose", PUSH, carrying=REMARK, times=1, then=server.kill)
    texts = three_texts()
    write_remark(phone.page, texts[0])
    network.wait_until_struck(killed)
    for text in texts[1:]:
        write_remark(phone.page, text)
    expect_sync(phone.page, "pending", "sending")

    server.start()
    signal_returns(phone.page)
    expect_sync(phone.page, "synced")
    expect_all_verified(phone.page, texts)
    assert ledger.remarks(server, texts[0][:8]) == texts


def test_signing_in_again_between_attempt_and_resend_changes_nothing(
    phone: Phone, network: Network, server: Server
) -> None:
    get_ready(phone.page, "wang")
    visit = open_accepted_visit(phone.page, HOME)
    expect_sync(phone.page, "synced")
    lost = network.fail("lose", PUSH, carrying=REMARK)
    text = three_texts()[0]
    write_remark(phone.page, text)
    network.wait_until_struck(lost, 2)
    # Chromium resends a request that was under way as it was, the old cookie too.
    network.down()
    phone.context.clear_cookies(name="fieldapp_session")
    network.up()
    signal_returns(phone.page)
    expect_sync(phone.page, "signed-out")

    get_ready(phone.page, "wang")
    phone.page.goto(visit)
    expect_all_verified(phone.page, [text])
    assert ledger.remarks(server, text[:8]) == [text]


def three_texts() -> list[str]:
    """Three remarks nobody else has written; the first eight characters tell whose they are."""
    own = uuid4().hex[:8]
    return [f"{own} {words}" for words in ("旧胶已铲净", "淋水 5 分钟无渗漏", "窗台已擦干")]


def expect_all_verified(page: Page, texts: list[str]) -> None:
    for text in texts:
        expect(remark_row(page, text)).to_have_count(1)
        expect(remark_row(page, text).locator(".sync")).to_have_text("已核对")


def expect_true_books(server: Server, page: Page, made: list[str]) -> None:
    """Every command the phone called saved is in the books, applied, in the order made."""
    kept = outbox(page)
    assert kept.pending == []
    assert set(made) <= set(kept.receipts)
    booked = ledger.entries(server, made)
    assert list(booked.keys() - set(made)) == []
    assert [booked[command_id].result for command_id in made] == ["applied"] * len(made)
    numbers = [booked[command_id].stream_seq for command_id in made]
    assert numbers == sorted(numbers, key=lambda number: number or 0)
