import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    PermissionMissing,
    TripBasis,
    TripPerson,
    TripWeekday,
    TripWindow,
    VisitEnded,
    VisitUnknown,
    WorkOrderUnknown,
    WorkOrderWrongState,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    SheetDeparture,
    Trip,
    TripMember,
    Visit,
    WorkOrder,
    new_id,
)
from tests.builders import a_visit, a_work_order
from tests.cast import person_id

SATURDAY = {
    "planned_on": "2026-11-28",
    "window_start_at": "2026-11-28T00:30:00.000Z",
    "window_end_at": "2026-11-28T02:30:00.000Z",
    "basis": "weekend",
}
MONDAY = {
    "planned_on": "2026-11-30",
    "window_start_at": "2026-11-30T00:30:00.000Z",
    "window_end_at": "2026-11-30T02:30:00.000Z",
}


@pytest.fixture
def ready(session):
    """Make a committed order that is ready and return its id."""

    def make(**overrides):
        with write_transaction(session):
            return a_work_order(session, **overrides).id

    return make


def trip_of(*order_ids, lead="wang", **overrides):
    return {
        "work_order_ids": list(order_ids),
        "lead_id": person_id(lead),
    } | (SATURDAY | overrides)


def test_a_dispatched_order_becomes_a_visit_on_the_phone(zhuguan, session, ready):
    order_id = ready()

    outcome = zhuguan.submit(
        "dispatch_trip", **trip_of(order_id, helper_ids=[person_id("liu")], reason_text="同小区")
    )

    visit = session.scalar(select(Visit))
    assert (visit.trip_id, visit.state) == (zhuguan.command_id, "planned")
    assert visit.change_no == outcome.change_no == 1
    assert session.get_one(WorkOrder, order_id).state == "dispatched"
    members = session.execute(select(TripMember.person_id, TripMember.role)).all()
    assert set(members) == {(person_id("wang"), "lead"), (person_id("liu"), "helper")}


def test_two_orders_may_ride_on_one_trip(zhuguan, session, ready):
    zhuguan.submit("dispatch_trip", **trip_of(ready(), ready(department="production")))

    visits = session.scalars(select(Visit)).all()
    assert {visit.trip_id for visit in visits} == {zhuguan.command_id}
    assert len(visits) == 2


@pytest.mark.parametrize("state", ["awaiting_consent", "dispatched", "done", "cancelled"])
def test_only_a_ready_order_is_dispatched(zhuguan, session, ready, state):
    with pytest.raises(WorkOrderWrongState):
        zhuguan.submit("dispatch_trip", **trip_of(ready(state=state)))

    assert session.scalar(select(Trip.id)) is None


def test_a_weekday_repair_needs_what_allows_it(zhuguan, ready):
    with pytest.raises(TripWeekday):
        zhuguan.submit("dispatch_trip", **trip_of(ready(), **MONDAY))


@pytest.mark.parametrize(
    ("order", "trip"),
    [
        ({}, {"basis": "notice", "notice_text": "云栖物业 11月25日 微信"}),
        ({"emergency": True}, {"basis": "emergency"}),
        ({"kind": "measure"}, {"basis": "other_kind"}),
        ({"kind": "install"}, {"basis": "other_kind"}),
    ],
)
def test_a_weekday_trip_goes_on_its_basis(zhuguan, session, ready, order, trip):
    zhuguan.submit("dispatch_trip", **trip_of(ready(**order), **(MONDAY | trip)))

    assert session.scalar(select(Trip.basis)) == trip["basis"]


@pytest.mark.parametrize(
    ("order", "trip"),
    [
        ({"emergency": True}, {"basis": "weekend"}),
        ({"emergency": True}, {"basis": "notice", "notice_text": " "}),
        ({"kind": "measure"}, {"basis": "emergency"}),
    ],
)
def test_a_basis_that_does_not_hold_is_refused(zhuguan, ready, order, trip):
    with pytest.raises(TripBasis):
        zhuguan.submit("dispatch_trip", **trip_of(ready(**order), **(MONDAY | trip)))


def test_one_ordinary_repair_keeps_a_mixed_trip_at_home(zhuguan, ready):
    with pytest.raises(TripWeekday):
        zhuguan.submit(
            "dispatch_trip",
            **trip_of(ready(emergency=True), ready(), **(MONDAY | {"basis": "emergency"})),
        )


@pytest.mark.parametrize(
    "window",
    [
        {"window_end_at": "2026-11-28T00:30:00.000Z"},
        {"window_end_at": "2026-11-28T16:30:00.000Z"},
        {"planned_on": "2026-11-29"},
    ],
)
def test_a_window_lies_on_its_day(zhuguan, ready, window):
    with pytest.raises(TripWindow):
        zhuguan.submit("dispatch_trip", **trip_of(ready(), **window))


@pytest.mark.parametrize(
    "who",
    [
        {"lead": "kefu"},
        {"lead": "liu"},
        {"lead": "nobody"},
        {"helper_ids": [person_id("wang")]},
        {"helper_ids": [person_id("cangguan")]},
    ],
    ids=["clerk", "apprentice", "nobody", "twice", "storekeeper"],
)
def test_technicians_go_and_no_apprentice_leads(zhuguan, ready, who):
    with pytest.raises(TripPerson):
        zhuguan.submit("dispatch_trip", **trip_of(ready(), **who))


def test_an_unknown_order_is_not_dispatched(zhuguan):
    with pytest.raises(WorkOrderUnknown):
        zhuguan.submit("dispatch_trip", **trip_of(new_id()))


def test_the_supervisor_decides(kefu, ready):
    with pytest.raises(PermissionMissing):
        kefu.submit("dispatch_trip", **trip_of(ready()))


def test_a_cancelled_visit_frees_its_order(zhuguan, session, visit_of, clock):
    visit_id = visit_of(state="accepted")

    zhuguan.submit("cancel_visit", visit_id=visit_id, reason="客户改期")

    visit = session.get_one(Visit, visit_id)
    assert (visit.state, visit.ended_note, visit.ended_at) == ("cancelled", "客户改期", clock())
    assert session.get_one(WorkOrder, visit.work_order_id).state == "ready"


@pytest.mark.parametrize("name", ["cancel_visit", "reassign_visit"])
def test_a_visit_that_is_over_stays_as_it_is(zhuguan, visit_of, name):
    payload = {"visit_id": visit_of(state="finished"), "reason": "改"}
    if name == "reassign_visit":
        payload["lead_id"] = person_id("li")

    with pytest.raises(VisitEnded):
        zhuguan.submit(name, **payload)


def test_an_unknown_visit_cannot_be_cancelled(zhuguan):
    with pytest.raises(VisitUnknown):
        zhuguan.submit("cancel_visit", visit_id=new_id(), reason="改")


def test_a_reassigned_visit_leaves_one_phone_for_the_other(zhuguan, session, visit_of):
    visit_id = visit_of(state="accepted")

    outcome = zhuguan.submit(
        "reassign_visit", visit_id=visit_id, lead_id=person_id("li"), reason="王师傅请假"
    )

    visit = session.get_one(Visit, visit_id)
    assert (visit.trip_id, visit.state) == (zhuguan.command_id, "planned")
    departed = session.scalar(select(SheetDeparture))
    assert (departed.person_id, departed.change_no) == (person_id("wang"), outcome.change_no)


def test_a_visit_that_comes_back_is_no_longer_gone(zhuguan, session, visit_of):
    visit_id = visit_of()
    for lead in ("li", "wang"):
        zhuguan.submit("reassign_visit", visit_id=visit_id, lead_id=person_id(lead), reason="换")

    gone = session.scalars(select(SheetDeparture.person_id)).all()
    assert gone == [person_id("li")]


def test_a_step_from_before_the_reassignment_waits_for_a_decision(wang, zhuguan, visit_of):
    visit_id = visit_of()
    zhuguan.submit("reassign_visit", visit_id=visit_id, lead_id=person_id("li"), reason="换")

    assert wang.on(visit_id)("accept_visit").problem_code == "visit.not_yours"


def test_the_orders_other_visits_learn_of_a_cancellation(zhuguan, session):
    with write_transaction(session):
        order = a_work_order(session, state="dispatched")
        earlier_id = a_visit(session, order=order, state="unfinished").id
        visit_id = a_visit(session, order=order).id

    outcome = zhuguan.submit("cancel_visit", visit_id=visit_id, reason="改期")

    assert session.get_one(Visit, earlier_id).change_no == outcome.change_no
