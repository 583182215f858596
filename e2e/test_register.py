"""The measure of intake: a call of two items, by keyboard alone, ready for dispatch."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from e2e import ledger
from e2e.conftest import traces_of
from e2e.phone import Phone
from e2e.server import Server
from e2e.vocabulary import sign_in

pytestmark = pytest.mark.e2e

DESK = {"viewport": {"width": 1440, "height": 900}, "is_mobile": False, "has_touch": False}


@pytest.fixture
def clerk(other_phone: Callable[..., Phone]) -> Page:
    page = other_phone("kefu", **DESK).page
    sign_in(page, "kefu")
    return page


@pytest.fixture
def pictures(request: pytest.FixtureRequest) -> Path:
    folder = traces_of(request)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_a_caller_with_a_known_phone_is_registered_by_keyboard_alone(
    clerk: Page, shared_server: Server, pictures: Path
) -> None:
    keys = clerk.keyboard
    find_home(clerk, "3187", "5-2-1203")
    expect(clerk.get_by_label("报修人")).to_have_value("欧阳靖雯")
    expect(clerk.get_by_text("这家的窗")).to_be_visible()

    fill_row(clerk, "主卧飘窗", "ls", "昨夜大雨，窗下口往里渗")
    expect(clerk.get_by_label("第 1 项 类别")).to_have_value(re.compile("^LS "))
    fill_row(clerk, "厨房纱窗", "sc", "拉不动，孩子撞过", row="2")
    expect(clerk.locator("#verdict-of-2")).not_to_be_empty()

    keys.press("Alt+1")
    keys.press("Alt+r")
    for answer in ("窗下口", "刮风加雨", "湿了半块地板", "昨夜"):
        keys.type(answer)
        keys.press("Enter")
    expect(clerk.locator("#ask-1 [data-tally]")).to_have_text(re.compile(r"^(\d+) / \1$"))
    choose_half_day(clerk)
    expect(clerk.locator("#reply")).to_contain_text("师傅上门")
    clerk.screenshot(path=pictures / "form.png")

    keys.press("Alt+Enter")
    register_in_spite_of_others(clerk)
    clerk.wait_for_url(re.compile(r"/office/requests/[0-9a-f-]{36}$"))
    request_id = clerk.url.rsplit("/", 1)[-1]
    expect(clerk.get_by_role("button", name="生成维修单")).to_be_focused()
    clerk.screenshot(path=pictures / "confirmed.png")
    keys.press("Enter")
    expect(clerk.locator("main")).to_contain_text("WX")
    clerk.screenshot(path=pictures / "ordered.png")

    states = ledger.column(
        shared_server, "SELECT state FROM requests WHERE id = ?", ledger.stored_id(request_id)
    )
    assert states == ["ordered"]


def find_home(page: Page, said: str, label: str) -> None:
    page.goto("/office/requests/new")
    expect(page.get_by_label("找房屋")).to_be_focused()
    page.keyboard.type(said)
    expect(page.get_by_role("button", name=re.compile(label)).first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("第 1 项 部位")).to_be_focused()


def fill_row(page: Page, position: str, category: str, description: str, row: str = "1") -> None:
    keys = page.keyboard
    keys.press(f"Alt+{row}")
    for words in (position, category, description):
        keys.type(words)
        keys.press("Tab")


def choose_half_day(page: Page) -> None:
    """Tab to the half-days and go back from 先不约 to the last one that is free."""
    chosen = page.locator("input[name='agreed']:checked")
    page.keyboard.press("Alt+2")
    for _tab in range(60):
        if chosen.evaluate("radio => radio === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("input[name='agreed']:checked")).not_to_have_value("")


def register_in_spite_of_others(page: Page) -> None:
    """Other stories may have left the same item open: then the same keys are pressed again."""
    page.wait_for_url(re.compile(r"/office/requests(/[0-9a-f-]{36})?$"))
    if page.get_by_role("button", name=re.compile("^仍然登记，当场已回复")).count():
        page.keyboard.press("Alt+Enter")


def test_the_supervisor_is_told_and_opening_the_request_is_reading(
    clerk: Page, other_phone: Callable[..., Phone], pictures: Path
) -> None:
    supervisor = other_phone("zhuguan", **DESK).page
    sign_in(supervisor, "zhuguan")
    supervisor.goto("/office/notices")
    news = supervisor.get_by_role("link", name=re.compile("^新报修|^紧急报修"))
    expect(news.first).to_be_visible()
    supervisor.screenshot(path=pictures / "notices.png")
    unread = supervisor.get_by_role("button", name=re.compile("^已读")).count()
    news.first.click()
    expect(supervisor.get_by_role("heading", name="报修登记")).to_be_visible()
    supervisor.goto("/office/notices")
    expect(supervisor.get_by_role("button", name=re.compile("^已读"))).to_have_count(unread - 1)


def test_a_repeated_call_is_pointed_out_while_it_is_typed(clerk: Page, pictures: Path) -> None:
    keys = clerk.keyboard
    for _call in range(2):
        find_home(clerk, "教师新村 6-3-402", "6-3-402")
        fill_row(clerk, "厨房", "wj", "执手空转")
        expect(clerk.locator("#verdict-of-1")).not_to_be_empty()
        if clerk.get_by_text("这一户有没办完的同样项目").count():
            break
        keys.press("Control+Enter")
        clerk.wait_for_url(re.compile(r"/office/requests/[0-9a-f-]{36}$"))
    expect(clerk.get_by_role("button", name=re.compile("^并入 BX")).first).to_be_visible()
    clerk.screenshot(path=pictures / "twin.png")


def test_somebody_who_lives_elsewhere_pays_by_keyboard_alone(clerk: Page) -> None:
    keys = clerk.keyboard
    find_home(clerk, "3187", "5-2-1203")
    keys.press("Alt+m")
    finder = clerk.get_by_label("找付款人")
    finder.focus()
    keys.type("王")
    hit = clerk.locator("#payer-hits button.hit").first
    expect(hit).to_be_visible()
    name = hit.locator("b").inner_text()
    payer_id = hit.get_attribute("value") or ""
    keys.press("Enter")

    payer = clerk.get_by_label("付款人", exact=True)
    expect(payer).to_have_value(payer_id)
    expect(payer.locator("option:checked")).to_contain_text(name)
    expect(clerk.get_by_label("报修人")).to_have_value("欧阳靖雯")


def test_a_slip_that_is_a_pdf_is_shown_beside_the_form_while_it_is_typed_off(
    clerk: Page, pictures: Path
) -> None:
    clerk.goto("/office/requests/new")
    clerk.get_by_text("来路、类型").click()
    clerk.get_by_label("原单（照片或 PDF）").set_input_files(
        {"name": "fax.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )

    frame = clerk.locator("[data-slip] iframe")
    expect(frame).to_be_visible()
    expect(clerk.get_by_role("link", name="另开一页看原单")).to_have_attribute(
        "href", re.compile("^blob:")
    )
    expect(clerk.locator("[data-slip] img")).to_be_hidden()
    clerk.screenshot(path=pictures / "pdf.png")


def pdf() -> bytes:
    page = io.BytesIO()
    Image.new("RGB", (600, 800), "beige").save(page, "PDF")
    return page.getvalue()


def test_on_a_phone_the_form_shows_one_empty_item_and_the_next_when_asked(clerk: Page) -> None:
    clerk.set_viewport_size({"width": 390, "height": 844})
    clerk.goto("/office/requests/new")
    second = clerk.get_by_label("第 2 项 部位")
    expect(clerk.get_by_label("第 1 项 类别")).to_be_visible()
    expect(second).to_be_hidden()

    clerk.get_by_role("button", name="再加一项").click()

    expect(second).to_be_focused()
    assert clerk.evaluate("document.documentElement.scrollWidth") == 390
