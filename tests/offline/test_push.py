import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from fieldapp.domain.problems import DeviceUnknown
from fieldapp.offline.sheets import build_sheets
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    LoggedCommand,
    MaterialUse,
    MismatchedCommand,
    Remark,
    Visit,
    new_id,
)
from tests.offline.phones import Phone, signed
from tests.offline.statements import counted_statements
from tests.offline.world import NOW


@pytest.fixture
def phone(world):
    return Phone(world=world)


@pytest.fixture
def visit(world):
    return world.visit()


def count(world, table):
    with world.sessions() as session:
        return session.scalar(select(func.count()).select_from(table))


def sheet(world, visit):
    with world.sessions() as session:
        return build_sheets(session, [visit.visit_id])[0]


def remark(phone, visit, text="好"):
    return phone.make(visit, "add_remark", text=text)


def test_receipts_and_changed_sheets_come_in_one_answer(phone, visit):
    commands = [*phone.started(visit), phone.use(visit)]

    answer = phone.send(*commands)

    receipts = answer["receipts"]
    assert [receipt["command_id"] for receipt in receipts] == [c["command_id"] for c in commands]
    assert {receipt["result"] for receipt in receipts} == {"applied"}
    assert [receipt["sha256"] for receipt in receipts] == [c["sha256"] for c in commands]
    sent = answer["delta"]["sheets"][0]
    assert (sent["state"], len(sent["material_uses"])) == ("working", 1)
    assert sent["change_no"] == max(receipt["change_no"] for receipt in receipts)
    assert answer["delta"]["cursor"] == sent["change_no"]
    assert (answer["proto"], answer["epoch"]) == (1, 1)
    assert (answer["person_id"], answer["device_id"]) == (
        phone.desk().actor.person_id,
        phone.device_id,
    )
    assert answer["lease_until"] == "2026-12-05T00:30:00.000Z"


def test_the_row_a_command_makes_has_its_id_and_the_sheet_lists_it(world, phone, visit):
    use = phone.use(visit)
    phone.send(use)

    shown = sheet(world, visit)

    assert shown["material_uses"][0]["use_id"] == use["command_id"]
    assert shown["command_ids"] == [use["command_id"]]


def test_an_empty_push_brings_the_delta(phone, visit):
    answer = phone.send()

    assert answer["receipts"] == []
    assert answer["delta"]["sheets"][0]["visit_id"] == visit.visit_id


def test_a_whole_visit_up_to_the_signature(world, phone, visit):
    phone.send(*phone.started(visit), phone.use(visit), *phone.finished(visit))

    assert phone.results(phone.signed_off(visit)) == ["applied"]

    shown = sheet(world, visit)
    assert (shown["state"], shown["ended"]["kind"]) == ("finished", "finished")
    assert shown["sign_off"]["content_changed"] is False
    assert "rating" not in shown["sign_off"]
    assert shown["work_order_state"] == "done"


def test_a_signature_for_content_that_changed_since_is_accepted_and_flagged(world, phone, visit):
    phone.send(*phone.started(visit), *phone.finished(visit))
    signature = phone.signed_off(visit)
    other = Phone(world=world)
    other.send(other.use(visit))

    assert phone.results(signature) == ["applied"]
    assert sheet(world, visit)["sign_off"]["content_changed"] is True


# --- scenario 2, 3: once only -------------------------------------------------------------------


def test_a_lost_answer_is_told_again_and_nothing_happens_twice(world, phone, visit):
    commands = [*phone.started(visit), phone.use(visit)]
    first = phone.send(*commands)["receipts"]

    world.clock.forward(days=30)
    again = [phone.send(*commands)["receipts"] for _attempt in range(3)]

    assert again == [first] * 3
    assert count(world, MaterialUse) == 1
    assert count(world, LoggedCommand) == len(commands)


def test_the_same_command_over_eight_connections_at_once_takes_effect_once(world, phone, visit):
    command = phone.use(visit)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: phone.send(command), range(8)))

    assert [answer["receipts"] for answer in answers] == [answers[0]["receipts"]] * 8
    assert answers[0]["receipts"][0]["result"] == "applied"
    assert (count(world, MaterialUse), count(world, LoggedCommand)) == (1, 1)


@pytest.mark.parametrize("twice", ["command_id", "stream_seq"])
def test_the_database_itself_refuses_a_second_row(world, phone, visit, twice):
    phone.send(remark(phone, visit))
    with world.sessions() as session:
        row = session.scalars(select(LoggedCommand)).one()
        values = {column.key: getattr(row, column.key) for column in LoggedCommand.__table__.c}
    changed = {"id": new_id(), "command_id": new_id(), "stream_seq": 99}
    changed.pop(twice)

    with (
        pytest.raises(IntegrityError),
        world.sessions() as session,
        write_transaction(session),
    ):
        session.add(LoggedCommand(**(values | changed)))


def test_a_push_of_fifty_takes_at_most_ten_statements_each(world, phone, visit):
    commands = [*phone.started(visit), *(phone.use(visit) for _ in range(24))]
    commands += [remark(phone, visit) for _ in range(24)]

    with counted_statements(world.engine) as statements:
        answer = phone.send(*commands)

    assert {receipt["result"] for receipt in answer["receipts"]} == {"applied"}
    assert len(statements) <= 10 * len(commands)


def test_a_parked_command_is_parked_again_with_the_same_words(world, phone, visit):
    too_early = phone.make(visit, "finish_work")

    first = phone.send(too_early)["receipts"]

    assert (first[0]["result"], first[0]["code"]) == ("parked", "visit.wrong_state")
    assert phone.send(too_early)["receipts"] == first


def test_after_a_new_registration_unanswered_commands_are_recognized_by_id(world, phone, visit):
    applied, unanswered = phone.use(visit), phone.use(visit)
    phone.send(applied)
    phone.register(mismatch=True)
    phone.stream_seqs.clear()

    resent = [phone.number(dict(applied)), phone.number(dict(unanswered))]

    assert phone.results(resent[0]) == ["applied"]
    assert phone.results(resent[1]) == ["applied"]
    assert count(world, MaterialUse) == 2


# --- scenario 14: identity -----------------------------------------------------------------------


def test_the_same_id_with_another_content_is_a_mismatch_kept_whole(world, phone, visit):
    command = remark(phone, visit, "第一句")
    phone.send(command)
    other = signed(command | {"payload": {"text": "第二句"}})

    assert phone.results(other, other) == ["mismatch", "mismatch"]

    assert [row["text"] for row in sheet(world, visit)["remarks"]] == ["第一句"]
    with world.sessions() as session:
        kept = session.scalars(select(MismatchedCommand)).all()
    assert [json.loads(row.raw)["payload"]["text"] for row in kept] == ["第二句"]


def test_a_used_place_in_the_stream_is_a_mismatch(world, phone, visit):
    first, second = remark(phone, visit, "一"), remark(phone, visit, "二")
    second |= {"stream_seq": first["stream_seq"]}

    assert phone.results(first, second) == ["applied", "mismatch"]
    assert count(world, Remark) == 1


def test_behind_a_mismatch_the_rest_of_its_stream_waits(world, phone, visit):
    elsewhere = world.visit()
    taken = remark(phone, visit, "克隆")
    phone.send(taken)
    first, second = remark(phone, visit, "一"), remark(phone, visit, "二")
    first |= {"stream_seq": taken["stream_seq"]}
    second |= {"stream_seq": taken["stream_seq"] + 1}
    other = remark(phone, elsewhere, "别处")

    assert phone.results(first, second, other) == ["mismatch", "wait", "applied"]

    assert [row["text"] for row in sheet(world, visit)["remarks"]] == ["克隆"]


def test_a_stored_result_is_told_only_to_who_made_the_command(world, phone, visit):
    command = remark(phone, visit)
    phone.send(command)
    other = Phone(world=world, name="li")

    receipt = other.send(command)["receipts"][0]

    assert (receipt["result"], receipt["change_no"]) == ("mismatch", None)


def test_a_device_of_somebody_else_may_not_push(world, phone, visit):
    other = Phone(world=world, name="li")
    other.device_id = phone.device_id

    with pytest.raises(DeviceUnknown):
        other.send()


# --- order, gaps, poison (scenario 15) ------------------------------------------------------------


def test_a_gap_waits_and_applies_when_the_missing_one_comes(world, phone, visit):
    first, second, third = (remark(phone, visit, text) for text in "一二三")

    assert phone.results(third, first) == ["wait", "applied"]
    assert phone.results(second, third) == ["applied", "applied"]


def test_streams_do_not_wait_for_each_other(world, phone, visit):
    other = world.visit()
    _lost, later = remark(phone, visit), remark(phone, visit)

    assert phone.results(later, remark(phone, other)) == ["wait", "applied"]


def test_behind_a_parked_step_steps_are_parked_and_records_go_on(world, phone, visit):
    commands = [
        phone.make(visit, "finish_work"),
        phone.make(visit, "accept_visit"),
        remark(phone, visit),
        phone.use(visit),
    ]

    receipts = phone.send(*commands)["receipts"]

    assert [(receipt["result"], receipt["code"]) for receipt in receipts] == [
        ("parked", "visit.wrong_state"),
        ("parked", "command.behind_parked"),
        ("applied", None),
        ("applied", None),
    ]
    with world.sessions() as session:
        parked = session.scalars(
            select(LoggedCommand.payload).where(LoggedCommand.result == "parked")
        )
        assert parked.all() == ["{}", "{}"]


@pytest.fixture
def poison(monkeypatch):
    """A handler with a defect: it fails for one text, every time."""
    from fieldapp.commands import remarks
    from fieldapp.commands.handling import HANDLERS

    handler = HANDLERS[remarks.AddRemark]

    def broken(command, context):
        if command.text == "毒":
            raise ZeroDivisionError
        handler(command, context)

    monkeypatch.setitem(HANDLERS, remarks.AddRemark, broken)


def test_a_command_that_always_breaks_the_server_blocks_nobody(world, phone, visit, poison):
    other = world.visit()
    commands = [remark(phone, visit, "毒"), remark(phone, visit, "后"), remark(phone, other)]

    receipts = phone.send(*commands)["receipts"]

    assert [receipt["result"] for receipt in receipts] == ["parked", "applied", "applied"]
    assert receipts[0]["code"] == "command.failed"
    with world.sessions() as session:
        parked = session.scalars(
            select(LoggedCommand).where(LoggedCommand.result == "parked")
        ).one()
    assert json.loads(parked.payload) == {"text": "毒"}


def test_a_failing_database_leaves_the_command_with_the_phone(world, phone, visit, monkeypatch):
    from sqlalchemy.exc import OperationalError

    from fieldapp.commands import remarks
    from fieldapp.commands.handling import HANDLERS

    def failing(command, context):
        raise OperationalError("INSERT", {}, OSError("disk full"))

    command = remark(phone, visit)
    with monkeypatch.context() as patch:
        patch.setitem(HANDLERS, remarks.AddRemark, failing)
        assert phone.results(command, phone.use(visit)) == ["retry", "wait"]
        assert count(world, LoggedCommand) == 0

    assert phone.results(command) == ["applied"]


@pytest.mark.parametrize(
    ("name", "payload", "code"),
    [
        ("fly_home", {}, "command.unknown"),
        ("add_remark", {}, "command.payload"),
        ("add_remark", {"text": "x" * 501}, "command.payload"),
        ("add_remark", {"text": "a\0b"}, "command.payload"),
        ("add_remark", {"text": "好", "colour": "red"}, "command.payload"),
        ("use_material", {"quantity_milli": 0.5}, "command.payload"),
        ("dispatch_trip", {}, "command.payload"),
    ],
)
def test_what_cannot_be_read_is_parked_with_its_payload(world, phone, visit, name, payload, code):
    command = phone.make(visit, name, **payload)

    receipts = phone.send(command, remark(phone, visit))["receipts"]

    assert [receipt["result"] for receipt in receipts] == ["parked", "applied"]
    assert receipts[0]["code"] == code
    with world.sessions() as session:
        row = session.scalars(select(LoggedCommand).where(LoggedCommand.result == "parked")).one()
    assert json.loads(row.payload) == payload


def test_a_command_of_a_newer_build_is_parked(phone, visit):
    command = phone.make(visit, "add_remark", text="好", _v=7)

    assert phone.codes(command) == ["command.unknown"]


def test_a_command_nobody_can_read_is_kept_once_and_the_others_go_on(world, phone, visit):
    broken = remark(phone, visit) | {"sha256": "0" * 64}
    other = world.visit()

    for _attempt in range(2):
        receipts = phone.send(broken, {"no": "command"}, remark(phone, other))["receipts"]
        assert [receipt["result"] for receipt in receipts] == ["mismatch", "mismatch", "applied"]

    assert receipts[0]["code"] == "command.unreadable"
    assert count(world, MismatchedCommand) == 2


# --- scenario 13, 18, 19: payloads and increments -------------------------------------------------


def test_the_payload_is_kept_byte_for_byte(world, phone, visit):
    text = 'é 😀 𠮷 "quote" \\ \u2028 <b> 0.5 1000000.01'

    phone.send(remark(phone, visit, text))

    with world.sessions() as session:
        row = session.scalars(select(LoggedCommand)).one()
    assert row.payload == json.dumps({"text": text}, ensure_ascii=False, separators=(",", ":"))
    assert sheet(world, visit)["remarks"][0]["text"] == text


def test_materials_of_two_technicians_add_up(world):
    visit = world.visit("wang", helpers=("li",))
    phones = [Phone(world=world), Phone(world=world, name="li")]

    results = [phone.results(phone.use(visit, quantity_milli=2_000)) for phone in phones]

    assert results == [["applied"], ["applied"]]
    assert sum(use["quantity_milli"] for use in sheet(world, visit)["material_uses"]) == 4_000


def test_a_phone_that_has_not_seen_the_others_adds_to_them(world, phone, visit):
    for other in (Phone(world=world) for _ in range(3)):
        other.send(remark(other, visit))

    phone.send(remark(phone, visit))

    assert len(sheet(world, visit)["remarks"]) == 4


# --- scenario 16: reassigned, cancelled -----------------------------------------------------------


def test_work_recorded_for_a_cancelled_visit_is_kept_and_marked_late(world, phone, visit):
    phone.send(*phone.started(visit))
    with world.sessions() as session, write_transaction(session):
        row = session.get_one(Visit, visit.visit_id)
        row.state, row.ended_kind, row.ended_at = "cancelled", "cancelled", NOW
    commands = [phone.use(visit), remark(phone, visit), *phone.finished(visit)]

    receipts = phone.send(*commands)["receipts"]

    results = {c["name"]: r["result"] for c, r in zip(commands, receipts, strict=True)}
    assert (results["use_material"], results["add_remark"]) == ("applied", "applied")
    assert results["finish_work"] == "parked"
    with world.sessions() as session:
        assert session.scalars(select(MaterialUse)).one().late


def test_nobody_writes_on_a_visit_that_was_never_his(world, visit):
    stranger = Phone(world=world, name="li")

    assert stranger.codes(remark(stranger, visit)) == ["visit.not_yours"]


def test_a_visit_of_another_company_does_not_exist(world, phone, tmp_path):
    assert phone.codes(
        phone.make(None, "accept_visit", stream="visit:6f9619ff-8b86-4011-b42d-00cf4fc964ff")
    ) == ["visit.unknown"]


# --- scenario 20, 36: restore and cursors ---------------------------------------------------------


def test_after_a_restore_a_gap_waits_and_the_resend_heals_it(world, phone, visit):
    commands = []
    for text in "一二三":
        world.clock.forward(minutes=1)
        commands.append(remark(phone, visit, text))
    phone.send(commands[0])
    # what follows was acknowledged by the server that was lost; the epoch rose
    phone.epoch = 2

    assert phone.results(commands[2]) == ["wait"]
    assert phone.results(*commands) == ["applied", "applied", "applied"]
    assert [row["text"] for row in sheet(world, visit)["remarks"]] == ["一", "二", "三"]


def test_a_cursor_of_another_epoch_gets_everything(phone, visit):
    phone.cursor = phone.send()["delta"]["cursor"]

    assert phone.send()["delta"]["sheets"] == []
    assert phone.send(epoch=9)["delta"]["full"]
    assert phone.send(cursor=10_000)["delta"]["full"]


def test_the_phone_tells_what_it_still_holds(world, phone):
    from fieldapp.persistence.tables import Device

    world.clock.forward(minutes=5)
    phone.send(outbox={"pending": 7, "parked": 1, "blobs": 2})

    with world.sessions() as session:
        device = session.get_one(Device, phone.device_id)
    assert device.last_outbox == {"pending": 7, "parked": 1, "blobs": 2}
    assert device.last_seen_at == NOW + timedelta(minutes=5)
