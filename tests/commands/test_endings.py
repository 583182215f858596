import json
from hashlib import sha256

import pytest
from sqlalchemy import select

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Company, SignOff, UnfinishedReport, Visit, WorkOrder
from tests.cast import COMPANY_ID, NOW

UNFINISHED = {"reason_code": "W1", "explanation": "玻璃需定制", "explained_to": "王秀英"}


def document_of(visit_id, **content):
    text = json.dumps({"format": 1, "visit_id": visit_id} | content, ensure_ascii=False)
    return {"document": text, "document_sha256": sha256(text.encode()).hexdigest()}


def signature(visit_id, **content):
    return document_of(visit_id, **content) | {
        "rating": "fair",
        "opinion": "等太久",
        "signer_name": "王秀英",
        "relation": "owner",
        "strokes": [[[10, 10, 0], [20, 25, 16]]],
    }


def absence(visit_id, kind="absent"):
    return document_of(visit_id) | {
        "kind": kind,
        "reason": "女儿代办",
        "evidence_kind": "door_photo",
    }


def order_state(session, visit_id):
    session.rollback()
    return session.get_one(WorkOrder, session.get_one(Visit, visit_id).work_order_id).state


def test_a_signature_finishes_visit_and_order(wang, visit_of, state_of, session):
    visit_id = visit_of(state="awaiting_sign_off")

    assert wang.on(visit_id)("sign_off", **signature(visit_id)).result == "applied"

    assert state_of(visit_id) == "finished"
    assert order_state(session, visit_id) == "done"
    row = session.scalar(select(SignOff))
    assert (row.kind, row.rating, row.strokes) == ("signed", "fair", [[[10, 10, 0], [20, 25, 16]]])
    assert row.document_text == signature(visit_id)["document"]


def test_the_end_is_told_by_the_phone_and_received_by_the_server(wang, visit_of, session):
    visit_id = visit_of(state="awaiting_sign_off")
    wang.on(visit_id)("sign_off", **signature(visit_id))

    visit = session.get_one(Visit, visit_id)

    assert visit.ended_at == wang.last.made_at
    assert visit.state_changed_at == NOW


@pytest.mark.parametrize(
    ("content", "changed"), [({"due_cents": 7000}, False), ({"due_cents": 6000}, True)]
)
def test_content_that_changed_since_is_flagged(wang, visit_of, session, content, changed):
    visit_id = visit_of(state="awaiting_sign_off")
    wang.documents = lambda _session, visit: document_of(visit, due_cents=7000)["document"]

    wang.on(visit_id)("sign_off", **signature(visit_id, **content))

    assert session.scalar(select(SignOff.content_changed)) is changed


@pytest.mark.parametrize("kind", ["absent", "refused", "send_link"])
def test_a_recorded_absence_finishes_too(wang, visit_of, state_of, session, kind):
    visit_id = visit_of(state="awaiting_sign_off")

    assert wang.on(visit_id)("record_absence", **absence(visit_id, kind)).result == "applied"

    assert state_of(visit_id) == "finished"
    assert session.scalar(select(SignOff.strokes)) is None


@pytest.mark.parametrize("name", ["sign_off", "record_absence"])
def test_nobody_signs_while_the_work_goes_on(wang, visit_of, name):
    visit_id = visit_of(state="working")
    payload = signature(visit_id) if name == "sign_off" else absence(visit_id)

    outcome = wang.on(visit_id)(name, **payload)

    assert outcome.problem_code == "visit.wrong_state"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"document_sha256": "0" * 64}, "sign_off.hash_mismatch"),
        (document_of("another visit"), "sign_off.document"),
        ({"document": "[]", "document_sha256": sha256(b"[]").hexdigest()}, "sign_off.document"),
        ({"document": "{x", "document_sha256": sha256(b"{x").hexdigest()}, "sign_off.document"),
        ({"strokes": []}, "command.payload"),
        ({"strokes": [[[1, 2]]]}, "command.payload"),
        ({"strokes": [[[100_000, 100_000, 1]] * 4000]}, "sign_off.strokes_too_large"),
        ({"rating": None}, "command.payload"),
        ({"signer_name": ""}, "command.payload"),
    ],
)
def test_a_signature_that_cannot_hold_is_parked(wang, visit_of, state_of, change, code):
    visit_id = visit_of(state="awaiting_sign_off")

    outcome = wang.on(visit_id)("sign_off", **(signature(visit_id) | change))

    assert (outcome.result, outcome.problem_code) == ("parked", code)
    assert state_of(visit_id) == "awaiting_sign_off"


@pytest.mark.parametrize("state", ["accepted", "working", "awaiting_sign_off"])
def test_an_unfinished_visit_sends_its_order_back(wang, visit_of, state_of, session, state):
    visit_id = visit_of(state=state)

    outcome = wang.on(visit_id)(
        "leave_unfinished", **UNFINISHED, proposed_on="2026-12-05", proposed_half="am"
    )

    assert outcome.result == "applied"
    assert state_of(visit_id) == "unfinished"
    assert order_state(session, visit_id) == "ready"
    assert session.scalar(select(UnfinishedReport.proposed_on)).day == 5


PANE = {"width_mm": 612, "height_mm": 1432, "thickness_mm": 22, "expected_on": "2026-12-04"}


def test_what_was_measured_for_custom_glass_is_kept_in_its_fields(wang, visit_of, session):
    wang.on(visit_of(state="working"))(
        "leave_unfinished", **UNFINISHED | {"reason_code": "W1"}, **PANE
    )

    report = session.scalar(select(UnfinishedReport))
    assert (report.width_mm, report.height_mm, report.thickness_mm) == (612, 1432, 22)
    assert report.expected_on.isoformat() == "2026-12-04"


def test_sizes_typed_before_another_reason_was_chosen_belong_to_nothing(wang, visit_of, session):
    with write_transaction(session):
        session.get_one(Company, COMPANY_ID).rules = {}  # the usual reasons
    outcome = wang.on(visit_of(state="working"))(
        "leave_unfinished", **UNFINISHED | {"reason_code": "W2"}, **PANE
    )

    report = session.scalar(select(UnfinishedReport))
    assert outcome.result == "applied"
    assert (report.width_mm, report.expected_on) == (None, None)


@pytest.mark.parametrize("size", [0, 10_000, "612"])
def test_a_pane_of_no_size_is_kept_for_a_decision(wang, visit_of, size):
    outcome = wang.on(visit_of(state="working"))(
        "leave_unfinished", **UNFINISHED | {"reason_code": "W1"}, **PANE | {"width_mm": size}
    )

    assert outcome.problem_code == "command.payload"


@pytest.mark.parametrize("state", ["planned", "finished", "cancelled"])
def test_only_a_visit_underway_is_left_unfinished(wang, visit_of, state):
    outcome = wang.on(visit_of(state=state))("leave_unfinished", **UNFINISHED)

    assert outcome.problem_code == "visit.wrong_state"


def test_an_unknown_reason_is_parked(wang, visit_of, state_of):
    visit_id = visit_of(state="working")

    outcome = wang.on(visit_id)("leave_unfinished", **(UNFINISHED | {"reason_code": "W9"}))

    assert outcome.problem_code == "unfinished.reason_unknown"
    assert state_of(visit_id) == "working"


@pytest.mark.parametrize(
    ("kind", "order"),
    [("no_fault", "done"), ("declined", "done"), ("not_ours", "done"), ("no_access", "ready")],
)
def test_a_visit_ends_without_a_repair(wang, visit_of, state_of, session, kind, order):
    visit_id = visit_of(state="on_site")

    wang.on(visit_id)("end_without_repair", kind=kind, note="外墙裂缝")

    assert state_of(visit_id) == kind
    assert order_state(session, visit_id) == order
    assert session.get_one(Visit, visit_id).ended_note == "外墙裂缝"


def test_two_orders_of_a_trip_end_apart(wang, visit_of, state_of):
    first_id, second_id = visit_of(state="working"), visit_of(state="working")

    wang.on(first_id)("end_without_repair", kind="no_fault")

    assert state_of(second_id) == "working"
