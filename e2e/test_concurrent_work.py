"""Work goes on while other work travels: drains, two tabs, two devices, wrong clocks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from e2e import ledger
from e2e.network import Moment, Network
from e2e.phone import Phone
from e2e.server import Server
from e2e.store import outbox
from e2e.vocabulary import (
    expect_ready_offline,
    expect_sync,
    open_accepted_visit,
    photo,
    remark_row,
    sign_in,
    signal_returns,
    take_photo,
    write_remark,
)

pytestmark = pytest.mark.e2e

HOME = "5-2-1203"
PUSH = "/sync/v1/push"
REMARK = b'"add_remark"'
#: The page sends, or the worker does and the page waits for its turn.
ON_ITS_WAY = ("pending", "sending")
#: Counts how often the words were missing from the page since they were first there.
WATCH = """(words) => {
  window.timesMissing = 0;
  new MutationObserver(() => {
    if (!document.body.textContent.includes(words)) window.timesMissing += 1;
  }).observe(document.body, { childList: true, subtree: true, characterData: true });
}"""
#: Page and worker read a clock that is wrong by so many milliseconds.
WRONG_CLOCK = """{
  const True = Date;
  const now = () => True.now() + (%d);
  globalThis.Date = class extends True {
    constructor(...given) { if (given.length) super(...given); else super(now()); }
    static now() { return now(); }
  };
}
"""


def test_commands_made_during_a_drain_follow_in_order_and_none_is_skipped(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    page = shared_phone.page
    open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    texts = numbered_texts(9)
    draining = Moment()
    shared_network.fail("pass", PUSH, times=1, carrying=REMARK, then=draining.stop)
    write_remark(page, texts[0])
    draining.wait()
    for text in texts[1:]:
        write_remark(page, text)
    expect_sync(page, *ON_ITS_WAY)
    draining.go_on()

    expect_sync(page, "synced")
    assert ledger.remarks(shared_server, texts[0][:8]) == texts


def test_a_second_answer_to_a_check_whose_first_is_in_flight_is_the_one_that_stands(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    page = shared_phone.page
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    page.goto(f"{visit}/checks")
    usable = page.locator("#check-cleanup\\.usable")
    choices = usable.get_by_role("button").all_text_contents()
    in_flight = Moment()
    shared_network.fail("pass", PUSH, times=1, carrying=b'"answer_check"', then=in_flight.stop)
    usable.get_by_role("button").first.click()
    in_flight.wait()
    expect(usable.locator(".done")).to_have_text(choices[0])
    usable.get_by_role("button").last.click()
    expect(usable.locator(".done")).to_have_text(choices[-1])
    expect_sync(page, *ON_ITS_WAY)
    in_flight.go_on()

    expect_sync(page, "synced")
    page.goto(f"{visit}/checks")
    expect(usable.locator(".done")).to_have_text(choices[-1])
    answers = ledger.column(
        shared_server,
        "SELECT answer FROM checks JOIN command_log ON command_log.command_id = checks.id"
        " WHERE code = 'cleanup.usable' AND visit_id = ? ORDER BY stream_seq",
        ledger.stored_id(visit.rsplit("/", 1)[-1]),
    )
    assert answers[-2:] == [choices[0], choices[-1]]


def test_an_answer_that_lacks_a_pending_command_never_hides_it(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    page = shared_phone.page
    open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    first, second = numbered_texts(2)
    on_its_way = Moment()
    shared_network.fail("pass", PUSH, times=1, carrying=REMARK, then=on_its_way.stop)
    write_remark(page, first)
    on_its_way.wait()
    stuck = shared_network.fail("reset", PUSH)
    write_remark(page, second)
    page.evaluate(WATCH, second)
    on_its_way.go_on()

    expect(remark_row(page, first).locator(".sync")).to_have_text("已核对")
    shared_network.wait_until_struck(stuck)
    expect(remark_row(page, second).locator(".sync")).to_have_text("在手机上")
    shared_network.clear()
    signal_returns(page)
    expect(remark_row(page, second).locator(".sync")).to_have_text("已核对")
    assert page.evaluate("() => window.timesMissing") == 0
    assert ledger.remarks(shared_server, first[:8]) == [first, second]


def test_two_tabs_on_one_order_send_each_command_once_and_one_request_at_a_time(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    page = shared_phone.page
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    tab = shared_phone.context.new_page()
    tab.goto(visit)
    texts = numbered_texts(4)
    shared_network.down()
    for number, text in enumerate(texts):
        write_remark((page, tab)[number % 2], text)
    first_push = Moment()
    shared_network.fail("pass", PUSH, times=1, carrying=REMARK, then=first_push.stop)
    with shared_network.recording() as seen:
        shared_network.up()
        signal_returns(page)
        first_push.wait()
        signal_returns(tab)
        expect_sync(tab, *ON_ITS_WAY)
        assert [exchange for exchange in seen if exchange.path == PUSH] == []
        first_push.go_on()
        expect_sync(page, "synced")
        expect_sync(tab, "synced")
    made = outbox(page).receipts[-4:]
    assert len(set(made)) == 4
    assert sorted(ledger.remarks(shared_server, texts[0][:8])) == texts
    tab.close()


def test_what_was_written_in_a_tab_closed_without_signal_is_sent_by_another(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    visit = open_accepted_visit(shared_phone.page, HOME)
    expect_sync(shared_phone.page, "synced")
    tab = shared_phone.context.new_page()
    tab.goto(visit)
    text = numbered_texts(1)[0]
    shared_network.down()
    write_remark(tab, text)
    tab.close()
    shared_phone.page.close()

    shared_network.up()
    shared_phone.page = shared_phone.context.new_page()
    shared_phone.page.goto("/tech/")
    expect_sync(shared_phone.page, "synced")
    assert ledger.remarks(shared_server, text[:8]) == [text]


def test_a_remark_joins_those_this_phone_has_not_seen(
    shared_phone: Phone,
    shared_network: Network,
    shared_server: Server,
    other_phone: Callable[..., Phone],
) -> None:
    page = shared_phone.page
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    texts = numbered_texts(4)
    shared_network.fail("reset", "/sync/v1/")
    write_remark(page, texts[3])
    elsewhere = other_phone("wang-elsewhere", service_workers="block").page
    sign_in(elsewhere, "wang")
    elsewhere.goto(visit)
    for text in texts[:3]:
        write_remark(elsewhere, text)

    shared_network.clear()
    signal_returns(page)
    expect_sync(page, "synced")
    for text in texts:
        expect(remark_row(page, text)).to_have_count(1)
    assert sorted(ledger.remarks(shared_server, texts[0][:8])) == texts


def test_data_goes_ahead_while_photos_wait_and_the_page_says_so(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    page = shared_phone.page
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    blocked = shared_network.fail("reset", "/sync/v1/blobs/")
    page.goto(f"{visit}/photos")
    take_photo(page, "修中", photo("purple", 1600, 1200))
    shared_network.wait_until_struck(blocked)
    page.goto(visit)
    text = numbered_texts(1)[0]
    write_remark(page, text)

    expect(remark_row(page, text).locator(".sync")).to_have_text("已核对")
    assert ledger.remarks(shared_server, text[:8]) == [text]
    expect(page.get_by_role("status").first).to_contain_text("1 张照片")
    sha256 = waiting_photo(page)
    assert photo_states(shared_server, sha256) == ["expected"]
    shared_phone.picture("photos-wait")

    shared_network.clear()
    signal_returns(page)
    expect_sync(page, "synced")
    assert photo_states(shared_server, sha256) == ["verified"]


@pytest.mark.parametrize("days_off", [-730, 365])
def test_a_phone_whose_clock_is_years_off_works_and_both_times_are_kept(
    shared_network: Network,
    shared_server: Server,
    other_phone: Callable[..., Phone],
    days_off: int,
) -> None:
    page = other_phone("wang").page
    wrong = datetime.now(UTC) + timedelta(days=days_off)
    clock = WRONG_CLOCK % (days_off * 86_400_000)
    page.context.add_init_script(clock)
    shared_network.fail("prepend", "/service_worker/main.js", canned=clock.encode())
    sign_in(page, "wang")
    expect_ready_offline(page)
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    texts = numbered_texts(3)
    shared_network.down()
    for text in texts:
        write_remark(page, text)
    made = outbox(page).pending
    shared_network.up()
    page.goto(visit)
    for text in texts:
        expect(remark_row(page, text).locator(".sync")).to_have_text("已核对")

    assert ledger.remarks(shared_server, texts[0][:8]) == texts
    booked = ledger.entries(shared_server, made)
    for command_id in made:
        entry = booked[command_id]
        assert entry.made_at[:4] == str(wrong.year)
        assert datetime.now(UTC) - instant(entry.received_at) < timedelta(minutes=5)


def numbered_texts(count: int) -> list[str]:
    own = uuid4().hex[:8]
    return [f"{own} 第 {number} 条" for number in range(1, count + 1)]


def waiting_photo(page: Page) -> str:
    waiting = [row["sha256"] for row in outbox(page).photos if row["state"] == "waiting"]
    assert len(waiting) == 1
    sha256: str = waiting[0]
    return sha256


def photo_states(server: Server, sha256: str) -> list[str]:
    return ledger.column(server, "SELECT state FROM attachments WHERE sha256 = ?", sha256)


def instant(stored: str) -> datetime:
    return datetime.fromisoformat(stored).replace(tzinfo=UTC)
