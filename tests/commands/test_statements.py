"""How much a pushed command costs the database."""

import pytest
from sqlalchemy import event, select

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import WorkOrderItem
from tests.builders import a_visit, a_work_order
from tests.commands.test_endings import UNFINISHED, signature
from tests.commands.test_field_records import HANDLE, PHOTO

MOST_STATEMENTS = 10

#: Name, state before, payload.
COMMANDS = [
    ("accept_visit", "planned", {}),
    ("start_travel", "accepted", {}),
    ("start_work", "on_site", {}),
    ("contact_customer", "accepted", {"outcome": "on_time"}),
    ("use_material", "working", HANDLE),
    ("attach_photo", "working", PHOTO),
    ("add_remark", "working", {"text": "好"}),
    ("leave_unfinished", "working", UNFINISHED),
    ("end_without_repair", "working", {"kind": "no_fault"}),
    ("finish_work", "planned", {}),
]


@pytest.fixture
def statements(engine):
    seen = []

    def note(connection, cursor, statement, *rest):
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize(("name", "state", "payload"), COMMANDS, ids=[row[0] for row in COMMANDS])
def test_a_pushed_command_needs_few_statements(wang, visit_of, statements, name, state, payload):
    visit_id = visit_of(state=state)
    wang.on(visit_id)("add_remark", text="前一条")
    statements.clear()

    wang.on(visit_id)(name, **payload)

    assert len(statements) <= MOST_STATEMENTS, statements


def test_a_signature_needs_few_statements_besides_the_servers_own_document(
    wang, visit_of, statements
):
    visit_id = visit_of(state="awaiting_sign_off")
    statements.clear()

    wang.on(visit_id)("sign_off", **signature(visit_id))

    assert len(statements) <= MOST_STATEMENTS, statements


def test_naming_an_item_and_finishing_stay_within_the_budget(wang, session, statements):
    with write_transaction(session):
        order = a_work_order(session, state="in_progress")
        visit_id = a_visit(session, order=order, state="working").id
    item_id = session.scalar(select(WorkOrderItem.id))
    send = wang.on(visit_id)
    counts = []

    for name, payload in [
        ("use_material", HANDLE | {"item_id": item_id}),
        ("report_result", {"item_id": item_id, "result": "fixed"}),
        ("answer_check", {"code": "cleanup.swept", "answer": "是"}),
        ("answer_check", {"code": "cleanup.usable", "answer": "可以正常使用"}),
        ("finish_work", {}),
    ]:
        statements.clear()
        assert send(name, **payload).result == "applied"
        counts.append(len(statements))

    assert max(counts) <= MOST_STATEMENTS, counts


def test_a_step_behind_a_parked_one_is_parked_before_anybody_can_decide(wang, visit_of, statements):
    visit_id = visit_of(state="planned")
    send = wang.on(visit_id)
    assert send("sign_off", **signature(visit_id)).result == "parked"
    statements.clear()

    outcome = send("accept_visit")

    assert outcome.problem_code == "command.behind_parked"
    assert statements.count("BEGIN IMMEDIATE") == 1
