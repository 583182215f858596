"""The 15 days: agreeing to a delay, and telling the office in time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import DelayPast, OrderEnded, PayloadRefused, PermissionMissing
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Contact, Notice, Request, WorkOrder
from tests.builders import a_work_order
from tests.cast import NOW, person_id
from tests.commands.senders import Office

TALK = {"with_name": "周慧", "note": "等玻璃，客户同意"}


@pytest.fixture
def order_aged(session):
    """Make a committed order registered so many days ago and return its id."""

    def make(days, **overrides):
        with write_transaction(session):
            order = a_work_order(session, **overrides)
            request = session.get_one(Request, order.request_id)
            request.registered_at = NOW - timedelta(days=days)
            return order.id

    return make


def told(session):
    session.rollback()
    return session.execute(select(Notice.subject_id, Notice.person_id, Notice.kind)).all()


def test_the_customers_agreement_is_a_talk_and_a_day(kefu, session, order_aged):
    order_id = order_aged(10)

    kefu.submit("agree_delay", work_order_id=order_id, until_on="2026-12-20", **TALK)

    contact = session.get_one(Contact, kefu.command_id)
    assert (contact.purpose, contact.agreed_on) == ("delay", date(2026, 12, 20))
    assert session.get_one(WorkOrder, order_id).delay_agreed_until == date(2026, 12, 20)


@pytest.mark.parametrize("until_on", ["2026-11-28", "2026-11-01"])
def test_a_delay_until_today_or_earlier_is_none(kefu, session, order_aged, until_on):
    order_id = order_aged(10)

    with pytest.raises(DelayPast):
        kefu.submit("agree_delay", work_order_id=order_id, until_on=until_on, **TALK)

    session.rollback()
    assert session.get_one(WorkOrder, order_id).delay_agreed_until is None


def test_a_delay_needs_words_a_right_and_an_open_order(kefu, session, clock, order_aged):
    with pytest.raises(PayloadRefused):
        kefu.submit(
            "agree_delay", work_order_id=order_aged(10), until_on="2026-12-20",
            **(TALK | {"note": ""}),
        )  # fmt: skip
    with pytest.raises(PermissionMissing):
        Office(session, clock, "jiandu").submit(
            "agree_delay", work_order_id=order_aged(10), until_on="2026-12-20", **TALK
        )
    with pytest.raises(OrderEnded):
        kefu.submit(
            "agree_delay", work_order_id=order_aged(10, state="closed"), until_on="2026-12-20",
            **TALK,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("days", "overrides", "kind"),
    [
        (11, {}, ""),
        (12, {}, "deadline_near"),
        (40, {"state": "awaiting_parts"}, "deadline_over"),
        (12, {"delay_agreed_until": date(2026, 12, 20)}, ""),
        (40, {"delay_agreed_until": date(2026, 11, 30)}, "deadline_near"),
        (12, {"state": "done"}, ""),
        (12, {"kind": "measure"}, ""),
    ],
)
def test_clerk_and_supervisor_are_told_on_the_twelfth_day(
    kefu, session, order_aged, days, overrides, kind
):
    order_id = order_aged(days, **overrides)

    kefu.submit("tell_deadlines", on="2026-11-28")

    expected = {(order_id, person_id(name), kind) for name in ("kefu", "zhuguan")}
    assert {tuple(row) for row in told(session)} == (expected if kind else set())


def test_of_each_order_they_are_told_once(kefu, zhuguan, session, order_aged):
    order_aged(12)
    kefu.submit("tell_deadlines", on="2026-11-28")
    order_aged(13)

    zhuguan.submit("tell_deadlines", on="2026-11-29")
    zhuguan.submit("tell_deadlines", on="2026-11-30")

    assert len(told(session)) == 4
