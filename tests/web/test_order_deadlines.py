"""The 15 days of an order as every desk sees them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldapp.persistence.tables import Notice, Request
from tests.builders import a_work_order
from tests.cast import NOW, person_id
from tests.web.conftest import text_of


def order_path(order, *rest):
    return "/".join([f"/office/work-orders/{order.id}", *rest])


@pytest.fixture
def aged(stored):
    """An order whose request is so many days old."""

    def make(days, **overrides):
        def build(session):
            order = a_work_order(session, **overrides)
            session.get_one(Request, order.request_id).registered_at = NOW - timedelta(days=days)
            return order

        return stored(build)

    return make


@pytest.mark.parametrize(
    ("days", "words"), [(10, "只剩 1 个周末"), (15, "只剩 1 个周末"), (20, "已超 15 天")]
)
def test_the_fifteen_days_are_seen_from_every_desk(sign_in, aged, days, words):
    order, kefu = aged(days), sign_in("kefu")

    for path in ("/office/", order_path(order), "/office/work-orders", "/office/dispatch"):
        assert words in text_of(kefu.get(path)), path


def test_an_agreed_delay_is_said_and_is_no_alarm(sign_in, aged):
    order, kefu = aged(20), sign_in("kefu")
    form = {"until_on": "2026-12-12", "with_name": "周慧", "channel": "phone", "note": "等玻璃"}

    answer = kefu.post(order_path(order, "delays"), data=form)

    assert answer.status_code == 303
    assert "客户已同意延到 12月12日" in text_of(kefu.get(order_path(order)))
    assert order.number not in text_of(kefu.get("/office/"))


def test_the_days_first_page_tells_of_the_twelfth_day_once(sign_in, aged, session):
    order = aged(12)

    for username in ("jiandu", "kefu", "zhuguan", "kefu"):
        sign_in(username).get("/office/")

    told = session.execute(select(Notice.person_id, Notice.kind, Notice.subject_id)).all()
    assert {tuple(row) for row in told} == {
        (person_id(name), "deadline_near", order.id) for name in ("kefu", "zhuguan")
    }
    assert len(told) == 2


def test_nobody_who_may_not_write_makes_the_notices(sign_in, aged, session):
    aged(12)

    sign_in("jiandu").get("/office/")

    assert session.scalar(select(Notice.id)) is None
