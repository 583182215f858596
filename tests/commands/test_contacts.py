"""The call back: logged, several attempts, and no order before it reached somebody (rule 2)."""

from datetime import date

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    ContactDayPast,
    ContactSubjectMissing,
    CustomerUnknown,
    EstimateReversed,
    PayloadRefused,
    PermissionMissing,
    RequestContentMissing,
    RequestUnknown,
    RequestWrongState,
    WorkOrderUnknown,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Contact, Request, RequestItem, WorkOrder, new_id
from tests.builders import a_customer, a_request, a_request_item, a_work_order
from tests.cast import OTHER_COMPANY_ID, person_id
from tests.commands.senders import Office
from tests.commands.test_office import ordered

AGREED = {
    "note": "周六上午换胶条",
    "with_name": "王秀英",
    "agreed_on": "2026-11-29",
    "agreed_half": "am",
    "low_cents": 8500,
    "high_cents": 13000,
}


@pytest.fixture
def open_request(session):
    """An open request of one item: (request id, item id)."""
    with write_transaction(session):
        request = a_request(session, state="open")
        return request.id, a_request_item(session, request).id


def an_order(request_id, item_id, **more):
    return {
        "request_id": request_id,
        "department": "engineering",
        "items": [ordered(item_id)],
    } | more


def test_the_call_back_confirms_a_request_and_is_logged(kefu, session, open_request, clock):
    request_id, _ = open_request

    kefu.submit("confirm_request", request_id=request_id, **AGREED)

    request = session.get_one(Request, request_id)
    assert (request.state, request.confirmed_at) == ("confirmed", clock())
    assert request.confirmed_by_id == person_id("kefu")
    assert (request.agreed_on, request.agreed_half) == (date(2026, 11, 29), "am")
    assert request.revision == 2
    contact = session.scalar(select(Contact))
    assert (contact.purpose, contact.outcome, contact.with_name, contact.note) == (
        "confirm_back", "reached", "王秀英", "周六上午换胶条",
    )  # fmt: skip
    assert (contact.low_cents, contact.high_cents, contact.request_id) == (8500, 13000, request_id)


def test_an_attempt_nobody_answered_is_logged_and_confirms_nothing(kefu, session, open_request):
    request_id, item_id = open_request

    kefu.submit("confirm_request", request_id=request_id, outcome="no_answer")
    kefu.submit("confirm_request", request_id=request_id, outcome="wrong_number")

    assert session.get_one(Request, request_id).state == "open"
    assert sorted(session.scalars(select(Contact.outcome))) == ["no_answer", "wrong_number"]
    with pytest.raises(RequestWrongState):
        kefu.submit("make_work_order", **an_order(request_id, item_id))
    kefu.submit("confirm_request", request_id=request_id, **AGREED)
    kefu.submit("make_work_order", **an_order(request_id, item_id))


def test_a_call_that_says_nothing_confirms_nothing(kefu, session, open_request):
    with pytest.raises(RequestContentMissing):
        kefu.submit("confirm_request", request_id=open_request[0], note=" ")

    assert session.scalar(select(Contact.id)) is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"request_id": new_id()}, RequestUnknown),
        ({"agreed_on": "2026-11-27"}, ContactDayPast),
        ({"low_cents": 2, "high_cents": 1}, EstimateReversed),
        ({"outcome": "perhaps"}, PayloadRefused),
        ({"agreed_half": "night"}, PayloadRefused),
        ({"note": "长" * 501}, PayloadRefused),
    ],
)
def test_a_call_that_cannot_be_is_refused_whole(kefu, session, open_request, change, problem):
    with pytest.raises(problem):
        kefu.submit("confirm_request", **({"request_id": open_request[0]} | AGREED | change))

    assert session.scalar(select(Contact.id)) is None
    assert session.get_one(Request, open_request[0]).state == "open"


def test_a_request_is_confirmed_once(kefu, session, open_request):
    kefu.submit("confirm_request", request_id=open_request[0], **AGREED)

    with pytest.raises(RequestWrongState):
        kefu.submit("confirm_request", request_id=open_request[0], **AGREED)


def test_the_same_call_sent_twice_is_logged_once(kefu, session, open_request):
    call_id = new_id()
    for _time in range(2):
        kefu.submit("confirm_request", as_id=call_id, request_id=open_request[0], **AGREED)

    assert len(session.scalars(select(Contact)).all()) == 1


def test_an_emergency_goes_first_and_the_rest_of_the_request_waits_for_the_call(kefu, session):
    with write_transaction(session):
        request = a_request(session, state="open")
        first, second = (a_request_item(session, request, n).id for n in (1, 2))
        request_id = request.id

    kefu.submit("make_work_order", **an_order(request_id, first, emergency=True))
    with pytest.raises(RequestWrongState):
        kefu.submit("make_work_order", **an_order(request_id, second))
    kefu.submit("confirm_request", request_id=request_id, **AGREED)
    kefu.submit("make_work_order", **an_order(request_id, second))

    assert session.get_one(Request, request_id).state == "ordered"
    assert len(session.scalars(select(WorkOrder)).all()) == 2


def test_a_talk_about_an_order_is_found_from_its_request_and_its_customer(kefu, session):
    with write_transaction(session):
        customer_id = a_customer(session).id
        order = a_work_order(session)
        session.get_one(Request, order.request_id).reporter_id = customer_id
        order_id, request_id = order.id, order.request_id

    kefu.submit("log_contact", work_order_id=order_id, purpose="parts", note="玻璃周五到")

    contact = session.scalar(select(Contact))
    assert (contact.work_order_id, contact.request_id) == (order_id, request_id)
    assert contact.customer_id == customer_id


def test_a_half_day_agreed_anew_moves_the_requests(kefu, session):
    with write_transaction(session):
        request_id = a_request(session).id

    kefu.submit("log_contact", request_id=request_id, agreed_on="2026-12-05", agreed_half="pm")

    request = session.get_one(Request, request_id)
    assert (request.agreed_on, request.agreed_half) == (date(2026, 12, 5), "pm")


@pytest.mark.parametrize(
    ("about", "problem"),
    [
        ({}, ContactSubjectMissing),
        ({"request_id": new_id()}, RequestUnknown),
        ({"work_order_id": new_id()}, WorkOrderUnknown),
        ({"customer_id": new_id()}, CustomerUnknown),
    ],
)
def test_a_contact_is_about_something_of_the_company(kefu, about, problem):
    with pytest.raises(problem):
        kefu.submit("log_contact", note="问好", **about)


def test_another_companys_request_cannot_be_called_back(kefu, session, open_request):
    with write_transaction(session):
        session.get_one(Request, open_request[0]).company_id = OTHER_COMPANY_ID

    with pytest.raises(RequestUnknown):
        kefu.submit("confirm_request", request_id=open_request[0], **AGREED)


@pytest.mark.parametrize("username", ["wang", "jiandu", "zhijian", "cangguan"])
def test_only_the_desk_calls_back(session, clock, open_request, username):
    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit(
            "confirm_request", request_id=open_request[0], **AGREED
        )
    assert session.scalar(select(RequestItem.id)) == open_request[1]
