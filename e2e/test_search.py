"""The search of every page, with the hands on the keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from e2e.phone import Phone
from e2e.vocabulary import sign_in

pytestmark = pytest.mark.e2e

DESK = {"viewport": {"width": 1440, "height": 900}, "is_mobile": False, "has_touch": False}


@pytest.fixture
def clerk(other_phone: Callable[..., Phone]) -> Page:
    page = other_phone("kefu", **DESK).page
    sign_in(page, "kefu")
    return page


def test_the_clerk_finds_a_home_and_opens_its_order_without_the_mouse(clerk: Page) -> None:
    clerk.goto("/office/")
    clerk.keyboard.press("/")
    box = clerk.get_by_role("combobox", name="查找")
    expect(box).to_be_focused()

    clerk.keyboard.type("jxht 5-2")
    options = clerk.get_by_role("option")
    expect(options.first).to_contain_text("锦绣华庭二期 5-2")
    expect(box).to_have_attribute("aria-expanded", "true")

    order = clerk.get_by_role("group", name="维修单").get_by_role("option").first
    while order.get_attribute("aria-selected") != "true":
        clerk.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", order.get_attribute("id") or "")
    clerk.keyboard.press("Enter")

    expect(clerk).to_have_url(re.compile(r"/office/work-orders/[0-9a-f-]{36}$"))


def test_enter_without_a_choice_shows_everything_found(clerk: Page) -> None:
    clerk.goto("/office/")
    clerk.keyboard.press("/")
    clerk.keyboard.type("王")
    expect(clerk.get_by_role("option").first).to_be_visible()
    clerk.keyboard.press("Escape")
    expect(clerk.get_by_role("listbox")).to_be_hidden()
    clerk.keyboard.press("Enter")

    expect(clerk.get_by_role("heading", name="查找")).to_be_visible()
    expect(clerk.get_by_role("link", name=re.compile("^WX"))).not_to_have_count(0)


def test_orders_are_chosen_with_x_and_printed_together(clerk: Page) -> None:
    clerk.goto("/office/work-orders")
    for key in ("j", "x", "j", "x"):
        clerk.keyboard.press(key)
    expect(clerk.locator("[name=work_order_id]:checked")).to_have_count(2)
    clerk.keyboard.press("p")

    expect(clerk.locator(".a4")).to_have_count(2)


def test_what_is_found_on_a_phone_stands_in_whole_words(clerk: Page) -> None:
    clerk.set_viewport_size({"width": 390, "height": 844})
    clerk.goto("/office/search?q=jxht 5-2-1203")
    name = clerk.get_by_role("main").get_by_text("欧阳靖雯", exact=True).first
    box = name.bounding_box()

    assert box is not None
    assert box["height"] < 48  # one line of four letters
