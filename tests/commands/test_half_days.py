"""A half-day that is full is refused, whoever still has it on his screen."""

from datetime import date

import pytest

from fieldapp.domain.problems import HalfDayFull
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Company, Request, Visit
from tests.builders import a_request, a_request_item, a_visit, a_work_order
from tests.cast import COMPANY_ID, NOW

SUNDAY = date(2026, 11, 29)
AFTERNOON = {"agreed_on": "2026-11-29", "agreed_half": "pm", "note": "周日下午来"}


def an_open_request(session, **more):
    with write_transaction(session):
        request = a_request(session, state="open", **more)
        a_request_item(session, request)
        return request.id


@pytest.fixture
def full(session):
    """Sunday afternoon with all four visits of 生产部's two technicians agreed on; their ids."""
    with write_transaction(session):
        requests = [a_request(session, agreed_on=SUNDAY, agreed_half="pm") for _ in range(4)]
        for request in requests:
            a_request_item(session, request)
        return [request.id for request in requests]


def agreed(session, request_id):
    session.rollback()
    request = session.get_one(Request, request_id)
    return request.state, request.agreed_on, request.agreed_half


@pytest.mark.usefixtures("full")
def test_a_full_half_day_is_refused_by_its_name_and_nothing_is_kept(kefu, session):
    request_id = an_open_request(session)

    with pytest.raises(HalfDayFull) as refusal:
        kefu.submit("confirm_request", request_id=request_id, **AFTERNOON)

    assert (refusal.value.details["day"], refusal.value.details["half"]) == ("2026-11-29", "下午")
    assert agreed(session, request_id) == ("open", None, None)


@pytest.mark.usefixtures("full")
def test_the_other_half_and_the_day_as_a_whole_have_room(kefu, session):
    for half in ("am", None):
        request_id = an_open_request(session)
        kefu.submit("confirm_request", request_id=request_id, **(AFTERNOON | {"agreed_half": half}))
        assert agreed(session, request_id) == ("confirmed", SUNDAY, half)


@pytest.mark.usefixtures("full")
def test_an_emergency_is_agreed_on_in_a_full_half_day(kefu, session):
    request_id = an_open_request(session, urgency="urgent")

    kefu.submit("confirm_request", request_id=request_id, **AFTERNOON)

    assert agreed(session, request_id) == ("confirmed", SUNDAY, "pm")


@pytest.mark.usefixtures("full")
def test_a_call_nobody_answered_takes_no_place(kefu, session):
    request_id = an_open_request(session)

    kefu.submit("confirm_request", request_id=request_id, outcome="no_answer", **AFTERNOON)

    assert agreed(session, request_id) == ("open", None, None)


def test_whoever_has_a_place_keeps_it_when_it_is_agreed_on_again(kefu, session, full):
    kefu.submit("log_contact", request_id=full[0], **AFTERNOON)

    assert agreed(session, full[0]) == ("confirmed", SUNDAY, "pm")


def test_whoever_moves_into_a_full_half_day_is_refused(kefu, session, full):
    with write_transaction(session):
        session.get_one(Request, full[0]).agreed_half = "am"
    request_id = an_open_request(session)
    kefu.submit("confirm_request", request_id=request_id, **AFTERNOON)

    with pytest.raises(HalfDayFull):
        kefu.submit("log_contact", request_id=full[0], **AFTERNOON)

    assert agreed(session, full[0]) == ("confirmed", SUNDAY, "am")


def test_planned_visits_take_places_and_cancelled_ones_give_them_back(kefu, session):
    with write_transaction(session):
        session.get_one(Company, COMPANY_ID).rules = {"half_day_visits": 1}
        visits = [
            a_visit(session, lead=lead, order=a_work_order(session, state="dispatched"))
            for lead in ("wang", "li")
        ]
        request = a_request(session, state="open")
        a_request_item(session, request).warranty_verdict = "in"
        request_id, visit_id = request.id, visits[0].id
    this_morning = {"agreed_on": NOW.date().isoformat(), "agreed_half": "am", "note": "今天来"}

    with pytest.raises(HalfDayFull):
        kefu.submit("confirm_request", request_id=request_id, **this_morning)
    with write_transaction(session):
        session.get_one(Visit, visit_id).state = "cancelled"
    kefu.submit("confirm_request", request_id=request_id, **this_morning)

    assert agreed(session, request_id)[0] == "confirmed"
