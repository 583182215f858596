import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    CommandLogUnknown,
    CommandNotParked,
    MismatchUnknown,
    PayloadGone,
    PermissionMissing,
    StreamUnknown,
    VisitWrongState,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    LoggedCommand,
    MismatchedCommand,
    Visit,
    WorkOrderItem,
    new_id,
)
from tests.cast import WEB_DEVICE_ID
from tests.commands.senders import Office


def logged(session, command_id):
    return session.scalar(select(LoggedCommand).where(LoggedCommand.command_id == command_id))


def parked(wang, visit_id):
    """A step parked because a result was missing; its id."""
    assert wang.on(visit_id)("finish_work").result == "parked"
    return wang.last.command_id


def supply(wang, session, visit_id):
    """Report what was missing."""
    order_id = session.get_one(Visit, visit_id).work_order_id
    item_id = session.scalar(
        select(WorkOrderItem.id).where(WorkOrderItem.work_order_id == order_id)
    )
    wang.on(visit_id)("report_result", item_id=item_id, result="fixed")
    for code in ("cleanup.swept", "cleanup.usable"):
        wang.on(visit_id)("answer_check", code=code, answer="是")


def test_what_is_kept_is_done_now_and_counts_as_applied(wang, kefu, visit_of, session):
    visit_id = visit_of(state="working")
    command_id = parked(wang, visit_id)
    supply(wang, session, visit_id)

    kefu.submit("decide_command", command_id=command_id, decision="keep")

    visit, row = session.get_one(Visit, visit_id), logged(session, command_id)
    assert visit.state == "awaiting_sign_off"
    assert (row.result, row.decided, row.problem_code) == ("applied", "kept", None)
    assert row.change_no == visit.change_no
    assert wang.resend(wang.last).result == "applied"


def test_what_still_cannot_be_stays_parked(wang, kefu, visit_of, session):
    visit_id = visit_of()
    wang.on(visit_id)("start_work")
    command_id = wang.last.command_id

    with pytest.raises(VisitWrongState):
        kefu.submit("decide_command", command_id=command_id, decision="keep")

    row = logged(session, command_id)
    assert (row.result, row.decided) == ("parked", None)


def test_what_is_dropped_blocks_nothing_any_more(wang, visit_of, session, clock):
    visit_id = visit_of()
    wang.on(visit_id)("arrive")
    command_id = wang.last.command_id
    desk = Office(session, clock, "wang")

    desk.submit("decide_command", command_id=command_id, decision="drop", reason="点错了")

    row = logged(session, command_id)
    assert (row.result, row.decided, row.decided_reason) == ("parked", "dropped", "点错了")
    assert wang.on(visit_id)("accept_visit").result == "applied"


def test_steps_behind_a_decided_one_are_tried_again_in_order(wang, kefu, visit_of, session):
    visit_id = visit_of()
    send = wang.on(visit_id)
    ids = []
    for name in ("arrive", "accept_visit", "start_travel", "finish_work", "resume_work"):
        send(name)
        ids.append(wang.last.command_id)

    kefu.submit("decide_command", command_id=ids[0], decision="drop")

    results = [(logged(session, each).result, logged(session, each).problem_code) for each in ids]
    assert results == [
        ("parked", "visit.wrong_state"),
        ("applied", None),
        ("applied", None),
        ("parked", "visit.wrong_state"),
        ("parked", "command.behind_parked"),
    ]
    assert session.get_one(Visit, visit_id).state == "travelling"


def test_a_decision_is_made_once(wang, kefu, visit_of):
    command_id = parked(wang, visit_of(state="working"))
    kefu.submit("decide_command", command_id=command_id, decision="drop")

    with pytest.raises(CommandNotParked):
        kefu.submit("decide_command", command_id=command_id, decision="keep")


def test_nobody_decides_about_the_unknown(kefu):
    with pytest.raises(CommandLogUnknown):
        kefu.submit("decide_command", command_id=new_id(), decision="drop")


@pytest.mark.parametrize("username", ["li", "jiandu"])
def test_only_the_person_and_the_office_decide(wang, visit_of, session, clock, username):
    command_id = parked(wang, visit_of(state="working"))

    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit(
            "decide_command", command_id=command_id, decision="drop"
        )


def test_what_retention_has_blanked_cannot_be_kept(wang, kefu, visit_of, session):
    command_id = parked(wang, visit_of(state="working"))
    with write_transaction(session):
        logged(session, command_id).payload = None

    with pytest.raises(PayloadGone):
        kefu.submit("decide_command", command_id=command_id, decision="keep")


def test_a_mismatch_is_resolved_once(wang, kefu, visit_of, session):
    with write_transaction(session):
        mismatch = MismatchedCommand(
            id=new_id(),
            company_id=wang.actor.company_id,
            device_id=wang.device_id,
            command_id=new_id(),
            person_id=wang.actor.person_id,
            raw="{}",
            reason="command_id",
            received_at=wang.clock(),
        )
        session.add(mismatch)
        mismatch_id = mismatch.id
    kefu.submit("resolve_mismatch", mismatch_id=mismatch_id, reason="已问清")

    with pytest.raises(MismatchUnknown):
        kefu.submit("resolve_mismatch", mismatch_id=mismatch_id, reason="再来")


@pytest.mark.parametrize("device_id", [WEB_DEVICE_ID, new_id()], ids=["web", "unknown"])
def test_only_a_phones_stream_is_released(kefu, device_id):
    with pytest.raises(StreamUnknown):
        kefu.submit("release_stream", device_id=device_id, stream="visit:x", reason="丢了")
