"""Who is signed in: wrong passwords, lost sessions, a second person, other people's work."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Page, expect

from e2e import ledger
from e2e.network import Network
from e2e.phone import Phone
from e2e.server import Server
from e2e.store import outbox, shown_person
from e2e.vocabulary import (
    PASSWORD,
    expect_ready_offline,
    expect_sync,
    get_ready,
    open_accepted_visit,
    open_visit,
    remark_row,
    sign_in,
    signal_returns,
    take_steps,
    tap,
    write_remark,
)

pytestmark = pytest.mark.e2e

HOME = "5-2-1203"
Form = dict[str, str | float | bool]
PAGES_CACHED = """async () => {
  const found = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) {
      const answer = await (await caches.open(name)).match(request);
      found.push([new URL(request.url).pathname, answer.redirected, answer.status]);
    }
  }
  return found;
}"""


def test_wrong_passwords_are_refused_in_words_and_then_slowed_down(phone: Phone) -> None:
    page = phone.page
    page.goto("/login")
    for _attempt in range(5):
        try_password(page, "wang", "not-the-password")
        expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
        expect(page.get_by_label("用户名")).to_have_value("wang")
        expect(page.get_by_label("密码")).to_have_value("")
    try_password(page, "wang", PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("登录失败次数太多")
    phone.picture("too-many")
    try_password(page, "li", PASSWORD)
    page.wait_for_url("**/tech/")


def test_empty_and_endless_credentials_get_an_answer_in_words(
    shared_network: Network, other_phone: Callable[..., Phone]
) -> None:
    page = other_phone("nobody").page
    page.goto("/login")
    tap(page, "登录")
    expect(page.get_by_label("用户名")).to_be_focused()
    endless: list[Form] = [{"username": "", "password": ""}, {"username": "x" * 9999}, {}]
    for credentials in endless:
        answer = post_from_page(page, "/login", credentials)
        assert answer.status == 422
        assert "用户名或密码不对" in answer.text()


def test_a_session_lost_without_signal_hides_and_loses_nothing(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    phone = shared_phone
    page = phone.page
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    own = uuid4().hex[:8]
    shared_network.down()
    phone.context.clear_cookies(name="fieldapp_session")
    write_remark(page, f"{own} 没有登录时写的")
    shared_network.up()
    signal_returns(page)

    expect_sync(page, "signed-out")
    expect(page.get_by_role("status").first).to_contain_text("请登录后上传")
    write_remark(page, f"{own} 之后写的")
    page.goto("/tech/")
    expect(page.get_by_role("heading", name="今天的上门")).to_be_attached()
    expect_sync(page, "signed-out")
    phone.picture("signed-out")
    assert len(outbox(page).pending) == 2

    page.get_by_role("link", name="去登录").click()
    fill_in_password(page, "wang")
    page.goto(visit)
    expect_sync(page, "synced")
    assert ledger.remarks(shared_server, own) == [f"{own} 没有登录时写的", f"{own} 之后写的"]


def test_the_sign_in_page_opens_without_signal_and_is_never_kept_as_an_order(
    shared_phone: Phone, shared_network: Network
) -> None:
    phone = shared_phone
    page = phone.page
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    phone.context.clear_cookies(name="fieldapp_session")
    page.reload()
    expect(page.get_by_role("heading", name="维修单")).to_be_visible()
    expect_sync(page, "signed-out")
    kept = page.evaluate(PAGES_CACHED)
    assert [entry for entry in kept if entry[0].startswith(("/tech", "/q/"))] == []
    assert [entry for entry in kept if entry[1] or entry[2] != 200] == []

    shared_network.down()
    page.goto("/login?again=1")
    expect(page.get_by_label("密码")).to_be_visible()
    page.goto(visit)
    expect(page.get_by_role("heading", name="维修单")).to_be_visible()
    shared_network.up()
    get_ready(page, "wang")


def test_a_second_person_sees_and_sends_nothing_of_the_first(
    phone: Phone, network: Network, server: Server
) -> None:
    page = phone.page
    get_ready(page, "wang")
    visit = open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    wang = shown_person(page)
    own = uuid4().hex[:8]
    network.fail("reset", "/sync/v1/push")
    write_remark(page, f"{own} 王师傅的")
    made = outbox(page).pending
    leave_with_unsent_work(page)
    network.clear()

    get_ready(page, "li")
    page.goto(visit)
    expect(page.locator("body")).not_to_contain_text(own)
    expect(page.locator("body")).not_to_contain_text("欧阳靖雯")
    phone.picture("not-his-order")
    page.goto("/tech/outbox")
    expect(page.locator("body")).not_to_contain_text(own)
    tap(page, "现在上传")
    expect_sync(page, "synced")
    network.down()
    page.goto(visit)
    expect(page.locator("body")).not_to_contain_text("欧阳靖雯")
    network.up()
    assert ledger.entries(server, made) == {}
    assert outbox(page, wang).pending == made

    page.goto("/tech/me")
    tap(page, "退出登录")
    page.wait_for_url("**/login")
    get_ready(page, "wang")
    page.goto(visit)
    expect(remark_row(page, own).locator(".sync")).to_have_text("已核对")
    assert ledger.remarks(server, own) == [f"{own} 王师傅的"]


def test_another_technicians_order_is_refused_by_address_and_by_a_forged_command(
    shared_phone: Phone,
    shared_network: Network,
    shared_server: Server,
    other_phone: Callable[..., Phone],
) -> None:
    foreign = ledger.visit_of(shared_server, "zhao")
    page = shared_phone.page
    page.goto(f"/tech/visits/{foreign}")
    expect(page.get_by_role("alert")).to_contain_text("没有这张单")
    shared_network.down()
    page.goto(f"/tech/visits/{foreign}")
    expect(page.get_by_role("heading", name="手机上没有这张单")).to_be_visible()
    shared_network.up()

    online = other_phone("li", service_workers="block").page
    sign_in(online, "li")
    answer = online.goto(f"/tech/visits/{foreign}")
    assert answer is not None
    assert answer.status in {403, 404}
    forged = post_from_page(online, f"/tech/visits/{foreign}/remarks", {"text": "伪造的"})
    assert forged.status in {403, 404}
    assert ledger.remarks(shared_server, "伪造的") == []


def test_a_form_from_another_site_is_refused(
    shared_network: Network, shared_server: Server, other_phone: Callable[..., Phone]
) -> None:
    page = other_phone("wang-online", service_workers="block").page
    sign_in(page, "wang")
    visit = open_accepted_visit(page, HOME)
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://elsewhere.example"}
    answer = page.request.post(f"{visit}/remarks", form={"text": "别处来的"}, headers=foreign)
    assert answer.status == 403
    assert ledger.remarks(shared_server, "别处来的") == []


def test_without_a_service_worker_the_app_works_online_and_says_so(
    network: Network, server: Server, new_phone: Callable[..., Phone]
) -> None:
    phone = new_phone("wang", service_workers="block")
    page = phone.page
    sign_in(page, "wang")
    expect_sync(page, "online-only")
    expect(page.get_by_role("status").first).to_contain_text("此浏览器无离线功能")
    visit = open_visit(page, HOME)
    phone.picture("online-only")
    take_steps(page, "接单", "出发", "到达", "开工")
    own = uuid4().hex[:8]
    write_remark(page, f"{own} 直接存到公司")
    expect_sync(page, "online-only")
    assert ledger.remarks(server, own) == [f"{own} 直接存到公司"]
    state = ledger.column(
        server, "SELECT state FROM visits WHERE id = ?", ledger.stored_id(visit.rsplit("/", 1)[-1])
    )
    assert state == ["working"]


def try_password(page: Page, username: str, password: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(password)
    with page.expect_response("**/login"):
        tap(page, "登录")


def fill_in_password(page: Page, username: str) -> None:
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    tap(page, "登录")
    expect_ready_offline(page)


def leave_with_unsent_work(page: Page) -> None:
    page.goto("/tech/me")
    tap(page, "退出登录")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 条")
    dialog.get_by_role("button", name="退出，内容锁在手机上").click()
    page.wait_for_url("**/login")


def post_from_page(page: Page, path: str, form: Form) -> APIResponse:
    """A form the page never offered, sent with its cookies and from its own address."""
    return page.request.post(path, form=form, headers={"Sec-Fetch-Site": "same-origin"})
