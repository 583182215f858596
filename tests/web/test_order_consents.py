"""Which lines of the order's page an agreement to some of its items covers."""

import re

import pytest

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import WorkOrderItem
from tests.builders import a_work_order, an_item
from tests.web.conftest import text_of

CONSENT = {"who": "payer", "who_name": "李国强", "how": "phone", "agreed_cents": "190"}
AGREED, OPEN = "电话 11月28日", "还没同意"


def order_path(order, *rest):
    return "/".join([f"/office/work-orders/{order.id}", *rest])


@pytest.fixture
def order(stored, session):
    """Two windows to be paid for, the call-out of the whole and labour for each."""

    def build(session):
        made = a_work_order(session, positions=(), state="awaiting_consent")
        for number in (1, 2):
            an_item(
                session, made, position=f"窗 {number}", position_no=number, charge_verdict="charged"
            )
        return made

    return stored(build)


@pytest.fixture
def items(order, session):
    rows = session.query(WorkOrderItem).filter_by(work_order_id=order.id)
    return [row.id for row in rows.order_by(WorkOrderItem.position_no)]


@pytest.fixture
def kefu(sign_in, order, items):
    kefu = sign_in("kefu")
    for what, item_id in (("上门费", ""), ("拆装一", items[0]), ("拆装二", items[1])):
        form = {"what": what, "unit_price_cents": "50", "item_id": item_id}
        added = kefu.post(
            order_path(order, "estimate-lines"), data=form | {"quantity_low_milli": "1"}
        )
        assert added.status_code == 303
    return kefu


def said_of(page):
    """What the table of charges says of each line's agreement."""
    table = text_of(page).split('aria-label="逐项与金额"')[1].split("</table>")[0]
    rows = re.findall(r"<td><b>(\S+)</b>.*?data-label=\"同意\">(.*?)</td>", table, re.S)
    return {name: re.sub(r"<[^>]+>", "", words) for name, words in rows}


def test_work_for_an_item_is_agreed_with_it_and_the_whole_waits(kefu, order, items):
    kefu.post(order_path(order, "consents"), data=CONSENT | {"item_ids": items[0]})

    said = said_of(kefu.get(order_path(order)))
    assert said == {"上门费": OPEN, "拆装一": AGREED, "拆装二": OPEN}


def test_once_every_item_to_be_paid_is_agreed_so_is_the_whole(kefu, order, items, session):
    kefu.post(order_path(order, "consents"), data=CONSENT | {"item_ids": items[0]})
    with write_transaction(session):
        session.get_one(WorkOrderItem, items[1]).charge_verdict = "free"
    assert said_of(kefu.get(order_path(order)))["上门费"] == AGREED

    with write_transaction(session):
        session.get_one(WorkOrderItem, items[1]).charge_verdict = "charged"
    kefu.post(order_path(order, "consents"), data=CONSENT | {"item_ids": items[1]})
    assert set(said_of(kefu.get(order_path(order))).values()) == {AGREED}


def test_an_agreement_to_the_order_covers_every_line(kefu, order):
    kefu.post(order_path(order, "consents"), data=CONSENT)

    assert set(said_of(kefu.get(order_path(order))).values()) == {AGREED}
