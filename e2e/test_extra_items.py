"""顺便看看: one more fault found at the door, told, agreed and repaired with no signal (rule 9)."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from e2e.network import Network
from e2e.phone import Phone
from e2e.vocabulary import (
    answer_cleanup,
    expect_ready_offline,
    expect_sync,
    follow,
    open_visit,
    report_results,
    send_now,
    sign,
    sign_in,
    take_steps,
    tap,
)

HOME = "5-2-1203"
POSITION = "书房北窗"


def test_an_extra_item_is_told_agreed_and_repaired_offline_and_confirmed_by_the_clerk(
    new_phone: Callable[[str], Phone], new_desk: Callable[[str], Phone], network: Network
) -> None:
    phone = new_phone("wang")
    page = phone.page
    sign_in(page, "wang")
    expect_ready_offline(page)
    phone.restart()  # on the way: a browser killed at once may forget a cookie half a minute old
    page = phone.page
    visit = open_visit(page, HOME)
    number = page.locator(".top .serial").inner_text()

    network.down()
    take_steps(page, "接单", "出发", "到达", "开工")
    wang_tells_what_the_rules_say(page)
    the_customer_agrees(page, "100")
    more_than_agreed_stops_the_work(page, visit)
    phone.picture("stopped")
    the_customer_agrees(page, "200")
    report_results(page)
    page.get_by_role("link", name=re.compile("检查")).last.click()
    answer_cleanup(page)
    page.goto(visit)
    take_steps(page, "完工")
    phone.kill()
    phone.switch_on()
    page = phone.page
    page.goto(visit)
    expect(page.get_by_text(POSITION).first).to_be_visible()
    sign(page)

    network.up()
    send_now(page)
    expect_sync(page, "synced", timeout=90_000)
    the_clerk_confirms(new_desk("kefu").page, number)


def wang_tells_what_the_rules_say(page: Page) -> None:
    follow(page, "顺便看看")
    page.get_by_label("部位").fill(POSITION)
    page.get_by_label("什么毛病").select_option("WJ")
    tap(page, "看保修和收费")
    told = page.locator("#told")
    expect(told).to_contain_text("保外·收费")
    expect(told).to_contain_text("报修日")
    told.get_by_label("报价从（元）").fill("50")
    told.get_by_label("到（元）").fill("90")
    told.get_by_label("看到什么").fill("执手松，关不严")
    tap(page, "记上，请客户同意")
    expect(page.get_by_role("heading", name="收费同意")).to_be_visible()


def the_customer_agrees(page: Page, yuan: str) -> None:
    form = page.locator("form[data-command=record_consent]")
    form.get_by_label("全单合计最多（元）").fill(yuan)
    form.get_by_role("radio", name="付款人").check()
    form.get_by_role("radio", name="当面签字").check()
    tap(page, "客户同意")
    expect(page.get_by_role("heading", name="维修单", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="先请客户同意")).to_have_count(0)


def more_than_agreed_stops_the_work(page: Page, visit: str) -> None:
    follow(page, "加材料")
    follow(page, "目录里没有")
    form = page.locator("form[data-command=use_material]")
    item = form.get_by_label("用在哪一项")
    extra = item.locator("option").filter(has_text=POSITION).get_attribute("value")
    item.select_option(extra)
    form.get_by_label("名称").fill("进口执手")
    form.get_by_label("单价（元）").fill("160")
    form.get_by_label("数量").fill("1")
    tap(page, "保存")
    expect(page.get_by_text("需再同意：先停手")).to_be_visible()
    page.goto(visit)
    expect(page.get_by_role("button", name="完工", exact=True)).to_have_count(0)
    tap(page, "先请客户同意")
    expect(page.get_by_text("已超过同意的金额")).to_be_visible()


def the_clerk_confirms(office: Page, number: str) -> None:
    sign_in(office, "kefu")
    office.goto("/office/notices")
    office.get_by_role("link", name=re.compile("现场追加待确认")).first.click()
    expect(office.get_by_text(number).first).to_be_visible()
    row = office.get_by_role("row").filter(has_text=POSITION).first
    expect(row).to_contain_text("待确认")
    row.get_by_role("link", name=re.compile("^去确认")).click()
    expect(office.get_by_text("告知客户：")).to_be_visible()
    tap(office, "确认")
    expect(office.get_by_text("已确认")).to_be_visible()
