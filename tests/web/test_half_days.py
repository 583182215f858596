"""A half-day that became full while the form was open is refused at its field."""

from datetime import date

import pytest

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Company, Contact, Person, Request
from tests.builders import a_request, a_request_item, a_work_order
from tests.cast import COMPANY_ID, person_id
from tests.web.conftest import text_of
from tests.web.test_office_requests import a_form

SUNDAY = date(2026, 11, 29)
CALL = {
    "outcome": "reached", "note": "周日下午来", "with_name": "王秀英", "agreed": "2026-11-29 pm",
}  # fmt: skip
FULL = 'id="agreed-error">11月29日 周日 下午已经约满，请另选一个半天。'


@pytest.fixture
def full(session):
    """Sunday afternoon has one place in each department, and both are taken."""
    with write_transaction(session):
        session.get_one(Company, COMPANY_ID).rules = {"half_day_visits": 1}
        for verdict in ("in", "in", "out", "out"):
            request = a_request(session, agreed_on=SUNDAY, agreed_half="pm")
            a_request_item(session, request).warranty_verdict = verdict


def an_open_request(session, **more):
    with write_transaction(session):
        request = a_request(session, state="open", **more)
        a_request_item(session, request)
        return request.id


@pytest.mark.usefixtures("full")
def test_the_call_back_is_refused_at_the_half_day_and_keeps_what_was_typed(sign_in, session):
    request_id = an_open_request(session)

    answer = sign_in("kefu").post(f"/office/requests/{request_id}/confirmation", data=CALL)

    page = text_of(answer)
    assert answer.status_code == 409
    assert FULL in page
    assert "周日下午来</textarea>" in page
    assert 'value="2026-11-29 pm" checked>' in page
    assert session.query(Contact).count() == 0
    assert session.get_one(Request, request_id).state == "open"


@pytest.mark.usefixtures("full")
def test_the_refusal_is_said_in_the_viewer_s_language(sign_in, session):
    request_id = an_open_request(session)
    with write_transaction(session):
        session.get_one(Person, person_id("kefu")).language = "en"

    answer = sign_in("kefu").post(f"/office/requests/{request_id}/confirmation", data=CALL)

    assert 'id="agreed-error">Sun, Nov 29, Afternoon: full by now' in text_of(answer)


@pytest.mark.usefixtures("full")
def test_registering_and_confirming_at_once_is_refused_as_a_whole(sign_in, session):
    before = session.query(Request).count()

    answer = sign_in("kefu").post(
        "/office/requests", data=a_form(then="confirm", agreed="2026-11-29 pm")
    )

    page = text_of(answer)
    assert answer.status_code == 409
    assert FULL in page
    assert 'value="欧阳靖雯"' in page
    assert session.query(Request).count() == before


@pytest.mark.usefixtures("full")
def test_a_full_half_day_can_be_chosen_for_an_emergency_only(sign_in, session):
    kefu = sign_in("kefu")
    cells = {
        urgency: text_of(kefu.get(f"/office/requests/{an_open_request(session, urgency=urgency)}"))
        for urgency in ("normal", "urgent")
    }

    assert 'value="2026-11-29 pm" disabled>' in cells["normal"]
    assert 'value="2026-11-29 pm">' in cells["urgent"]


def test_the_dispatcher_reads_what_the_call_back_agreed_and_opens_that_day(
    sign_in, stored, session
):
    order = stored(a_work_order, state="ready")
    with write_transaction(session):
        request = session.get_one(Request, order.request_id)
        request.agreed_on, request.agreed_half = SUNDAY, "pm"

    zhuguan = sign_in("zhuguan")

    board = zhuguan.get("/office/dispatch")
    assert "约定</b> 11月29日 周日 下午" in text_of(board)
    assert f"order={order.id}&amp;on=2026-11-29" in board.text
    assert "11月29日 周日 下午" in text_of(zhuguan.get(f"/office/dispatch?order={order.id}"))


def test_emergency_is_a_reason_for_emergencies_only(sign_in, stored):
    usual, urgent = (stored(a_work_order, state="ready", emergency=each) for each in (False, True))
    zhuguan = sign_in("zhuguan")

    def offers(order):
        return 'value="emergency"' in zhuguan.get(f"/office/dispatch?order={order.id}").text

    assert (offers(usual), offers(urgent)) == (False, True)
