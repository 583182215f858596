"""返修 goes to whoever did the repair (rule 3): the dispatch form begins with him."""

from datetime import timedelta

import pytest

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Person, WorkOrder
from tests.builders import a_visit, a_work_order
from tests.cast import NOW, person_id
from tests.web.conftest import text_of


@pytest.fixture
def rework(session):
    """An order that does again what li finished after wang had not; ids of both."""
    with write_transaction(session):
        earlier = a_work_order(session, state="closed", number="WX20261101-007")
        a_visit(session, lead="wang", order=earlier, state="unfinished", ended_at=NOW)
        a_visit(
            session, lead="li", order=earlier, state="finished", ended_at=NOW - timedelta(days=2)
        )
        again = a_work_order(session, rework_of_id=earlier.id)
        return again.id


def lead_of(page):
    """The technician chosen on the form; None if nobody is."""
    chosen = [
        username
        for username in ("wang", "li", "zhao", "chen")
        if f'name="lead_id" value="{person_id(username)}" required checked>' in page
    ]
    return chosen[0] if chosen else None


def test_a_rework_begins_with_whoever_did_the_repair(sign_in, rework):
    page = text_of(sign_in("zhuguan").get(f"/office/dispatch?order={rework}"))

    assert lead_of(page) == "li"
    assert "WX20261101-007 是李志强修的，返修还是他去。" in page


def test_who_has_left_is_named_but_not_chosen(sign_in, session, rework):
    with write_transaction(session):
        session.get_one(Person, person_id("li")).is_active = False

    page = text_of(sign_in("zhuguan").get(f"/office/dispatch?order={rework}"))

    assert lead_of(page) is None
    assert "WX20261101-007 是李志强修的，他已不在名单上，请另选一位。" in page


def test_a_first_repair_begins_with_nobody(sign_in, stored):
    order = stored(a_work_order)

    page = text_of(sign_in("zhuguan").get(f"/office/dispatch?order={order.id}"))

    assert lead_of(page) is None
    assert "返修" not in page


def test_whoever_was_chosen_instead_stays_after_a_refusal(sign_in, session, rework):
    form = {
        "order": rework, "lead_id": person_id("wang"), "planned_on": "2026-11-28",
        "window_start": "", "window_end": "",
    }  # fmt: skip

    answer = sign_in("zhuguan").post("/office/dispatch/trips", data=form)

    assert answer.status_code == 422
    assert lead_of(text_of(answer)) == "wang"
    assert session.get_one(WorkOrder, rework).state == "ready"
