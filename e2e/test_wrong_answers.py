"""An answer that is no receipt moves nothing: the outbox stays, the next attempt follows."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from e2e import ledger
from e2e.network import Network, http_answer
from e2e.phone import Phone
from e2e.server import Server
from e2e.store import outbox
from e2e.vocabulary import (
    expect_sync,
    open_accepted_visit,
    remark_row,
    signal_returns,
    write_remark,
)

pytestmark = pytest.mark.e2e

HOME = "5-2-1203"
JSON = "application/json"
PORTAL = "<!doctype html><title>免费上网</title><h1>请先登录 Wi-Fi</h1>"
NAMELESS = '{"proto":1,"epoch":1,"device_id":"none","receipts":[]}'


@dataclass(frozen=True)
class Wrong:
    """What the network answers instead of the server; ``cut`` bytes of the truth if given."""

    name: str
    canned: bytes = b""
    cut: int | None = None


WRONG = [
    Wrong("captive-portal-200", http_answer("200 OK", PORTAL)),
    Wrong("redirect-to-sign-in", http_answer("302 Found", "", Location="/login")),
    Wrong("redirect-elsewhere", http_answer("307 Temporary Redirect", "", Location="/healthz")),
    Wrong("empty-200", http_answer("200 OK", "", JSON)),
    Wrong("nothing-204", b"HTTP/1.1 204 No Content\r\n\r\n"),
    Wrong("error-500", http_answer("500 Internal Server Error", PORTAL)),
    Wrong("bad-gateway-502", http_answer("502 Bad Gateway", PORTAL)),
    Wrong("maintenance-503", http_answer("503 Unavailable", PORTAL, Retry_After="1")),
    Wrong("too-large-413", http_answer("413 Content Too Large", PORTAL)),
    Wrong("truncated-json", http_answer("200 OK", '{"proto":1,"receipts":[{"comm', JSON)),
    Wrong("json-of-another-shape", http_answer("200 OK", '{"status":"ok"}', JSON)),
    Wrong("json-that-names-nobody", http_answer("200 OK", NAMELESS, JSON)),
    Wrong("cut-inside-the-headers", cut=40),
    Wrong("cut-inside-the-body", cut=900),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.name)
def test_a_wrong_answer_leaves_the_outbox_untouched_and_heals(
    shared_phone: Phone, shared_network: Network, shared_server: Server, wrong: Wrong
) -> None:
    page = shared_phone.page
    open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    own = uuid4().hex[:8]
    texts = [f"{own} 第一条", f"{own} 第二条"]
    if wrong.cut is None:
        fault = shared_network.fail("answer", "/sync/v1/", canned=wrong.canned)
    else:
        fault = shared_network.fail("cut", "/sync/v1/", at=wrong.cut)
    for text in texts:
        write_remark(page, text)
    made = outbox(page).pending
    assert len(made) == 2

    # Asked twice: the first wrong answer has been digested, and the phone has not given up.
    shared_network.wait_until_struck(fault, 3)
    assert outbox(page).pending == made
    for text in texts:
        expect(remark_row(page, text).locator(".sync")).to_have_text("在手机上")
    expect_sync(page, "pending", "sending")

    shared_network.clear()
    signal_returns(page)
    expect_sync(page, "synced")
    for text in texts:
        expect(remark_row(page, text).locator(".sync")).to_have_text("已核对")
    assert ledger.remarks(shared_server, own) == texts


def test_a_server_that_asks_for_patience_is_not_asked_before_its_time(
    shared_phone: Phone, shared_network: Network, shared_server: Server
) -> None:
    page = shared_phone.page
    open_accepted_visit(page, HOME)
    expect_sync(page, "synced")
    patience = http_answer("503 Service Unavailable", PORTAL, Retry_After="4")
    fault = shared_network.fail(
        "answer", "/sync/v1/push", carrying=b'"add_remark"', canned=patience, times=1
    )
    with shared_network.recording() as seen:
        text = f"{uuid4().hex[:8]} 维护中写的"
        write_remark(page, text)
        shared_network.wait_until_struck(fault)
        expect_sync(page, "synced")
    pushes = [exchange for exchange in seen if exchange.path.endswith("/push")]
    refused = next(number for number, push in enumerate(pushes) if push.fault == "answer")
    assert pushes[refused + 1].at - pushes[refused].at >= 4
    assert ledger.remarks(shared_server, text[:8]) == [text]
