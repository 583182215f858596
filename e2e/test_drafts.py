"""What was typed and not yet saved outlives the page it was typed on."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from e2e.phone import Phone
from e2e.store import outbox
from e2e.vocabulary import follow, open_accepted_visit

pytestmark = pytest.mark.e2e

HOME = "5-2-1203"
BACK = "上次没保存的内容还在。"


def test_a_remark_half_written_is_back_after_the_page_died(shared_phone: Phone) -> None:
    path = open_accepted_visit(shared_phone.page, HOME)
    shared_phone.page.get_by_text("写备注", exact=True).click()
    shared_phone.page.get_by_label("备注").fill("排水孔堵塞，还没写完")
    wait_for_draft(shared_phone.page, text="排水孔堵塞，还没写完")

    shared_phone.crash_page()
    page = shared_phone.page
    page.goto(path)

    form = page.locator("form[data-command=add_remark]")
    expect(form.get_by_role("status")).to_contain_text(BACK)
    expect(form.get_by_label("备注")).to_have_value("排水孔堵塞，还没写完")
    form.get_by_role("button", name="不要了").click()
    expect(form.get_by_label("备注")).to_have_value("")


def test_what_a_save_refused_is_kept_like_any_draft(shared_phone: Phone) -> None:
    page = shared_phone.page
    path = open_accepted_visit(page, HOME)
    page.goto(f"{path}/materials")
    follow(page, "目录里没有")
    form = page.locator("form[data-command=use_material]")
    form.get_by_label("单价（元）").fill("8.00")
    form.get_by_label("数量").fill("-3")
    form.get_by_label("名称").fill("自制垫片")
    form.get_by_role("button", name="保存").click()
    expect(form.locator("[aria-invalid=true]")).to_have_count(1)
    wait_for_draft(page, name="自制垫片")

    shared_phone.crash_page()
    page = shared_phone.page
    page.goto(f"{path}/materials?pick=new")

    form = page.locator("form[data-command=use_material]")
    expect(form.get_by_role("status")).to_contain_text(BACK)
    expect(form.get_by_label("名称")).to_have_value("自制垫片")
    expect(form.get_by_label("单价（元）")).to_have_value("8.00")
    form.get_by_role("button", name="不要了").click()


def wait_for_draft(page: Page, **fields: str) -> None:
    """Until the phone keeps a draft with these fields; nothing on the page tells."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if any(fields.items() <= draft.items() for draft in outbox(page).drafts):
            return
    raise AssertionError(f"no draft with {fields}: {outbox(page).drafts}")
