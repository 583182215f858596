import json
from datetime import timedelta
from pathlib import Path
from typing import get_type_hints

import pytest

from fieldapp.offline.documents import document_text
from fieldapp.offline.sheet_record import Sheet
from fieldapp.offline.sheets import build_sheets
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Attachment,
    Check,
    MaterialUse,
    Remark,
    Request,
    Visit,
    new_id,
)
from tests.offline.statements import counted_statements
from tests.offline.world import NOW

EXAMPLES = Path(__file__).parents[1] / "parity" / "sheets"


def record(world, *rows):
    with world.sessions() as session, write_transaction(session):
        session.add_all(rows)


def by_wang(world, visit, minutes=0, **values):
    return {
        "id": new_id(),
        "company_id": world.company_id,
        "visit_id": visit.visit_id,
        "made_at": NOW + timedelta(minutes=minutes),
        "person_id": world.people["wang"],
        **values,
    }


def a_use(world, visit, **values):
    standard = {
        "material_id": world.material_id,
        "name": "等压胶条",
        "unit": "米",
        "quantity_milli": 2_400,
        "unit_price_cents": 805,
    }
    return MaterialUse(**by_wang(world, visit, **(standard | values)))


def sheet_of(session, visit):
    return build_sheets(session, [visit.visit_id])[0]


@pytest.mark.parametrize("name", ["example", "example_empty"])
def test_the_example_sheets_have_the_keys_of_the_record(name):
    sheet = json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))

    assert set(sheet) == set(get_type_hints(Sheet))


def test_a_fresh_visit_has_every_key_and_empty_lists(world, session):
    sheet = sheet_of(session, world.visit())

    assert set(sheet) == set(get_type_hints(Sheet))
    assert (sheet["state"], sheet["address"]) == ("planned", "锦绣华庭二期 5-2-1203")
    assert (sheet["contact_name"], sheet["technician_name"]) == ("王秀英", "王建国")
    assert sheet["work_items"][0]["category_name"] == "渗漏水"
    assert [sheet[key] for key in ("material_uses", "photos", "marks", "command_ids")] == [[]] * 4
    assert sheet["sign_off"] is sheet["unfinished"] is sheet["ended"] is sheet["consent"] is None


def test_lines_have_the_keys_the_examples_show(world, session):
    visit = world.visit(charged=True)
    record(
        world,
        a_use(world, visit),
        Remark(**by_wang(world, visit, text="好")),
        Check(**by_wang(world, visit, code="cleanup.swept", answer="yes")),
        _a_photo(world, visit),
    )
    example = json.loads((EXAMPLES / "example.json").read_text("utf-8"))

    sheet = sheet_of(session, visit)

    for key in ("work_items", "charges", "material_uses", "photos", "remarks", "checks", "parties"):
        assert set(sheet[key][0]) == set(example[key][0]), key


def test_money_is_due_for_charged_items_only(world, session):
    free, charged = world.visit(), world.visit(charged=True)
    record(world, a_use(world, free), a_use(world, charged))

    sheets = {sheet["visit_id"]: sheet for sheet in build_sheets(session, _ids(free, charged))}

    assert (sheets[free.visit_id]["amount_cents"], sheets[free.visit_id]["due_cents"]) == (1932, 0)
    assert sheets[charged.visit_id]["amount_cents"] == sheets[charged.visit_id]["due_cents"] == 5932


def test_a_consent_comes_with_its_limit(world, session):
    sheet = sheet_of(session, world.visit(charged=True))

    assert sheet["consent"]["agreed_cents"] == 11_000
    assert sheet["consent_limit_cents"] == 13_000
    assert (sheet["estimate_low_cents"], sheet["is_charged"]) == (9_000, True)


def test_the_latest_answer_of_a_check_is_shown(world, session):
    visit = world.visit()
    answers = [("cleanup.swept", "no", 2), ("cleanup.usable", "ok", 1), ("cleanup.swept", "yes", 3)]
    record(
        world,
        *(
            Check(**by_wang(world, visit, minutes, code=code, answer=answer))
            for code, answer, minutes in answers
        ),
    )

    shown = [(check["code"], check["answer"]) for check in sheet_of(session, visit)["checks"]]

    assert shown == [("cleanup.usable", "ok"), ("cleanup.swept", "yes")]


def test_voided_rows_are_left_out(world, session):
    visit = world.visit()
    record(world, a_use(world, visit, voided_at=NOW))

    assert sheet_of(session, visit)["material_uses"] == []


def test_earlier_repairs_of_the_dwelling_are_those_known_when_it_was_dispatched(world, session):
    old, current, later = (world.visit() for _ in range(3))
    with world.sessions() as writing, write_transaction(writing):
        _move_to_dwelling_of(writing, current, old, later)
        _end(writing, old, NOW - timedelta(days=30))
        _end(writing, later, NOW)

    assert sheet_of(session, current)["previous"] == [
        {"on": "2026-10-29", "text": "主卧飘窗 渗漏水"}
    ]


def test_the_number_of_statements_does_not_grow_with_the_visits(world, session):
    visits = [world.visit(charged=n % 2 == 0, helpers=("li",)) for n in range(30)]
    record(world, *(a_use(world, visit) for visit in visits))

    with counted_statements(world.engine) as for_one:
        build_sheets(session, _ids(visits[0]))
    with counted_statements(world.engine) as for_all:
        sheets = build_sheets(session, _ids(*visits))

    assert len(sheets) == 30
    # Five of them read what verdicts about extra items are made from (rule 9).
    assert len(for_all) == len(for_one) <= 25


def test_the_server_makes_the_document_of_a_sheet_it_built(world, session):
    sheet = sheet_of(session, world.visit(charged=True))

    assert json.loads(document_text(sheet))["due_cents"] == 4_000


def _ids(*visits):
    return [visit.visit_id for visit in visits]


def _a_photo(world, visit):
    return Attachment(
        **by_wang(world, visit),
        owner_kind="visit",
        owner_id=visit.visit_id,
        kind="before",
        sha256="0" * 64,
        mime="image/jpeg",
        size_bytes=1000,
        width=1600,
        height=1200,
    )


def _end(session, visit, when):
    row = session.get_one(Visit, visit.visit_id)
    row.state = row.ended_kind = "finished"
    row.ended_at = when


def _move_to_dwelling_of(session, home, *others):

    dwelling_id = session.get_one(Request, home.request_id).dwelling_id
    for other in others:
        session.get_one(Request, other.request_id).dwelling_id = dwelling_id
