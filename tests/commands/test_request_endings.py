"""Ends without an order, merging, items that come later, and slips."""

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    CategoryUnknown,
    PayloadRefused,
    PermissionMissing,
    RequestEndingReason,
    RequestFull,
    RequestMergeElsewhere,
    RequestPassedOnTo,
    RequestUnknown,
    RequestWrongState,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Request, RequestItem, new_id
from tests.builders import a_dwelling, a_request, a_request_item
from tests.cast import OTHER_COMPANY_ID
from tests.commands.senders import Office
from tests.commands.test_office import REQUEST

ENDS = {
    "answered_by_phone": {"note": "清了排水孔，不再渗"},
    "passed_on": {"passed_on_to": "云栖物业 WY-0317", "note": "非门窗原因，土建"},
    "withdrawn": {"note": "客户自行修好"},
}
LATER = {"items": [{"position": "卫生间", "category_code": "WJ"}]}


@pytest.fixture
def pair(session):
    """Two open requests of one home, the second a repetition with one item more."""
    with write_transaction(session):
        home = a_dwelling(session).id
        first, second = (a_request(session, state="open", dwelling_id=home) for _number in range(2))
        a_request_item(session, first)
        a_request_item(session, second)
        session.get_one(Request, second.id).note = "又打来一次"
        extra = a_request_item(session, second, 2)
        extra.position, extra.category_code = "厨房", "WJ"
        extra.answers = [{"question": "几扇？", "answer": "一扇"}]
        return first.id, second.id


def items_of(session, request_id):
    return session.scalars(
        select(RequestItem)
        .where(RequestItem.request_id == request_id)
        .order_by(RequestItem.position_no)
    ).all()


@pytest.mark.parametrize("outcome", ENDS)
def test_a_request_may_end_without_an_order(kefu, session, pair, outcome):
    kefu.submit("end_request", revision=1, request_id=pair[0], outcome=outcome, **ENDS[outcome])

    request = session.get_one(Request, pair[0])
    assert (request.state, request.revision) == (outcome, 2)
    assert request.note == ENDS[outcome]["note"]


@pytest.mark.parametrize(
    ("outcome", "said", "problem"),
    [
        ("passed_on", {"note": "土建"}, RequestPassedOnTo),
        ("answered_by_phone", {"note": " "}, RequestEndingReason),
        ("withdrawn", {}, RequestEndingReason),
        ("merged", {"note": "重复"}, PayloadRefused),
    ],
)
def test_an_end_says_what_must_be_known_of_it(kefu, session, pair, outcome, said, problem):
    with pytest.raises(problem):
        kefu.submit("end_request", revision=1, request_id=pair[0], outcome=outcome, **said)

    assert session.get_one(Request, pair[0]).state == "open"


@pytest.mark.parametrize("outcome", ENDS)
def test_what_ended_does_not_end_again(kefu, pair, outcome):
    kefu.submit("end_request", revision=1, request_id=pair[0], outcome=outcome, **ENDS[outcome])

    with pytest.raises(RequestWrongState):
        kefu.submit("end_request", revision=2, request_id=pair[0], outcome=outcome, **ENDS[outcome])
    with pytest.raises(RequestWrongState):
        kefu.submit("add_request_items", revision=2, request_id=pair[0], **LATER)


def test_merging_keeps_every_item(kefu, session, pair):
    first, second = pair

    kefu.submit("merge_request", revision=1, request_id=second, into_id=first)

    merged = session.get_one(Request, second)
    assert (merged.state, merged.merged_into_id) == ("merged", first)
    there, here = items_of(session, first), items_of(session, second)
    assert [(item.position, item.category_code) for item in there] == [
        ("主卧飘窗", "LS"), ("厨房", "WJ"),
    ]  # fmt: skip
    assert [item.merged_into_id for item in here] == [item.id for item in there]
    assert there[1].answers == [{"question": "几扇？", "answer": "一扇"}]


def test_a_second_merge_of_the_same_is_refused(kefu, session, pair):
    first, second = pair
    kefu.submit("merge_request", revision=1, request_id=second, into_id=first)

    with pytest.raises(RequestWrongState):
        kefu.submit("merge_request", revision=2, request_id=second, into_id=first)
    with pytest.raises(RequestWrongState):
        kefu.submit("merge_request", revision=2, request_id=first, into_id=second)
    assert len(items_of(session, first)) == 2


def test_only_requests_of_one_home_are_merged(kefu, session, pair):
    with write_transaction(session):
        elsewhere = a_request(session, state="open").id
        foreign = a_request(session, company_id=OTHER_COMPANY_ID).id

    for into, problem in (
        (elsewhere, RequestMergeElsewhere),
        (pair[0], RequestMergeElsewhere),
        (foreign, RequestUnknown),
        (new_id(), RequestUnknown),
    ):
        with pytest.raises(problem):
            kefu.submit("merge_request", revision=1, request_id=pair[0], into_id=into)
    assert session.get_one(Request, pair[0]).state == "open"


def test_items_can_come_later(kefu, session, pair):
    kefu.submit("add_request_items", revision=1, request_id=pair[0], **LATER)

    assert [item.position for item in items_of(session, pair[0])] == ["主卧飘窗", "卫生间"]
    assert session.get_one(Request, pair[0]).revision == 2


@pytest.mark.parametrize(
    ("payload", "problem"),
    [
        ({"items": []}, PayloadRefused),
        ({"items": [{"position": "厨房", "category_code": "ZZ"}]}, CategoryUnknown),
        ({"items": LATER["items"] * 20}, RequestFull),
    ],
)
def test_items_that_cannot_be_are_refused_whole(kefu, session, pair, payload, problem):
    with pytest.raises(problem):
        kefu.submit("add_request_items", revision=1, request_id=pair[0], **payload)

    assert len(items_of(session, pair[0])) == 1


def test_a_slip_that_is_not_recorded_whole_says_why(kefu, session):
    kefu.submit("register_request", **(REQUEST | {"channel": "fax", "slip_items": 5}))
    request_id = kefu.command_id

    kefu.submit("settle_slip", revision=1, request_id=request_id, reason="另三项是物业公区，已转")

    request = session.get_one(Request, request_id)
    assert (request.slip_items, request.slip_reason) == (5, "另三项是物业公区，已转")


def test_a_call_has_no_slip(kefu, pair):
    with pytest.raises(RequestWrongState):
        kefu.submit("settle_slip", revision=1, request_id=pair[0], reason="没有原单")


def test_answers_are_kept_with_their_item(kefu, session):
    answers = [
        {"question": "哪扇窗？", "answer": "主卧飘窗"},
        {"question": "多久了？", "answer": " "},
    ]
    item = {"position": "主卧", "category_code": "LS", "answers": answers}

    kefu.submit("register_request", **(REQUEST | {"items": [item]}))

    assert session.scalar(select(RequestItem.answers)) == answers[:1]


@pytest.mark.parametrize("phone", ["打座机", "12", "1" * 21])
def test_a_phone_is_what_can_be_dialled(kefu, phone):
    with pytest.raises(PayloadRefused):
        kefu.submit("register_request", **(REQUEST | {"reporter_phone": phone}))


@pytest.mark.parametrize("command", ["end_request", "merge_request", "add_request_items"])
@pytest.mark.parametrize("username", ["wang", "jiandu", "zhijian"])
def test_only_the_desk_changes_requests(session, clock, pair, command, username):
    payload = {
        "end_request": {"outcome": "withdrawn", "note": "不修了"},
        "merge_request": {"into_id": pair[1]},
        "add_request_items": LATER,
    }[command]

    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit(command, request_id=pair[0], revision=1, **payload)
