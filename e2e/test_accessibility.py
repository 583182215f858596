"""Every page for everybody: WCAG 2.2 AA rules, the keyboard, a narrow screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from e2e import ledger
from e2e.phone import Phone
from e2e.server import Server
from e2e.vocabulary import expect_sync, sign_in

pytestmark = pytest.mark.e2e

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    }
}
PHONE = {"width": 390, "height": 844}
#: So tall that the bar at the foot lies over nothing that could be scrolled away from under it.
TALL = {"width": 390, "height": 4000}
NARROW = {"width": 320, "height": 640}
DESK = {"viewport": {"width": 1440, "height": 900}, "is_mobile": False, "has_touch": False}
TECHNICIAN_PAGES = [
    "/tech/",
    "/tech/outbox",
    "/tech/scan",
    "/tech/me",
    "",
    "/materials",
    "/materials?tab=all",
    "/materials?pick=new",
    "/photos",
    "/checks",
    "/handover",
    "/signature",
    "/absence",
    "/unfinished",
    "/unfinished?tab=ending",
    "/marks",
    "/gate",
]
OFFICE_PAGES = [
    "/office/",
    "/office/requests",
    "/office/requests/new",
    "/office/requests/{request}",
    "/office/requests/{open_request}",
    "/office/requests/register",
    "/office/notices",
    "/office/search",
    "/office/search?q=jxht",
    "/office/work-orders",
    "/office/work-orders/{order}",
    "/office/work-orders/{order}/print",
    "/office/dispatch",
    "/office/dispatch?order={ready}",
    "/office/customers",
    "/office/customers/new",
    "/office/customers/duplicates",
    "/office/sites",
    "/office/sites/new",
    "/office/imports",
    "/office/part-orders",
    "/office/prices",
    "/office/verdicts/{item}",
    "/office/appraisals",
    "/office/warranty-rules",
    "/office/inbox",
]


@pytest.fixture(scope="module")
def desk(playwright: Any, shared_network: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The clerk's browser."""
    browser = Phone(
        playwright,
        tmp_path_factory.mktemp("desk"),
        shared_network.url,
        traces=tmp_path_factory.mktemp("pictures"),
        **DESK,
    )
    sign_in(browser.page, "zhuguan")
    yield browser
    browser.switch_off()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_technician_page_keeps_the_rules(
    shared_phone: Phone, shared_server: Server, scheme: Any
) -> None:
    page = shared_phone.page
    page.emulate_media(color_scheme=scheme)
    visit = f"/tech/visits/{started_visit(shared_server)}"
    faults = {}
    for path in TECHNICIAN_PAGES:
        address = path if path.startswith("/tech") else visit + path
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        page.goto(address)
        expect(page.locator("#page")).to_be_visible()
        expect_sync(page, "synced")
        name = (path or "/visit").strip("/").replace("/", "-").replace("?", "-") or "visit"
        shared_phone.picture(f"{scheme}-{name}")
        page.set_viewport_size(TALL)  # type: ignore[arg-type]
        faults.update(faults_of(page, path))
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")
    assert faults == {}


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark"), (1440, "light")])
def test_every_office_page_keeps_the_rules(
    desk: Phone, shared_server: Server, request: pytest.FixtureRequest, scheme: Any, width: int
) -> None:
    page = desk.page
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    known = known_ids(shared_server)
    faults = {}
    for path in OFFICE_PAGES:
        page.goto(path.format(**known))
        expect(page.get_by_role("main")).to_be_visible()
        name = path.split("?")[0].strip("/").replace("/", "-").replace("{", "").replace("}", "")
        page.screenshot(path=f"var/e2e/{request.node.name}/{name}.png")
        faults.update(faults_of(page, path))
    assert faults == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_sign_in_and_the_customers_pages_keep_the_rules(
    shared_server: Server, other_phone: Callable[..., Phone], scheme: Any
) -> None:
    page = other_phone(f"customer-{scheme}").page
    page.emulate_media(color_scheme=scheme)
    code, tail = code_and_tail(shared_server)
    faults = {}
    for path in ("/login", f"/q/{code}", "/nowhere"):
        page.goto(path)
        faults.update(faults_of(page, path))
    page.goto(f"/q/{code}")
    page.get_by_label("报修电话的后四位").fill(tail)
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_label("报修电话的后四位")).to_have_count(0)
    faults.update(faults_of(page, "details"))
    page.screenshot(path=f"var/e2e/customer/{scheme}.png", full_page=True)
    assert faults == {}


def test_no_technician_or_customer_page_scrolls_sideways_on_a_narrow_phone(
    shared_phone: Phone, shared_server: Server
) -> None:
    page = shared_phone.page
    visit = f"/tech/visits/{started_visit(shared_server)}"
    code, _tail = code_and_tail(shared_server)
    too_wide = {}
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for path in [*TECHNICIAN_PAGES, f"/q/{code}"]:
        page.goto(path if path.startswith(("/tech", "/q/")) else visit + path)
        expect(page.get_by_role("main").first).to_be_visible()
        overhang = sideways(page)
        if overhang > 0:
            too_wide[path] = overhang
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    assert too_wide == {}


def test_no_office_page_scrolls_sideways_on_a_narrow_screen(
    desk: Phone, shared_server: Server
) -> None:
    page = desk.page
    known = known_ids(shared_server)
    too_wide = {}
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for path in OFFICE_PAGES:
        if path.endswith(("/print", "/requests/register")):
            continue  # paper
        page.goto(path.format(**known))
        overhang = sideways(page)
        if overhang > 0:
            too_wide[path] = overhang
    assert too_wide == {}


def test_a_clerk_registers_a_request_with_the_keyboard_alone(
    desk: Phone, shared_server: Server
) -> None:
    page = desk.page
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto("/office/requests/new")
    page.get_by_label("房屋", exact=False).first.focus()
    keys = page.keyboard
    walk_to(page, "address_text")
    keys.type("河西村 7 号")
    walk_to(page, "reporter_name")
    keys.type("键盘客户")
    walk_to(page, "reporter_phone")
    keys.type("19900007777")
    walk_to(page, "position")
    keys.type("厨房")
    walk_to(page, "category_code")
    keys.type("kg")
    walk_to(page, "description")
    keys.type("窗关不严")
    keys.press("Control+Enter")
    expect(page.get_by_text("键盘客户").first).to_be_visible()
    assert ledger.column(
        shared_server, "SELECT address_text FROM requests WHERE reporter_name = '键盘客户'"
    ) == ["河西村 7 号"]


def walk_to(page: Page, name: str) -> None:
    """Tab until the field has the focus, which is always to be seen."""
    for _step in range(40):
        focused = page.evaluate("() => document.activeElement?.getAttribute('name') ?? ''")
        if focused == name:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard does not reach {name}")


def faults_of(page: Page, path: str) -> dict[str, Any]:
    found = Axe().run(page, options=RULES).response["violations"]
    return {
        f"{path} {fault['id']}": [node["html"][:160] for node in fault["nodes"][:3]]
        for fault in found
    }


def sideways(page: Page) -> int:
    overhang: int = page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return overhang


def started_visit(server: Server) -> str:
    """An order of wang's that is open."""
    return ledger.visit_of(server, "wang", "accepted", "working", "planned")


def known_ids(server: Server) -> dict[str, str]:
    def first(question: str) -> str:
        return ledger.dashed(ledger.column(server, question)[0])

    return {
        "request": first("SELECT id FROM requests WHERE state = 'open' LIMIT 1"),
        "open_request": first("SELECT id FROM requests WHERE slip_items = 5 LIMIT 1"),
        "order": first("SELECT work_order_id FROM sign_offs JOIN visits ON visits.id = visit_id"),
        "ready": first("SELECT id FROM work_orders WHERE state = 'ready' LIMIT 1"),
        "item": first("SELECT id FROM work_order_items WHERE warranty_verdict = 'out' LIMIT 1"),
    }


def code_and_tail(server: Server) -> tuple[str, str]:
    code, phone = ledger.rows(
        server,
        "SELECT qr_codes.code, requests.reporter_phone FROM qr_codes"
        " JOIN work_orders ON work_orders.id = qr_codes.work_order_id"
        " JOIN requests ON requests.id = work_orders.request_id"
        " JOIN visits ON visits.work_order_id = work_orders.id"
        " WHERE visits.state = 'finished' AND requests.reporter_phone <> '' LIMIT 1",
    )[0]
    return code, phone[-4:]
