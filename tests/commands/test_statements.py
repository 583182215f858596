"""How much a pushed command costs the database."""

import pytest
from sqlalchemy import event, select

from fieldapp.offline.delta import delta_since
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import WorkOrderItem
from tests.builders import a_visit, a_work_order
from tests.commands.test_endings import UNFINISHED, signature
from tests.commands.test_field_records import HANDLE, PHOTO

MOST_STATEMENTS = 10
#: Tables that grow with every day of work, and how a plan says that one is read whole. Not visits:
#: while they are few, a person's may be looked for from either side.
GROWING = ("command_log", "work_orders", "work_order_items", "attachments", "clock_marks")
COMPANY_ONLY = "(company_id=?)"

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


def test_neither_a_command_nor_the_delta_reads_a_growing_table_whole(
    wang, visit_of, session, engine, clock
):
    visit_id = visit_of(state="working")
    asked = []

    def note(connection, cursor, statement, parameters, *rest):
        asked.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    wang.on(visit_id)("use_material", **HANDLE)
    wang.on(visit_id)("add_remark", text="好")
    actor = wang.actor
    delta_since(
        session, company_id=actor.company_id, person_id=actor.person_id, cursor=0, now=clock()
    )
    event.remove(engine, "before_cursor_execute", note)

    plans = [detail for query in asked for detail in plan_of(session, *query)]
    assert any("command_log" in detail for detail in plans)
    assert [detail for detail in plans if reads_whole(detail)] == []


def plan_of(session, statement, parameters):
    if not statement.startswith("SELECT"):
        return []
    planned = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
    return [row.detail for row in planned]


def reads_whole(detail):
    """``SCAN visits`` or a search that is given no more than the company."""
    words = detail.split()
    return words[1] in GROWING and (words[0] == "SCAN" or detail.endswith(COMPANY_ONLY))
