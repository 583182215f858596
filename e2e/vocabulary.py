"""What people do, in words: the stories are written with these."""

from __future__ import annotations

import io
import re

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

PASSWORD = "fieldapp-demo"
READY_MS = 30_000


def sign_in(page: Page, username: str) -> None:
    page.goto("/login")
    page.get_by_label("用户名").fill(username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_url(re.compile(r"/(tech|office)/$"))


def expect_sync(page: Page, *states: str, timeout: float = READY_MS) -> None:
    """The page says in which state its work is; one of these."""
    wanted = re.compile(f"^({'|'.join(states)})$")
    expect(page.locator("body")).to_have_attribute("data-sync-state", wanted, timeout=timeout)


def expect_ready_offline(page: Page) -> None:
    """Worker in control, store complete, page rendered on the phone."""
    expect_sync(page, "synced")
    expect(page.locator("body")).to_have_attribute("data-rendered-by", "worker", timeout=READY_MS)


def open_visit(page: Page, place: str) -> str:
    """Open the first visit at this place from the day; returns its path."""
    page.goto("/tech/")
    page.get_by_role("link").filter(has_text=place).first.click()
    expect(page.get_by_role("heading", name="维修单")).to_be_visible()
    return page.url.split("?")[0]


def open_accepted_visit(page: Page, place: str) -> str:
    """Open it, and accept it where nobody has yet: only then there is something to write."""
    path = open_visit(page, place)
    if page.get_by_role("button", name="接单", exact=True).count():
        take_steps(page, "接单")
    return path


def tap(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).first.click()


def follow(page: Page, name: str) -> None:
    page.get_by_role("link", name=name, exact=True).first.click()


def take_steps(page: Page, *names: str) -> None:
    """Tap the technician's steps one after the other; each shows before the next."""
    for name in names:
        tap(page, name)
        # A button that says "正在保存" has another name, and is still there.
        expect(page.locator("form[data-sending]")).to_have_count(0)
        expect(page.get_by_role("button", name=name, exact=True)).to_have_count(0)


def report_results(page: Page, result: str = "修好了") -> None:
    forms = page.locator("form[data-command=report_result]")
    for number in range(forms.count()):
        form = forms.nth(number)
        form.get_by_role("radio", name=result, exact=True).check()
        form.get_by_role("button", name="保存").click()
        expect(page.locator("form[data-sending]")).to_have_count(0)
        expect(form.locator("..").locator(".sync").first).not_to_have_attribute("data-sync", "")


def use_catalogue_material(page: Page, search: str, name: str, quantity: str = "1") -> None:
    page.get_by_role("link", name=re.compile("^全部")).click()
    page.get_by_label("找材料").last.fill(search)
    page.get_by_role("link", name=re.compile(f"^用上{re.escape(name)}")).first.click()
    form = page.locator("form[data-command=use_material]")
    form.get_by_label("数量").fill(quantity)
    form.get_by_role("button", name="保存").click()
    expect(page.locator("[id^=use-]").filter(has_text=name).first).to_be_visible()


def use_other_material(page: Page, name: str, price: str, quantity: str = "1") -> None:
    follow(page, "目录里没有")
    form = page.locator("form[data-command=use_material]")
    form.get_by_label("名称").fill(name)
    form.get_by_label("单价（元）").fill(price)
    form.get_by_label("数量").fill(quantity)
    form.get_by_role("button", name="保存").click()
    expect(page.locator("[id^=use-]").filter(has_text=name).first).to_be_visible()


def take_photo(page: Page, kind: str, picture: bytes) -> None:
    """kind: 修前, 修中 or 修后; the camera gives ``picture``."""
    change = page.get_by_role("link", name=f"改拍{kind}")
    if change.count():
        change.click()
    form = page.locator("form[data-command=attach_photo]")
    give_photo(form.locator("input[name=photo]"), picture)
    save = form.get_by_role("button", name="保存")
    expect(save).to_be_enabled()
    save.click()
    expect(page.locator(f"#slot-{KINDS[kind]} figure")).not_to_have_count(0)


def give_photo(
    field: Locator, content: bytes, *, name: str = "IMG_0001.jpg", mime: str = "image/jpeg"
) -> None:
    """As the camera does after a tap on the field, whose focus keeps the page as it is."""
    field.focus()
    field.set_input_files({"name": name, "mimeType": mime, "buffer": content})


KINDS = {"修前": "before", "修中": "during", "修后": "after"}


def photo(colour: str, width: int = 2400, height: int = 1800) -> bytes:
    """A JPEG as a phone makes it: large, and of one colour one can tell apart."""
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).rectangle(
        (width // 4, height // 4, width // 2, height // 2), fill="white"
    )
    file = io.BytesIO()
    image.save(file, "JPEG", quality=88)
    return file.getvalue()


def answer_cleanup(page: Page) -> None:
    page.locator("#check-cleanup\\.swept").get_by_role("button").click()
    expect(page.locator("#check-cleanup\\.swept")).to_contain_text("做到了")
    page.locator("#check-cleanup\\.usable").get_by_role("button", name="可以正常使用").click()
    expect(page.locator("#check-cleanup\\.usable .done")).to_contain_text("可以正常使用")


def draw_signature(page: Page) -> None:
    """Three strokes with the mouse, as long as a name."""
    pad = page.locator("signature-pad canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    for line in range(3):
        left = box["x"] + 30 + line * 70
        top = box["y"] + 30
        page.mouse.move(left, top)
        page.mouse.down()
        for step in range(1, 9):
            page.mouse.move(left + step * 6, top + (step % 4) * 16 + step * 4)
        page.mouse.up()


def sign(page: Page, *, rating: str = "满意", opinion: str = "") -> None:
    """The customer reads, rates, comments and signs; the phone goes back to the technician."""
    tap(page, "客户签字")
    tap(page, "没问题，去签字")
    page.get_by_role("radio", name=rating, exact=True).check()
    if opinion:
        page.get_by_label("您的意见").fill(opinion)
    draw_signature(page)
    relation = page.get_by_role("radio", name="业主")
    relation.check()
    tap(page, "签好了")
    expect(page.get_by_text("谢谢，请把手机还给师傅")).to_be_visible()


def marks(page: Page) -> Locator:
    """Every mark that says where an item is."""
    return page.locator("#page .sync[data-command-id]:not([hidden])")


def expect_marks(page: Page, state: str, timeout: float = READY_MS) -> None:
    """All marks of the page say the same."""
    expect(marks(page)).not_to_have_count(0)
    others = page.locator(f'#page .sync[data-command-id]:not([hidden]):not([data-sync="{state}"])')
    expect(others).to_have_count(0, timeout=timeout)


def get_ready(page: Page, username: str) -> None:
    """Sign in and wait until the phone can work without a signal."""
    sign_in(page, username)
    expect_ready_offline(page)


def write_remark(page: Page, text: str) -> None:
    """Write a remark on the order that is shown; it is in place before this returns."""
    page.get_by_text("写备注", exact=True).click()
    form = page.locator("form[data-command=add_remark]")
    form.get_by_label("备注").fill(text)
    form.get_by_role("button", name="保存").click()
    expect(remark_row(page, text)).to_be_visible()


def remark_row(page: Page, text: str) -> Locator:
    return page.get_by_role("listitem").filter(has_text=text)


def signal_returns(page: Page) -> None:
    """The browser tells the page that there is a network again."""
    page.evaluate("() => dispatchEvent(new Event('online'))")


def send_now(page: Page) -> None:
    page.goto("/tech/outbox")
    tap(page, "现在上传")
