"""What was signed, drawn and compared."""

import json
from dataclasses import replace

import pytest

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import MaterialUse, SignOff, new_id
from fieldapp.queries.work_order_sheets import order_sheet
from fieldapp.web.office.signatures import signed_changes, stroke_paths
from tests.builders import a_visit, added
from tests.cast import COMPANY_ID, NOW, person_id

MATERIAL = {
    "name": "不锈钢盖轨", "spec": "1.0 mm", "unit": "米", "quantity_milli": 1200,
    "unit_price_cents": 2800,
}  # fmt: skip


def test_strokes_become_one_path_in_its_box():
    drawing = stroke_paths([[[10, 20, 0], [30, 40, 9]], [[5, 5, 20]]])

    assert drawing.path == "M10 20L30 40 M5 5l1 0"
    assert drawing.view_box == "-3 -3 41 51"


@pytest.mark.parametrize("strokes", [None, [], [[]]])
def test_no_signature_draws_nothing(strokes):
    assert stroke_paths(strokes) is None


@pytest.fixture
def sheet(session):
    """An order signed with one material on it."""
    document = {
        "materials": [{**MATERIAL, "amount_cents": 3360, "due_cents": 0}],
        "charges": [],
        "due_cents": 0,
    }
    with write_transaction(session):
        visit = a_visit(session, state="finished")
        made = {"company_id": COMPANY_ID, "visit_id": visit.id, "person_id": person_id("wang")}
        added(session, MaterialUse(id=new_id(), made_at=NOW, **made, **MATERIAL))
        added(
            session,
            SignOff(
                id=new_id(), kind="signed", document_text=json.dumps(document), document_format=1,
                document_sha256="0" * 64, signed_at=NOW, made_at=NOW, **made,
            ),
        )  # fmt: skip
        order_id = visit.work_order_id
    return order_sheet(session, company_id=COMPANY_ID, work_order_id=order_id)


def test_what_was_signed_still_holds(sheet):
    assert not signed_changes(sheet).is_changed


def test_a_changed_price_shows_what_was_signed(sheet):
    (line,) = sheet.lines
    changed = replace(sheet, lines=(replace(line, unit_price_cents=2600, amount_cents=3120),))

    was = signed_changes(changed).was[line.line_id]
    assert (was.unit_price_cents, was.amount_cents) == (2800, 3360)


def test_a_new_line_and_a_missing_one_are_named(sheet):
    (line,) = sheet.lines
    changed = replace(sheet, lines=(replace(line, line_id="new", name="毛条"),))

    changes = signed_changes(changed)
    assert changes.added == {"new"}
    assert changes.removed == ("不锈钢盖轨",)


def test_an_unsigned_order_differs_from_nothing(sheet):
    assert not signed_changes(replace(sheet, sign_off=None)).is_changed
