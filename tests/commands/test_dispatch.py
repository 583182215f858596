import dataclasses

import pytest
from sqlalchemy import func, select

from fieldapp.domain.problems import CommandReused, DeviceRevoked, DeviceUnknown, PermissionMissing
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Device,
    LoggedCommand,
    MismatchedCommand,
    Remark,
    Visit,
    new_id,
)
from tests.cast import actor
from tests.commands.senders import Office, Phone


def remarks(session):
    return session.scalar(select(func.count(Remark.id)))


def test_a_command_sent_twice_is_done_once_and_answered_alike(wang, visit_of, session):
    first = wang.on(visit_of())("add_remark", text="排水孔堵塞，已疏通")

    again = wang.resend(wang.last)

    assert (again.result, again.change_no, again.is_repeat) == ("applied", first.change_no, True)
    assert remarks(session) == 1


def test_a_refused_command_sent_twice_keeps_its_answer(wang, visit_of, session):
    first = wang.on(visit_of())("finish_work")

    again = wang.resend(wang.last)

    assert (again.result, again.problem_code) == ("parked", first.problem_code)
    assert session.scalar(select(func.count(LoggedCommand.id))) == 1


def test_a_resend_after_a_reassignment_gets_its_stored_receipt(wang, zhuguan, visit_of):
    visit_id = visit_of()
    wang.on(visit_id)("accept_visit")
    zhuguan.submit(
        "reassign_visit", visit_id=visit_id, lead_id=actor("li").person_id, reason="换人"
    )

    assert wang.resend(wang.last).result == "applied"


def test_a_command_is_known_from_another_device_of_the_same_person(wang, visit_of, session, clock):
    wang.on(visit_of())("add_remark", text="一次")
    new_phone = Phone(session, clock, "wang")
    moved = dataclasses.replace(wang.last, device_id=new_phone.device_id, device_seq=1)

    assert new_phone.resend(moved).is_repeat
    assert remarks(session) == 1


def test_the_same_id_with_other_content_is_kept_apart(wang, visit_of, session):
    wang.on(visit_of())("add_remark", text="一")
    other = dataclasses.replace(wang.last, payload='{"text":"二"}', sha256="f" * 64)

    assert wang.resend(other).result == "mismatch"
    assert wang.resend(other).result == "mismatch"
    assert remarks(session) == 1
    stored = session.scalars(select(MismatchedCommand)).all()
    assert [row.reason for row in stored] == ["command_id"]
    assert "二" in stored[0].raw


def test_a_taken_place_in_the_stream_is_a_mismatch(wang, visit_of, session):
    wang.on(visit_of())("add_remark", text="一")
    other = dataclasses.replace(wang.last, command_id=new_id(), sha256="f" * 64)

    assert wang.resend(other).result == "mismatch"
    assert session.scalar(select(MismatchedCommand.reason)) == "stream_seq"
    assert remarks(session) == 1


def test_a_stored_result_is_told_only_to_whoever_sent_the_command(wang, li, visit_of):
    wang.on(visit_of())("add_remark", text="一")
    stolen = dataclasses.replace(wang.last, device_id=li.device_id)

    outcome = li.resend(stolen)

    assert (outcome.result, outcome.change_no) == ("mismatch", None)


def test_a_gap_in_the_stream_is_waited_for(wang, visit_of, session):
    visit_id = visit_of()
    stream = f"visit:{visit_id}"
    first = wang.envelope("accept_visit", stream, {})
    second = wang.envelope("start_travel", stream, {})

    assert wang.resend(second).result == "wait"
    assert session.scalar(select(func.count(LoggedCommand.id))) == 0
    assert [wang.resend(each).result for each in (first, second)] == ["applied", "applied"]


def test_the_office_can_release_a_stream_whose_beginning_is_gone(wang, kefu, visit_of):
    stream = f"visit:{visit_of()}"
    wang.envelope("accept_visit", stream, {})
    second = wang.envelope("add_remark", stream, {"text": "还在"})
    third = wang.envelope("add_remark", stream, {"text": "也在"})
    assert wang.resend(second).result == "wait"

    kefu.submit("release_stream", device_id=wang.device_id, stream=stream, reason="手机丢了")

    assert [wang.resend(each).result for each in (second, third)] == ["applied", "applied"]


def test_a_release_covers_its_own_gap_only(wang, kefu, visit_of):
    stream = f"visit:{visit_of()}"
    sent = [wang.envelope("add_remark", stream, {"text": str(n)}) for n in range(5)]
    kefu.submit("release_stream", device_id=wang.device_id, stream=stream, reason="手机丢了")

    assert [wang.resend(sent[n]).result for n in (1, 3)] == ["applied", "wait"]


def test_steps_behind_a_parked_one_are_parked_and_records_go_on(wang, visit_of):
    send = wang.on(visit_of())
    send("arrive")

    results = [send("accept_visit"), send("add_remark", text="记下"), send("start_work")]

    assert [each.result for each in results] == ["parked", "applied", "parked"]
    assert results[0].problem_code == results[2].problem_code == "command.behind_parked"


def test_a_parked_record_holds_up_no_step(wang, visit_of):
    send = wang.on(visit_of())
    send("void_photo", photo_id=new_id())

    assert send("accept_visit").result == "applied"


def test_other_visits_go_on_behind_a_parked_command(wang, visit_of):
    wang.on(visit_of())("arrive")

    assert wang.on(visit_of())("accept_visit").result == "applied"


def test_a_corrected_command_replaces_the_parked_one(wang, visit_of, session):
    visit_id = visit_of()
    wang.on(visit_id)("arrive")
    parked_id = wang.last.command_id

    outcome = wang.send("accept_visit", f"visit:{visit_id}", {}, supersedes=parked_id)

    assert outcome.result == "applied"
    row = session.scalar(select(LoggedCommand).where(LoggedCommand.command_id == parked_id))
    assert row.decided == "dropped"


@pytest.mark.parametrize(
    ("name", "payload", "fields"),
    [
        ("add_remark", {}, ["text"]),
        ("add_remark", {"text": "好", "colour": "red"}, ["colour"]),
        ("add_remark", {"text": "长" * 501}, ["text"]),
        ("add_remark", {"text": "   "}, ["text"]),
        ("add_remark", {"text": "a\x00b"}, ["text"]),
        ("add_remark", {"text": 7}, ["text"]),
        ("report_result", {"item_id": "1", "result": "perfect"}, ["item_id", "result"]),
        ("void_photo", {"photo_id": "ABC", "reason": ""}, ["photo_id"]),
    ],
)
def test_a_payload_of_another_shape_is_parked_with_its_fields(
    wang, visit_of, name, payload, fields
):
    outcome = wang.on(visit_of())(name, **payload)

    assert (outcome.result, outcome.problem_code) == ("parked", "command.payload")
    assert sorted(outcome.details["fields"]) == fields


@pytest.mark.parametrize(("name", "version"), [("fly", 1), ("accept_visit", 2)])
def test_an_unknown_command_is_parked(wang, visit_of, name, version):
    outcome = wang.send(name, f"visit:{visit_of()}", {}, version=version)

    assert (outcome.result, outcome.problem_code) == ("parked", "command.unknown")


def test_a_missing_permission_is_parked(session, clock, visit_of):
    outcome = Phone(session, clock, "kefu").on(visit_of())("accept_visit")

    assert (outcome.result, outcome.problem_code) == ("parked", "permission.missing")


def test_a_phone_of_somebody_else_is_turned_away(wang, li, visit_of):
    foreign = wang.envelope("accept_visit", f"visit:{visit_of()}", {}, device_id=li.device_id)

    with pytest.raises(DeviceUnknown):
        wang.resend(foreign)


def test_a_revoked_phone_is_turned_away(wang, visit_of, session, clock):
    with write_transaction(session):
        session.get_one(Device, wang.device_id).revoked_at = clock()

    with pytest.raises(DeviceRevoked):
        wang.on(visit_of())("accept_visit")


def test_a_technical_failure_leaves_nothing_behind(wang, visit_of, session):
    visit_id = visit_of(state="awaiting_sign_off")

    def broken(_session, _visit_id):
        raise OSError("disk")

    wang.documents = broken
    document = f'{{"format":1,"visit_id":"{visit_id}"}}'
    with pytest.raises(OSError, match="disk"):
        wang.on(visit_id)("record_absence", **_absence(document))

    session.rollback()
    assert session.scalar(select(func.count(LoggedCommand.id))) == 0
    assert session.get_one(Visit, visit_id).state == "awaiting_sign_off"


def test_a_row_id_that_is_taken_is_parked_as_a_contradiction(wang, visit_of, session):
    send = wang.on(visit_of())
    send("add_remark", text="一")
    with write_transaction(session):
        row = session.scalar(select(LoggedCommand))
        row.command_id = new_id()
        row.stream_seq = None

    outcome = wang.resend(wang.last)

    assert (outcome.result, outcome.problem_code) == ("parked", "command.integrity")


def test_the_log_keeps_who_when_and_the_payload_as_received(wang, visit_of, session, clock):
    wang.on(visit_of())("add_remark", text="张䶮家：纱窗 😀")

    row = session.scalar(select(LoggedCommand))

    assert row.payload == wang.last.payload
    assert (row.person_id, row.received_at) == (wang.actor.person_id, clock())
    assert row.made_at == wang.last.made_at


def test_a_form_sent_twice_is_done_once(kefu, session):
    form = {
        "as_id": new_id(),
        "channel": "phone",
        "address_text": "翠湖雅苑 3-2-1201",
        "items": [{"position": "厨房", "category_code": "WJ"}],
    }
    kefu.submit("register_request", **form)

    assert kefu.submit("register_request", **form).is_repeat


def test_a_form_sent_again_with_other_content_is_refused(kefu):
    form = {
        "as_id": new_id(),
        "channel": "phone",
        "address_text": "翠湖雅苑 3-2-1201",
        "items": [{"position": "厨房", "category_code": "WJ"}],
    }
    kefu.submit("register_request", **form)

    with pytest.raises(CommandReused):
        kefu.submit("register_request", **(form | {"channel": "desk"}))


def test_a_forms_refusal_is_raised_and_nothing_is_stored(session, clock):
    auditor = Office(session, clock, "jiandu")

    with pytest.raises(PermissionMissing):
        auditor.submit("register_request", channel="phone", items=[_item()])

    assert session.scalar(select(func.count(LoggedCommand.id))) == 0


def _item():
    return {"position": "厨房", "category_code": "WJ"}


def _absence(document):
    from hashlib import sha256

    return {
        "document": document,
        "document_sha256": sha256(document.encode()).hexdigest(),
        "kind": "absent",
        "reason": "不在家",
        "evidence_kind": "door_photo",
    }
