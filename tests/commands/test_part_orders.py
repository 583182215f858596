"""待料: the order waits and comes back by itself."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    ItemUnknown,
    MaterialUnknown,
    OrderEnded,
    PartOrderPast,
    PartOrderUnknown,
    PartOrderWrongState,
    PayloadRefused,
    PermissionMissing,
    WorkOrderAwaitsParts,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Notice, PartOrder, Visit, WorkOrder, new_id
from tests.builders import SATURDAY, a_visit, a_work_order
from tests.cast import NOW, OTHER_COMPANY_ID, person_id
from tests.commands.senders import Office
from tests.commands.test_endings import UNFINISHED

GLASS = {
    "name": "钢化中空玻璃",
    "spec": "5+12A+5",
    "width_mm": 612,
    "height_mm": 1432,
    "thickness_mm": 22,
    "expected_on": "2026-12-04",
}


@pytest.fixture
def cangguan(session, clock):
    return Office(session, clock, "cangguan")


@pytest.fixture
def order_of(session):
    def make(state="ready"):
        with write_transaction(session):
            return a_work_order(session, state=state).id

    return make


@pytest.fixture
def order_state(session):
    def read(order_id):
        session.rollback()
        return session.get_one(WorkOrder, order_id).state

    return read


def order_glass(sender, order_id, **changes):
    sender.submit("order_part", work_order_id=order_id, **(GLASS | changes))
    return sender.command_id


@pytest.mark.parametrize("username", ["kefu", "zhuguan", "cangguan"])
def test_an_order_waits_for_its_part(session, clock, order_of, order_state, username):
    order_id = order_of()

    order_glass(Office(session, clock, username), order_id)

    assert order_state(order_id) == "awaiting_parts"


def test_the_last_arrival_makes_it_ready_and_tells_the_office(
    kefu, cangguan, session, order_of, order_state
):
    order_id = order_of()
    parts = [order_glass(kefu, order_id), order_glass(kefu, order_id, name="压线")]

    cangguan.submit("receive_part", part_order_id=parts[0])
    still = order_state(order_id)
    cangguan.submit("receive_part", part_order_id=parts[1])

    assert (still, order_state(order_id)) == ("awaiting_parts", "ready")
    told = session.execute(select(Notice.person_id, Notice.kind)).all()
    assert {row.person_id for row in told} == {person_id("kefu"), person_id("zhuguan")}
    assert {row.kind for row in told} == {"parts_arrived"}


def test_what_is_not_needed_any_more_is_not_waited_for(kefu, order_of, order_state):
    order_id = order_of()
    part_id = order_glass(kefu, order_id)

    kefu.submit("cancel_part", part_order_id=part_id, reason="客户换整窗")

    assert order_state(order_id) == "ready"


def test_another_day_is_noted_with_its_reason(kefu, session, order_of, order_state):
    order_id = order_of()
    part_id = order_glass(kefu, order_id)

    kefu.submit("postpone_part", part_order_id=part_id, expected_on="2026-12-11", reason="厂家停电")

    part = session.get_one(PartOrder, part_id)
    assert (part.expected_on.isoformat(), part.note) == ("2026-12-11", "厂家停电")
    assert order_state(order_id) == "awaiting_parts"


@pytest.mark.parametrize("command", ["receive_part", "cancel_part", "postpone_part"])
def test_what_has_come_cannot_come_again(kefu, order_of, command):
    part_id = order_glass(kefu, order_of())
    kefu.submit("receive_part", part_order_id=part_id)
    more = {
        "cancel_part": {"reason": "x"},
        "postpone_part": {"reason": "x", "expected_on": "2026-12-11"},
    }

    with pytest.raises(PartOrderWrongState):
        kefu.submit(command, part_order_id=part_id, **more.get(command, {}))


def test_an_unfinished_visit_sends_the_order_to_wait(wang, kefu, session, order_state):
    with write_transaction(session):
        visit = a_visit(session, state="working")
        order = session.get_one(WorkOrder, visit.work_order_id)
        order.state = "in_progress"
        visit_id, order_id = visit.id, order.id
    order_glass(kefu, order_id)
    during = order_state(order_id)

    wang.on(visit_id)("leave_unfinished", **UNFINISHED)

    assert (during, order_state(order_id)) == ("in_progress", "awaiting_parts")


def test_a_cancelled_visit_does_so_too(zhuguan, kefu, session, order_state):
    with write_transaction(session):
        visit = a_visit(session)
        visit_id, order_id = visit.id, visit.work_order_id
    order_glass(kefu, order_id)

    zhuguan.submit("cancel_visit", visit_id=visit_id, reason="等料")

    assert order_state(order_id) == "awaiting_parts"


def test_agreed_to_while_the_glass_is_made_it_still_waits(kefu, order_of, order_state):
    order_id = order_of("awaiting_consent")
    order_glass(kefu, order_id)

    kefu.submit(
        "record_consent", work_order_id=order_id, who="payer", who_name="周慧", how="phone",
        agreed_cents=20_000,
    )  # fmt: skip

    assert order_state(order_id) == "awaiting_parts"


def test_nobody_is_sent_for_an_order_that_waits(zhuguan, kefu, session, order_of):
    order_id = order_of()
    order_glass(kefu, order_id)

    with pytest.raises(WorkOrderAwaitsParts) as refusal:
        zhuguan.submit(
            "dispatch_trip",
            work_order_ids=[order_id],
            lead_id=person_id("wang"),
            planned_on=SATURDAY.isoformat(),
            window_start_at=NOW.isoformat(),
            window_end_at=(NOW + timedelta(hours=2)).isoformat(),
            basis="weekend",
        )

    assert refusal.value.details["expected_on"] == "2026-12-04"
    assert session.scalar(select(Visit.id)) is None


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"expected_on": "2026-11-27"}, PartOrderPast),
        ({"item_id": new_id()}, ItemUnknown),
        ({"material_id": new_id()}, MaterialUnknown),
        ({"name": " "}, PayloadRefused),
        ({"width_mm": 0}, PayloadRefused),
        ({"width_mm": 10_000}, PayloadRefused),
        ({"pieces": 0}, PayloadRefused),
        ({"expected_on": "bald"}, PayloadRefused),
    ],
)
def test_a_part_that_cannot_be_is_refused(kefu, session, order_of, order_state, change, problem):
    order_id = order_of()

    with pytest.raises(problem):
        order_glass(kefu, order_id, **change)

    assert order_state(order_id) == "ready"
    assert session.scalar(select(PartOrder.id)) is None


@pytest.mark.parametrize("state", ["done", "closed", "cancelled"])
def test_nothing_is_ordered_for_what_is_over(kefu, order_of, state):
    with pytest.raises(OrderEnded):
        order_glass(kefu, order_of(state))


@pytest.mark.parametrize("username", ["wang", "jiandu", "buzhang"])
def test_only_office_and_store_order_parts(session, clock, order_of, username):
    with pytest.raises(PermissionMissing):
        order_glass(Office(session, clock, username), order_of())


def test_a_part_of_another_company_does_not_exist(kefu, session, order_of):
    part_id = order_glass(kefu, order_of())
    with write_transaction(session):
        session.get_one(PartOrder, part_id).company_id = OTHER_COMPANY_ID

    with pytest.raises(PartOrderUnknown):
        kefu.submit("receive_part", part_order_id=part_id)


def test_ordered_twice_by_one_form_it_is_one_part(kefu, session, order_of):
    order_id, command_id = order_of(), new_id()
    for _ in range(2):
        kefu.submit("order_part", as_id=command_id, work_order_id=order_id, **GLASS)

    assert session.scalars(select(PartOrder.id)).all() == [command_id]
