"""The desk: from the call to the order and the trip, the paper and its code."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from e2e import ledger
from e2e.conftest import traces_of
from e2e.phone import Phone
from e2e.server import Server
from e2e.vocabulary import photo, sign_in, take_steps, tap

pytestmark = pytest.mark.e2e

DESK = {"viewport": {"width": 1440, "height": 900}, "is_mobile": False, "has_touch": False}


@pytest.fixture
def clerk(other_phone: Callable[..., Phone]) -> Page:
    page = other_phone("kefu", **DESK).page
    sign_in(page, "kefu")
    return page


@pytest.fixture
def supervisor(other_phone: Callable[..., Phone]) -> Page:
    page = other_phone("zhuguan", **DESK).page
    sign_in(page, "zhuguan")
    return page


def test_a_call_becomes_a_request_an_order_and_a_trip_on_the_technicians_phone(
    clerk: Page,
    supervisor: Page,
    other_phone: Callable[..., Phone],
    shared_server: Server,
    pictures: Path,
) -> None:
    register(clerk, "走流程的客户")
    expect(clerk.get_by_role("heading", name="报修登记")).to_be_visible()
    clerk.screenshot(path=pictures / "request.png")
    clerk.get_by_label("确认了什么").fill("今天下午可以，保内不收钱")
    tap(clerk, "记下这次回电")
    choose_verdicts(clerk)
    tap(clerk, "生成维修单")
    expect(clerk.get_by_role("heading", name="维修单").first).to_be_visible()
    expect(clerk.locator(".serial").filter(has_text="WX")).to_be_visible()
    order = clerk.url.rsplit("/", 1)[-1]
    clerk.screenshot(path=pictures / "order.png")

    dispatch(supervisor, order, "王建国")
    supervisor.screenshot(path=pictures / "dispatched.png")
    technician = other_phone("wang", service_workers="block").page
    sign_in(technician, "wang")
    technician.get_by_role("link").filter(has_text="河西村 9 号").first.click()
    take_steps(technician, "接单", "出发", "到达", "开工")

    expect(clerk.get_by_text("开工").first).to_be_visible(timeout=20_000)
    expect(clerk.get_by_role("listitem").filter(has_text="开工")).to_be_visible()
    clerk.screenshot(path=pictures / "order-in-progress.png")


def test_a_form_with_holes_comes_back_as_it_was_with_words_at_the_holes(
    clerk: Page, shared_server: Server
) -> None:
    clerk.goto("/office/requests/new")
    clerk.get_by_label("报修人").fill("只有名字")
    press(clerk, "登记，待回复")
    expect(clerk).to_have_url(re.compile("/office/requests/new$"))
    answer = clerk.request.post(
        "/office/requests",
        form={"reporter_name": "只有名字", "reporter_phone": "x" * 999, "position": "厨房"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status == 422
    assert "只有名字" in answer.text()
    assert (
        ledger.column(shared_server, "SELECT id FROM requests WHERE reporter_name = '只有名字'")
        == []
    )


def test_the_same_form_sent_twice_makes_one_request(clerk: Page, shared_server: Server) -> None:
    register(clerk, "按了两次的客户", twice=True)
    expect(clerk.get_by_text("按了两次的客户").first).to_be_visible()
    assert (
        len(
            ledger.column(
                shared_server, "SELECT id FROM requests WHERE reporter_name = '按了两次的客户'"
            )
        )
        == 1
    )


def test_a_photo_of_the_caller_is_shown_re_encoded(clerk: Page, pictures: Path) -> None:
    register(clerk, "带照片的客户", picture=photo("green", 1200, 900))
    shown = clerk.get_by_role("img", name="报修照片 1")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("(image) => image.naturalWidth") > 0
    address = shown.get_attribute("src")
    assert address
    answer = clerk.request.get(address)
    assert answer.headers["content-type"].startswith("image/")
    assert answer.headers["x-content-type-options"] == "nosniff"
    clerk.screenshot(path=pictures / "photo.png")


def test_an_address_or_a_tail_number_finds_the_home(clerk: Page, pictures: Path) -> None:
    clerk.goto("/office/requests/new")
    clerk.get_by_label("找房屋").fill("3187")
    hit = clerk.get_by_role("button", name=re.compile("5-2-1203"))
    expect(hit).to_be_visible()
    hit.click()
    expect(clerk.get_by_label("报修人")).not_to_have_value("")
    expect(clerk.get_by_text("这家的窗")).to_be_visible()
    clerk.screenshot(path=pictures / "home.png")


def test_the_printed_order_carries_its_code_and_counts_its_copies(
    clerk: Page, shared_server: Server, pictures: Path
) -> None:
    order, code = order_with_code(shared_server)
    clerk.goto(f"/office/work-orders/{order}")
    press(clerk, "打印")
    expect(clerk.get_by_role("main")).to_contain_text("第 1 次")
    clerk.screenshot(path=pictures / "paper.png", full_page=True)
    expect(clerk.locator(".a4__qr")).to_be_visible()
    assert number_of(shared_server, order) in (clerk.get_by_role("main").text_content() or "")
    clerk.goto(f"/office/work-orders/{order}")
    press(clerk, "打印")
    expect(clerk.get_by_role("main")).to_contain_text("第 2 次")
    number = number_of(shared_server, order)
    assert code not in number
    assert len(code) >= 12


def test_the_code_leads_each_reader_to_his_own_page(
    clerk: Page,
    other_phone: Callable[..., Phone],
    shared_phone: Phone,
    shared_server: Server,
    pictures: Path,
) -> None:
    order, code = order_with_code(shared_server)
    clerk.goto(f"/q/{code}")
    expect(clerk).to_have_url(re.compile(f"/office/work-orders/{order}$"))

    shared_phone.page.goto(f"/q/{code}")
    expect(shared_phone.page.get_by_role("heading", name="维修单")).to_be_visible()
    expect(shared_phone.page).to_have_url(re.compile("/tech/visits/"))

    customer = other_phone("customer").page
    customer.goto(f"/q/{code}")
    customer.screenshot(path=pictures / "customer.png")
    expect(customer.get_by_role("heading").first).to_contain_text("师傅上门")
    body = customer.locator("body")
    expect(body).to_contain_text("请核对工牌")
    for secret in phones_of(shared_server, order):
        expect(body).not_to_contain_text(secret)
    customer.get_by_label("报修电话的后四位").fill("0000")
    tap(customer, "查看")
    expect(customer.get_by_role("alert")).to_contain_text("后四位对不上")


def test_an_unknown_code_says_so(other_phone: Callable[..., Phone]) -> None:
    page = other_phone("customer").page
    answer = page.goto("/q/0000000000000")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("alert")).to_contain_text("没有这个二维码")


def test_who_only_watches_changes_nothing(
    other_phone: Callable[..., Phone], shared_server: Server
) -> None:
    page = other_phone("jiandu", **DESK).page
    sign_in(page, "jiandu")
    for path in ("/office/requests", "/office/work-orders"):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200
    refused = page.request.post(
        "/office/requests",
        form={"address_text": "河西村 1 号", "reporter_name": "监督", "reporter_phone": "1"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert refused.status == 403


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    folder = traces_of(request)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def register(page: Page, name: str, *, picture: bytes = b"", twice: bool = False) -> None:
    page.goto("/office/requests/new")
    page.get_by_role("textbox", name=re.compile("^房屋")).fill("河西村 9 号")
    page.get_by_label("报修人").fill(name)
    page.get_by_label("回电").fill("19900008888")
    page.get_by_label("第 1 项 部位").fill("厨房")
    page.get_by_label("第 1 项 类别").fill("KG")
    page.get_by_label("第 1 项 说的是").fill("窗关不严")
    if picture:
        page.get_by_label("第 1 项 照片").set_input_files(
            {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": picture}
        )
    button = page.get_by_role("button", name="登记，待回复")
    if twice:
        button.evaluate("(button) => { button.form.requestSubmit(button); button.click(); }")
    else:
        button.click()
    page.wait_for_url(re.compile(r"/office/requests/[0-9a-f-]{36}$"))


def press(page: Page, words: str) -> None:
    """A button of the desk also names its key."""
    page.get_by_role("button", name=re.compile(f"^{words}")).first.click()


def choose_verdicts(page: Page) -> None:
    page.get_by_label("第 1 项 部门").select_option("engineering")
    page.get_by_label("第 1 项 保修").select_option("in")
    page.get_by_label("第 1 项 收费").select_option("free")


def dispatch(page: Page, order: str, technician: str) -> None:
    page.goto(f"/office/dispatch?order={order}")
    form = page.locator("#trip-form")
    form.get_by_role("radio", name=re.compile(technician)).check()
    form.get_by_label("哪天").fill(today(page))
    form.get_by_label("派工理由").fill("客户指定")
    form.get_by_label("依据").select_option("notice")
    form.get_by_label("书面告知").fill("物业微信告知，管家 白露")
    form.get_by_role("button", name=re.compile("^采纳")).click()
    expect(page.get_by_text("已派工")).to_be_visible()


def today(page: Page) -> str:
    shown: str = page.evaluate("() => new Date().toLocaleDateString('sv-SE')")
    return shown


def order_with_code(server: Server) -> tuple[str, str]:
    """An order of wang's with a planned visit, and its code."""
    order, code = ledger.rows(
        server,
        "SELECT visits.work_order_id, qr_codes.code FROM visits"
        " JOIN trips ON trips.id = visits.trip_id JOIN people ON people.id = trips.lead_id"
        " JOIN qr_codes ON qr_codes.work_order_id = visits.work_order_id"
        " WHERE people.username = 'wang' AND visits.state = 'planned' LIMIT 1",
    )[0]
    return ledger.dashed(order), code


def number_of(server: Server, order: str) -> str:
    numbers: list[Any] = ledger.column(
        server, "SELECT number FROM work_orders WHERE id = ?", ledger.stored_id(order)
    )
    return str(numbers[0])


def phones_of(server: Server, order: str) -> list[str]:
    return ledger.column(
        server,
        "SELECT reporter_phone FROM requests JOIN work_orders"
        " ON work_orders.request_id = requests.id WHERE work_orders.id = ?",
        ledger.stored_id(order),
    )
