import pytest
from sqlalchemy import select

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Attachment,
    Blob,
    Check,
    ClockMark,
    Expense,
    MaterialUse,
    Remark,
    Trip,
    Visit,
    WorkOrderItem,
    new_id,
)
from tests.cast import COMPANY_ID, HANDLE_ID, NOW, OTHER_COMPANY_ID, STRIP_ID, person_id

HANDLE = {
    "material_id": HANDLE_ID,
    "code": "WJ-001",
    "name": "平开窗执手",
    "unit": "把",
    "quantity_milli": 2000,
    "unit_price_cents": 3500,
    "old_part": "customer",
}
PHOTO = {
    "kind": "after",
    "sha256": "a" * 64,
    "size_bytes": 200_000,
    "mime": "image/jpeg",
    "width": 1600,
    "height": 1200,
    "caption": "完工",
    "from_album": False,
}

EXPENSE = {"kind": "停车", "amount_cents": 1500}

#: One of each record, and the table it goes to.
RECORDS = [
    ("use_material", HANDLE, MaterialUse),
    ("add_remark", {"text": "已淋水 5 分钟无渗漏"}, Remark),
    ("answer_check", {"code": "safety.dressed", "answer": "是"}, Check),
    ("record_expense", EXPENSE, Expense),
    ("attach_photo", PHOTO, Attachment),
]


@pytest.mark.parametrize(("name", "payload", "table"), RECORDS, ids=[row[0] for row in RECORDS])
def test_a_record_gets_its_commands_id_and_changes_the_sheet(
    wang, visit_of, session, name, payload, table
):
    visit_id = visit_of(state="working")

    outcome = wang.on(visit_id)(name, **payload)

    row = session.scalar(select(table))
    assert row.id == wang.last.command_id
    assert (row.visit_id, row.person_id, row.late) == (visit_id, person_id("wang"), False)
    assert session.get_one(Visit, visit_id).change_no == outcome.change_no


@pytest.mark.parametrize(("name", "payload", "table"), RECORDS, ids=[row[0] for row in RECORDS])
def test_a_record_on_a_cancelled_visit_is_kept_as_late(
    wang, visit_of, session, name, payload, table
):
    visit_id = visit_of(state="cancelled")

    assert wang.on(visit_id)(name, **payload).result == "applied"

    assert session.scalar(select(table.late)) is True
    assert session.get_one(Visit, visit_id).late is True


@pytest.mark.parametrize(("name", "payload", "table"), RECORDS, ids=[row[0] for row in RECORDS])
def test_a_record_after_a_reassignment_is_kept_as_late(
    wang, zhuguan, visit_of, session, name, payload, table
):
    visit_id = visit_of(state="working")
    zhuguan.submit("reassign_visit", visit_id=visit_id, lead_id=person_id("li"), reason="换人")

    assert wang.on(visit_id)(name, **payload).result == "applied"

    assert session.scalar(select(table.late)) is True


@pytest.mark.parametrize(("name", "payload", "table"), RECORDS, ids=[row[0] for row in RECORDS])
def test_a_record_on_somebody_elses_visit_is_parked(wang, visit_of, session, name, payload, table):
    outcome = wang.on(visit_of(lead="li"))(name, **payload)

    assert (outcome.result, outcome.problem_code) == ("parked", "visit.not_yours")
    assert session.scalar(select(table)) is None


def test_what_the_customer_was_shown_is_the_price(wang, visit_of, session):
    wang.on(visit_of())("use_material", **(HANDLE | {"unit_price_cents": 2900}))

    assert session.scalar(select(MaterialUse.unit_price_cents)) == 2900


def test_a_material_outside_the_catalogue_has_a_name_only(wang, visit_of):
    outcome = wang.on(visit_of())(
        "use_material",
        **(HANDLE | {"material_id": None, "code": "", "name": "客户自购执手"}),
    )

    assert outcome.result == "applied"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"material_id": new_id()}, "material.unknown"),
        ({"item_id": new_id()}, "item.unknown"),
        ({"quantity_milli": 1500}, "quantity.fraction"),
        ({"quantity_milli": 0}, "command.payload"),
        ({"quantity_milli": 10_000_000}, "command.payload"),
        ({"unit_price_cents": -1}, "command.payload"),
        ({"old_part": "eaten"}, "command.payload"),
    ],
)
def test_a_use_that_cannot_be_is_parked(wang, visit_of, change, code):
    assert wang.on(visit_of())("use_material", **(HANDLE | change)).problem_code == code


def test_metres_may_have_tenths(wang, visit_of):
    strip = HANDLE | {"material_id": STRIP_ID, "unit": "米"}
    send = wang.on(visit_of())

    assert send("use_material", **(strip | {"quantity_milli": 1200})).result == "applied"
    assert (
        send("use_material", **(strip | {"quantity_milli": 1250})).problem_code
        == "quantity.fraction"
    )


def test_a_use_may_name_its_item(wang, visit_of, session):
    visit_id = visit_of()
    item_id = session.scalar(select(WorkOrderItem.id))

    assert wang.on(visit_id)("use_material", **(HANDLE | {"item_id": item_id})).result == "applied"


@pytest.mark.parametrize(
    ("made_by", "payload", "voided_by", "table"),
    [
        ("use_material", HANDLE, ("void_material_use", "use_id"), MaterialUse),
        ("attach_photo", PHOTO, ("void_photo", "photo_id"), Attachment),
        ("record_expense", EXPENSE, ("void_expense", "expense_id"), Expense),
    ],
)
def test_a_record_is_voided_once_and_stays(
    wang, visit_of, session, made_by, payload, voided_by, table
):
    send = wang.on(visit_of())
    send(made_by, **payload)
    name, key = voided_by
    target = {key: wang.last.command_id, "reason": "记错了"}

    assert send(name, **target).result == "applied"
    assert send(name, **target).problem_code == "record.unknown"
    row = session.scalar(select(table))
    assert (row.voided_at, row.void_reason) == (NOW, "记错了")


def test_a_record_of_another_visit_cannot_be_voided(wang, visit_of):
    wang.on(visit_of())("use_material", **HANDLE)
    use_id = wang.last.command_id

    outcome = wang.on(visit_of())("void_material_use", use_id=use_id)

    assert outcome.problem_code == "record.unknown"


@pytest.mark.parametrize(
    ("name", "payload"),
    [("attach_photo", PHOTO), ("record_expense", {"kind": "餐补", "amount_cents": 1})],
)
def test_a_hash_the_command_does_not_announce_is_parked(wang, visit_of, name, payload):
    outcome = wang.send(
        name, f"visit:{visit_of()}", payload | {"sha256": "b" * 64}, blobs=("c" * 64,)
    )

    assert outcome.problem_code == "photo.not_named"


@pytest.mark.parametrize(
    ("company_id", "stored", "expected"),
    [
        (COMPANY_ID, "verified", "verified"),
        (COMPANY_ID, "partial", "expected"),
        (OTHER_COMPANY_ID, "verified", "expected"),
    ],
)
def test_a_photo_finds_bytes_that_came_before_it(
    wang, visit_of, session, company_id, stored, expected
):
    visit_id = visit_of()
    with write_transaction(session):
        session.add(
            Blob(
                company_id=company_id,
                sha256=PHOTO["sha256"],
                size_bytes=1,
                mime="image/jpeg",
                state=stored,
                uploaded_by_id=person_id("wang"),
            )
        )

    wang.on(visit_id)("attach_photo", **PHOTO)

    assert session.scalar(select(Attachment.state)) == expected


def test_a_mark_keeps_both_times(wang, visit_of, session):
    send = wang.on(visit_of(state="accepted"))
    send("arrive")
    mark_id = wang.last.command_id

    outcome = send("correct_mark", mark_id=mark_id, corrected_at="2026-11-28T00:40:00.000Z")

    mark = session.get_one(ClockMark, mark_id)
    assert outcome.result == "applied"
    assert mark.corrected_at.minute == 40
    assert mark.made_at.minute == 55


def test_a_mark_of_another_visit_cannot_be_corrected(wang, visit_of):
    wang.on(visit_of(state="accepted"))("arrive")
    mark_id = wang.last.command_id

    outcome = wang.on(visit_of())(
        "correct_mark", mark_id=mark_id, corrected_at="2026-11-28T00:40:00.000Z"
    )

    assert outcome.problem_code == "mark.unknown"


def test_the_lead_comes_back_and_the_trip_is_over(wang, visit_of, session):
    trip_id = session.get_one(Visit, visit_of()).trip_id
    stream = f"person:{person_id('wang')}"

    outcome = wang.send("return_from_trip", stream, {"trip_id": trip_id, "visit_ids": []})

    assert outcome.result == "applied"
    assert session.get_one(Trip, trip_id).state == "ended"
    assert session.scalar(select(ClockMark.kind)) == "return"


@pytest.mark.parametrize(
    ("lead", "stream", "code"),
    [
        ("li", f"person:{person_id('wang')}", "trip.not_yours"),
        ("wang", f"person:{person_id('li')}", "command.wrong_stream"),
    ],
)
def test_nobody_returns_for_others(wang, visit_of, session, lead, stream, code):
    trip_id = session.get_one(Visit, visit_of(lead=lead)).trip_id

    assert wang.send("return_from_trip", stream, {"trip_id": trip_id}).problem_code == code


def test_an_unknown_trip_is_parked(wang):
    stream = f"person:{person_id('wang')}"

    outcome = wang.send("return_from_trip", stream, {"trip_id": new_id()})

    assert outcome.problem_code == "trip.unknown"
