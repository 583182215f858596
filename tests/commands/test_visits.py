import pytest
from sqlalchemy import select

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import ClockMark, Contact, Visit, WorkOrder, WorkOrderItem
from tests.builders import a_visit, a_work_order
from tests.cast import person_id

WALK = ("accept_visit", "start_travel", "arrive", "start_work")


def walk(phone, visit_id, *names):
    for name in names:
        outcome = phone.on(visit_id)(name)
        assert outcome.result == "applied", (name, outcome)


def complete(phone, session, visit_id):
    """Report every item and answer the clean-up checks."""
    send = phone.on(visit_id)
    order_id = session.get_one(Visit, visit_id).work_order_id
    items = session.scalars(
        select(WorkOrderItem.id).where(WorkOrderItem.work_order_id == order_id)
    ).all()
    for item_id in items:
        send("report_result", item_id=item_id, result="fixed")
    for code in ("cleanup.swept", "cleanup.usable"):
        send("answer_check", code=code, answer="是")


def test_a_technician_walks_through_a_visit(wang, visit_of, state_of, session):
    visit_id = visit_of()

    walk(wang, visit_id, *WALK)
    complete(wang, session, visit_id)
    walk(wang, visit_id, "finish_work")

    assert state_of(visit_id) == "awaiting_sign_off"


def test_each_step_leaves_its_mark_with_the_id_of_its_command(wang, visit_of, session):
    visit_id = visit_of()
    walk(wang, visit_id, *WALK)

    marks = session.scalars(select(ClockMark).where(ClockMark.visit_id == visit_id)).all()

    assert [mark.kind for mark in sorted(marks, key=lambda mark: mark.kind)] == [
        "arrive",
        "travel",
        "work",
    ]
    assert wang.last.command_id in {mark.id for mark in marks}


def test_the_first_step_begins_the_order(wang, visit_of, session):
    visit_id = visit_of()

    walk(wang, visit_id, "accept_visit")

    order_id = session.get_one(Visit, visit_id).work_order_id
    assert session.get_one(WorkOrder, order_id).state == "in_progress"


@pytest.mark.parametrize("name", ["start_travel", "arrive", "start_work", "finish_work"])
def test_a_visit_is_accepted_before_anything_else(wang, visit_of, state_of, name):
    visit_id = visit_of()

    outcome = wang.on(visit_id)(name)

    assert (outcome.result, outcome.problem_code) == ("parked", "visit.wrong_state")
    assert outcome.details == {"state": "planned", "action": name}
    assert state_of(visit_id) == "planned"


@pytest.mark.parametrize("name", ["arrive", "start_work"])
def test_whoever_forgot_a_step_may_skip_it(wang, visit_of, name):
    walk(wang, visit_of(), "accept_visit", name)


def test_work_is_not_finished_while_results_are_missing(wang, session, state_of):
    with write_transaction(session):
        order = a_work_order(session, positions=("厨房", "主卧飘窗"), state="dispatched")
        visit_id = a_visit(session, order=order, state="working").id

    outcome = wang.on(visit_id)("finish_work")

    assert outcome.problem_code == "visit.results_missing"
    assert outcome.details == {"missing": ["厨房", "主卧飘窗"]}
    assert state_of(visit_id) == "working"


def test_work_is_not_finished_before_cleaning_up(wang, visit_of, session):
    visit_id = visit_of(state="working")
    complete(wang, session, visit_id)
    wang.on(visit_id)("answer_check", code="cleanup.other", answer="")
    other_id = visit_of(state="working")
    order_id = session.get_one(Visit, other_id).work_order_id
    item_id = session.scalar(
        select(WorkOrderItem.id).where(WorkOrderItem.work_order_id == order_id)
    )
    wang.on(other_id)("report_result", item_id=item_id, result="fixed")
    wang.on(other_id)("answer_check", code="cleanup.swept", answer="是")

    outcome = wang.on(other_id)("finish_work")

    assert outcome.problem_code == "visit.cleanup_missing"
    assert outcome.details == {"missing": ["cleanup.usable"]}
    assert wang.on(visit_id)("finish_work").result == "applied"


def test_work_may_go_on_before_the_signature(wang, visit_of, state_of, session):
    visit_id = visit_of(state="awaiting_sign_off")

    walk(wang, visit_id, "resume_work")

    assert state_of(visit_id) == "working"
    assert session.scalar(select(ClockMark.kind)) == "work"


def test_a_step_on_somebody_elses_visit_is_parked(wang, visit_of, state_of):
    visit_id = visit_of(lead="li")

    outcome = wang.on(visit_id)("accept_visit")

    assert (outcome.result, outcome.problem_code) == ("parked", "visit.not_yours")
    assert state_of(visit_id) == "planned"


def test_a_helper_may_take_the_steps(li, visit_of, state_of):
    visit_id = visit_of(lead="wang", helpers=("li",))

    walk(li, visit_id, "accept_visit")

    assert state_of(visit_id) == "accepted"


def test_an_unknown_visit_is_parked(wang):
    outcome = wang.on(person_id("nobody"))("accept_visit")

    assert outcome.problem_code == "visit.unknown"


def test_a_command_in_the_wrong_stream_is_parked(wang):
    outcome = wang.send("accept_visit", f"person:{person_id('wang')}", {})

    assert outcome.problem_code == "command.wrong_stream"


def test_a_call_leaves_contact_and_mark_with_one_id(wang, visit_of, session):
    visit_id = visit_of(state="accepted")

    outcome = wang.on(visit_id)("contact_customer", outcome="on_time", agreed_at=None, note="")

    assert outcome.result == "applied"
    assert session.scalar(select(Contact.id)) == session.scalar(select(ClockMark.id))


def test_nobody_is_called_before_the_visit_is_accepted(wang, visit_of):
    outcome = wang.on(visit_of())("contact_customer", outcome="no_answer")

    assert outcome.problem_code == "visit.wrong_state"


@pytest.mark.parametrize("state", ["planned", "finished", "cancelled"])
def test_results_are_reported_while_the_visit_is_underway(wang, visit_of, session, state):
    visit_id = visit_of(state=state)
    item_id = session.scalar(select(WorkOrderItem.id))

    outcome = wang.on(visit_id)("report_result", item_id=item_id, result="fixed")

    assert outcome.problem_code == "visit.wrong_state"


def test_a_result_for_another_orders_item_is_parked(wang, visit_of, session):
    visit_of(lead="li")
    other_item = session.scalar(select(WorkOrderItem.id))
    visit_id = visit_of(state="working")

    outcome = wang.on(visit_id)("report_result", item_id=other_item, result="fixed")

    assert outcome.problem_code == "item.unknown"


def test_the_other_visits_of_an_order_learn_of_a_result(wang, session):
    with write_transaction(session):
        order = a_work_order(session, state="dispatched")
        first_id = a_visit(session, order=order, state="unfinished").id
        second_id = a_visit(session, order=order, state="working").id
    item_id = session.scalar(select(WorkOrderItem.id))

    outcome = wang.on(second_id)("report_result", item_id=item_id, result="fixed")

    assert session.get_one(Visit, first_id).change_no == outcome.change_no


def test_changes_are_numbered_upwards(wang, visit_of, session):
    visit_id = visit_of()
    numbers = [wang.on(visit_id)(name).change_no for name in WALK]

    assert numbers == [1, 2, 3, 4]
    assert session.get_one(Visit, visit_id).change_no == 4
