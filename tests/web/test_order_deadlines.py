"""The 15 days of an order as every desk sees them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from fieldapp.persistence.tables import Notice, Request, WorkOrder
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


def test_a_day_somebody_else_agreed_on_meanwhile_is_told_before_it_is_changed(
    sign_in, aged, session
):
    order, kefu, zhuguan = aged(20), sign_in("kefu"), sign_in("zhuguan")
    form = {"until_on": "2026-12-12", "was_until": "", "with_name": "周慧", "note": "等玻璃"}
    assert kefu.post(order_path(order, "delays"), data=form).status_code == 303

    late = zhuguan.post(
        order_path(order, "delays"), data=form | {"until_on": "2026-12-20", "note": "等型材"}
    )

    assert late.status_code == 409
    page = text_of(late)
    assert "刚才已记下客户同意延到 12月12日 周六。" in page
    assert 'value="2026-12-20"' in page
    assert 'name="was_until" value="2026-12-12"' in page
    assert "等型材" in page
    session.rollback()
    assert session.get_one(WorkOrder, order.id).delay_agreed_until == date(2026, 12, 12)
    again = form | {"until_on": "2026-12-20", "was_until": "2026-12-12"}
    assert zhuguan.post(order_path(order, "delays"), data=again).status_code == 303


def test_an_empty_day_is_asked_for(sign_in, aged):
    order = aged(20)

    answer = sign_in("kefu").post(
        order_path(order, "delays"), data={"until_on": "", "with_name": "周慧", "note": "等玻璃"}
    )

    assert answer.status_code == 422
    assert "这一项必填。" in text_of(answer)
