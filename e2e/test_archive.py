"""The archive: a list is brought in from Excel, and its people are found with all that is known."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from openpyxl import Workbook
from playwright.sync_api import Page, expect

from e2e.conftest import traces_of
from e2e.phone import Phone
from e2e.server import Server
from e2e.test_accessibility import RULES
from e2e.vocabulary import sign_in, tap

pytestmark = pytest.mark.e2e

DESK = {"viewport": {"width": 1440, "height": 900}, "is_mobile": False, "has_touch": False}
HEAD = ["姓名", "身份", "电话", "小区", "楼栋", "单元", "房号", "产品部位", "交付"]


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


def a_list(rows: int) -> bytes:
    book = Workbook()
    book.active.append(HEAD)
    for number in range(rows):
        phone = "12" if number == 3 else f"1370000{number:04}"
        home = ["新城花园", str(number // 100 + 1), "1", f"{number % 100:04}"]
        row = [f"导入客户{number}", "业主", phone, *home, "主卧飘窗", "2024-06-28"]
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def expect_accessible(page: Page) -> None:
    violations = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in violations] == []


def test_a_list_is_checked_shown_with_its_problem_brought_in_and_found(
    clerk: Page, shared_server: Server, pictures: Path
) -> None:
    clerk.goto("/office/imports")
    clerk.get_by_label("Excel 文件").set_input_files(
        {"name": "名单.xlsx", "mimeType": "application/zip", "buffer": a_list(900)}
    )
    tap(clerk, "上传并检查")
    start = clerk.get_by_role("button", name="导入没有问题的 899 行")
    expect(start).to_be_visible(timeout=60_000)
    expect(clerk.get_by_role("cell", name="电话要 5 到 20 位数字")).to_be_visible()
    clerk.screenshot(path=pictures / "import-checked.png")
    expect_accessible(clerk)

    start.click()
    expect(clerk.get_by_text("导入完成。")).to_be_visible(timeout=60_000)
    clerk.screenshot(path=pictures / "import-done.png")
    clerk.get_by_role("link", name="看客户").click()

    clerk.goto("/office/customers?q=导入客户42")
    expect_accessible(clerk)
    clerk.get_by_role("link", name="导入客户42", exact=True).click()
    expect(clerk.get_by_role("heading", name="导入客户42")).to_be_visible()
    expect_accessible(clerk)
    clerk.get_by_role("link", name="新城花园 1-1-0042").click()
    expect(clerk.get_by_text("主卧飘窗").first).to_be_visible()
    expect_accessible(clerk)
    clerk.get_by_role("link", name="新城花园").first.click()
    expect(clerk.get_by_role("link", name="1-1-0042")).to_be_visible()
    expect_accessible(clerk)
    clerk.get_by_role("link", name="改资料").click()
    expect(clerk.get_by_label("小区名")).to_have_value("新城花园")
    expect_accessible(clerk)


def test_two_people_change_one_customer_and_neither_loses_anything(
    clerk: Page, other_phone: Callable[..., Phone], shared_server: Server, pictures: Path
) -> None:
    supervisor = other_phone("zhuguan", **DESK).page
    sign_in(supervisor, "zhuguan")
    clerk.goto("/office/customers?q=阿依古丽")
    clerk.get_by_role("link", name="阿依古丽·买买提江").click()
    clerk.wait_for_url("**/office/customers/*-*")
    edit = clerk.url + "/edit"
    clerk.goto(edit)
    supervisor.goto(edit)
    supervisor.get_by_label("备注").fill("开门只认工牌，先打电话")
    tap(supervisor, "保存")
    expect(supervisor.get_by_text("开门只认工牌，先打电话")).to_be_visible()

    clerk.get_by_label("备注").fill("周末不在家")
    tap(clerk, "保存")

    expect(clerk.get_by_text("您填的是“周末不在家”").first).to_be_visible()
    expect(clerk.get_by_text("刚才被 沈梅 改成").first).to_be_visible()
    expect(clerk.get_by_label("备注")).to_have_value("周末不在家")
    clerk.screenshot(path=pictures / "stale-form.png")
    expect_accessible(clerk)
    clerk.get_by_label("备注").fill("先打电话，周末不在家")
    tap(clerk, "保存")
    expect(clerk.get_by_text("先打电话，周末不在家")).to_be_visible()
