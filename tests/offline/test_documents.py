import json
from pathlib import Path

import pytest

from fieldapp.offline.documents import document_text, sign_off_document

SHEETS = Path(__file__).parents[1] / "parity" / "sheets"


@pytest.mark.parametrize("name", ["example", "example_empty"])
def test_the_document_of_an_example_sheet_is_the_text_both_sides_agreed_on(name):
    sheet = json.loads((SHEETS / f"{name}.json").read_text("utf-8"))

    agreed = (SHEETS / f"{name}.document.json").read_text("utf-8")

    assert document_text(sheet) == agreed


def test_the_document_changes_with_the_money_and_never_with_the_change_number():
    sheet = json.loads((SHEETS / "example.json").read_text("utf-8"))

    assert document_text({**sheet, "change_no": 1}) == document_text(sheet)
    assert document_text({**sheet, "due_cents": 1}) != document_text(sheet)


def test_the_document_shows_neither_phone_nor_door_hint():
    sheet = json.loads((SHEETS / "example.json").read_text("utf-8"))

    text = json.dumps(sign_off_document(sheet), ensure_ascii=False)

    assert sheet["contact_phone"] not in text
    assert sheet["door_hint"] not in text
