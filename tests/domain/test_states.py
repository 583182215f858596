import pytest

from fieldapp.domain.problems import RequestWrongState, VisitWrongState, WorkOrderWrongState
from fieldapp.domain.requests import REQUEST_STATES, REQUEST_TRANSITIONS, next_request_state
from fieldapp.domain.visits import (
    ENDINGS,
    OPEN_STATES,
    UNDERWAY_STATES,
    VISIT_STATES,
    VISIT_TRANSITIONS,
    next_visit_state,
)
from fieldapp.domain.work_orders import (
    VISIT_MOVES,
    WORK_ORDER_STATES,
    WORK_ORDER_TRANSITIONS,
    allows,
    first_work_order_state,
    moves,
    next_work_order_state,
    settled_state,
    state_after_visit,
)

ENDED = [state for state in VISIT_STATES if state not in OPEN_STATES]


@pytest.mark.parametrize(
    ("table", "states"),
    [
        (VISIT_TRANSITIONS, VISIT_STATES),
        (WORK_ORDER_TRANSITIONS, WORK_ORDER_STATES),
        (REQUEST_TRANSITIONS, REQUEST_STATES),
    ],
    ids=["visits", "work orders", "requests"],
)
def test_tables_name_known_states_and_every_state_is_reached(table, states):
    assert {state for state, _ in table} <= set(states)
    assert set(table.values()) <= set(states)


def test_every_state_of_a_visit_is_reached():
    assert set(VISIT_TRANSITIONS.values()) == set(VISIT_STATES)


@pytest.mark.parametrize("state", ENDED)
def test_an_ended_visit_never_moves_again(state):
    assert [action for before, action in VISIT_TRANSITIONS if before == state] == []


@pytest.mark.parametrize("state", UNDERWAY_STATES)
@pytest.mark.parametrize("kind", ENDINGS)
def test_a_visit_underway_may_end_without_a_repair(state, kind):
    assert next_visit_state(state, f"end_without_repair:{kind}") == kind


def test_only_the_office_moves_a_visit_that_is_not_accepted():
    actions = {action for state, action in VISIT_TRANSITIONS if state == "planned"}

    assert actions == {"accept_visit", "cancel_visit", "reassign_visit"}


@pytest.mark.parametrize("state", [s for s in OPEN_STATES if s != "awaiting_sign_off"])
@pytest.mark.parametrize("action", ["sign_off", "record_absence", "resume_work"])
def test_the_customer_comes_after_the_work(state, action):
    with pytest.raises(VisitWrongState) as refusal:
        next_visit_state(state, action)

    assert refusal.value.details == {"state": state, "action": action}


def test_every_end_of_a_visit_moves_its_order():
    assert set(ENDED) <= set(VISIT_MOVES)


@pytest.mark.parametrize(
    ("order", "visit", "after"),
    [
        ("dispatched", "accepted", "in_progress"),
        ("in_progress", "working", "in_progress"),
        ("in_progress", "finished", "done"),
        ("in_progress", "unfinished", "ready"),
        ("dispatched", "cancelled", "ready"),
        ("in_progress", "planned", "dispatched"),
        ("closed", "finished", "closed"),
        ("cancelled", "unfinished", "cancelled"),
    ],
)
def test_the_order_follows_its_visit(order, visit, after):
    assert state_after_visit(order, visit) == after


@pytest.mark.parametrize(
    ("state", "awaits", "after"),
    [
        ("ready", True, "awaiting_parts"),
        ("awaiting_parts", True, "awaiting_parts"),
        ("awaiting_parts", False, "ready"),
        ("ready", False, "ready"),
        ("dispatched", True, "dispatched"),
        ("awaiting_consent", True, "awaiting_consent"),
        ("cancelled", False, "cancelled"),
    ],
)
def test_only_an_order_nobody_works_on_waits_for_parts(state, awaits, after):
    assert settled_state(state, awaits_parts=awaits, is_agreed=True) == after


@pytest.mark.parametrize(
    ("state", "awaits", "after"),
    [
        ("ready", False, "awaiting_consent"),
        ("ready", True, "awaiting_consent"),
        ("awaiting_parts", True, "awaiting_parts"),
        ("awaiting_parts", False, "awaiting_consent"),
        ("dispatched", False, "dispatched"),
        ("cancelled", False, "cancelled"),
    ],
)
def test_an_order_nobody_works_on_waits_for_a_consent_it_lacks(state, awaits, after):
    assert settled_state(state, awaits_parts=awaits, is_agreed=False) == after


@pytest.mark.parametrize(
    "state", ["awaiting_parts", "dispatched", "in_progress", "done", "closed", "cancelled"]
)
def test_an_order_is_dispatched_once(state):
    with pytest.raises(WorkOrderWrongState):
        next_work_order_state(state, "dispatch", number="WX20261128-001")


def test_an_order_can_be_cancelled_until_it_is_done():
    cancellable = {state for state, action in WORK_ORDER_TRANSITIONS if action == "cancel"}

    assert cancellable == set(WORK_ORDER_STATES) - {"done", "closed", "cancelled"}


@pytest.mark.parametrize("state", WORK_ORDER_STATES)
def test_a_disputed_order_and_one_that_is_over_ask_for_no_money(state):
    is_open = state not in {"awaiting_appraisal", "closed", "cancelled"}

    assert [allows(state, action) for action in ("estimate", "consent", "decline")] == [is_open] * 3
    assert allows(state, "pay") == (state != "awaiting_appraisal")


@pytest.mark.parametrize(
    ("state", "action", "goes_on"),
    [
        ("awaiting_consent", "consent", True),
        ("ready", "consent", False),
        ("awaiting_consent", "estimate", False),
        ("cancelled", "consent", False),
        ("ready", "decline_and_end", True),
    ],
)
def test_an_order_waits_only_for_what_moves_it(state, action, goes_on):
    assert moves(state, action) == goes_on


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ([("in", "free")], "ready"),
        ([("in", "free"), ("out", "charged")], "awaiting_consent"),
        ([("out", "charged"), ("disputed", "pending")], "awaiting_appraisal"),
    ],
)
def test_dispute_comes_before_consent(verdicts, state):
    assert first_work_order_state(verdicts) == state


def test_a_request_is_called_back_before_it_is_ordered():
    with pytest.raises(RequestWrongState):
        next_request_state("open", "order")
    assert next_request_state("open", "order_emergency") == "ordered"
