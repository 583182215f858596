"""The customer's hand: too little ink, a turned phone, signing anew, fingers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from e2e import ledger
from e2e.network import Network
from e2e.phone import Phone
from e2e.server import Server
from e2e.vocabulary import (
    answer_cleanup,
    draw_signature,
    expect_sync,
    get_ready,
    open_visit,
    report_results,
    signal_returns,
    take_steps,
    tap,
)

pytestmark = pytest.mark.e2e

HOME = "5-2-1203"
#: How many pixels of the pad carry ink, and how far it reaches, in parts of the pad's width.
INK = """(canvas) => {
  const { width, height } = canvas;
  const { data } = canvas.getContext("2d").getImageData(0, 0, width, height);
  let count = 0, left = width, right = 0;
  for (let n = 3; n < data.length; n += 4) {
    if (data[n] === 0) continue;
    count += 1;
    const x = ((n - 3) / 4) % width;
    left = Math.min(left, x);
    right = Math.max(right, x);
  }
  return { count, reach: count ? (right - left) / width : 0 };
}"""


@dataclass(frozen=True)
class Signing:
    """A phone that shows the signature page of a finished order."""

    phone: Phone
    visit: str

    @property
    def page(self) -> Page:
        return self.phone.page

    def open(self) -> None:
        self.page.set_viewport_size({"width": 390, "height": 844})
        self.page.goto(f"{self.visit}/signature")
        expect(self.page.locator("signature-pad canvas")).to_be_visible()
        clear = self.page.get_by_role("button", name="重签")
        if clear.is_visible():
            clear.click()
        expect(pad_of(self.page)).to_have_attribute("data-state", "empty")


def finish(phone: Phone) -> Signing:
    page = phone.page
    visit = open_visit(page, HOME)
    take_steps(page, "接单", "出发", "到达", "开工")
    report_results(page)
    page.goto(f"{visit}/checks")
    answer_cleanup(page)
    page.goto(visit)
    take_steps(page, "完工")
    expect_sync(page, "synced")  # so that no news replaces the page while a hand is on it
    return Signing(phone, visit)


@pytest.fixture(scope="module")
def finished(shared_phone: Phone) -> Signing:
    """Stories that share it do not sign."""
    return finish(shared_phone)


@pytest.fixture
def signing(finished: Signing) -> Signing:
    finished.open()
    return finished


def test_no_ink_and_too_little_ink_are_refused_in_words(
    signing: Signing, shared_server: Server
) -> None:
    page = signing.page
    page.get_by_role("radio", name="满意", exact=True).check()
    tap(page, "签好了")
    expect(page.get_by_role("alert").filter(has_text="请先在框里签名")).to_be_visible()
    dot(page)
    tap(page, "签好了")
    expect(page.get_by_role("alert").filter(has_text="签名太短")).to_be_visible()
    signing.phone.picture("too-little-ink")
    expect(page).to_have_url(f"{signing.phone.url}{path_of(signing.visit)}/signature")
    assert sign_offs(shared_server, signing.visit) == []


def test_turning_the_phone_keeps_every_stroke_in_sight(signing: Signing) -> None:
    page = signing.page
    draw_signature(page)
    upright = strokes_of(page)
    assert len(upright) == 3
    assert ink(page)["count"] > 100
    signing.phone.picture("upright")

    page.set_viewport_size({"width": 844, "height": 390})
    expect(pad_of(page)).to_have_attribute("data-state", "signed")
    assert strokes_of(page) == upright
    assert ink(page)["count"] > 100
    signing.phone.picture("sideways")
    stroke(page, [(0.7, 0.3), (0.8, 0.7), (0.9, 0.4)])
    assert len(strokes_of(page)) == 4

    page.set_viewport_size({"width": 390, "height": 844})
    assert len(strokes_of(page)) == 4
    assert 0 < ink(page)["reach"] <= 1
    signing.phone.picture("upright-again")


def test_signing_anew_forgets_all_strokes(signing: Signing) -> None:
    page = signing.page
    draw_signature(page)
    expect(pad_of(page)).to_have_attribute("data-state", "signed")
    tap(page, "重签")
    expect(pad_of(page)).to_have_attribute("data-state", "empty")
    assert strokes_of(page) == []
    assert ink(page)["count"] == 0


def test_fingers_write_several_strokes(signing: Signing) -> None:
    page = signing.page
    finger = page.context.new_cdp_session(page)
    for line in range(4):
        touch_stroke(page, finger, [(0.1 + line * 0.2, 0.2), (0.2 + line * 0.2, 0.8)])
    strokes = strokes_of(page)
    assert len(strokes) == 4
    assert all(len(points) > 2 for points in strokes)
    assert all(isinstance(value, int) for points in strokes for point in points for value in point)
    signing.phone.picture("fingers")


def test_a_signature_given_without_signal_arrives_with_the_text_that_was_shown(
    phone: Phone, network: Network, server: Server
) -> None:
    page = phone.page
    get_ready(page, "wang")
    signing = finish(phone)
    signing.open()
    network.down()
    page.get_by_role("radio", name="满意", exact=True).check()
    page.get_by_label("您的意见").fill("师傅讲得清楚")
    shown = page.locator("input[name=document]").input_value()
    draw_signature(page)
    drawn = strokes_of(page)
    owner = page.get_by_role("radio", name="业主")
    if not owner.is_checked():
        owner.check()
    tap(page, "签好了")
    expect(page.get_by_text("谢谢，请把手机还给师傅")).to_be_visible()
    signing.phone.picture("thanks")

    network.up()
    signal_returns(page)
    expect_sync(page, "synced")
    kept = sign_offs(server, signing.visit)
    assert [(text, json.loads(ink), opinion) for text, ink, opinion in kept] == [
        (shown, drawn, "师傅讲得清楚")
    ]


def pad_of(page: Page) -> Any:
    return page.locator("signature-pad .pad")


def strokes_of(page: Page) -> list[list[list[int]]]:
    value = page.locator("signature-pad input[name=strokes]").input_value()
    strokes: list[list[list[int]]] = json.loads(value) if value else []
    return strokes


def ink(page: Page) -> dict[str, float]:
    measured: dict[str, float] = page.locator("signature-pad canvas").evaluate(INK)
    return measured


def dot(page: Page) -> None:
    stroke(page, [(0.5, 0.5), (0.505, 0.505)])


def stroke(page: Page, points: list[tuple[float, float]]) -> None:
    """One stroke of the mouse through points in parts of the pad."""
    box = box_of_pad(page)
    page.mouse.move(*within(box, points[0]))
    page.mouse.down()
    for point in points[1:]:
        page.mouse.move(*within(box, point), steps=6)
    page.mouse.up()


def touch_stroke(page: Page, finger: CDPSession, points: list[tuple[float, float]]) -> None:
    box = box_of_pad(page)
    (left, top), (right, bottom) = (within(box, point) for point in points)
    touch(finger, "touchStart", left, top)
    for step in range(1, 9):
        part = step / 8
        touch(finger, "touchMove", left + (right - left) * part, top + (bottom - top) * part)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def touch(finger: CDPSession, kind: str, x: float, y: float) -> None:
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})


def box_of_pad(page: Page) -> Any:
    canvas = page.locator("signature-pad canvas")
    canvas.scroll_into_view_if_needed()
    return canvas.bounding_box()


def within(box: Any, point: tuple[float, float]) -> tuple[float, float]:
    return box["x"] + box["width"] * point[0], box["y"] + box["height"] * point[1]


def sign_offs(server: Server, visit: str) -> list[tuple[Any, ...]]:
    return ledger.rows(
        server,
        "SELECT document_text, strokes, opinion FROM sign_offs WHERE visit_id = ?",
        ledger.stored_id(visit.rsplit("/", 1)[-1]),
    )


def path_of(visit: str) -> str:
    return "/tech/visits/" + visit.rsplit("/", 1)[-1]
