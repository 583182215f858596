"""`fieldapp import customers` and `fieldapp export customers`."""

import io

import pytest
from click.testing import CliRunner
from openpyxl import Workbook, load_workbook

from fieldapp.cli import main
from fieldapp.persistence.tables import Customer


@pytest.fixture
def fieldapp(database_url, blobs_url, monkeypatch):
    monkeypatch.setenv("FIELDAPP_SECRET_KEY", "a key only these tests know")
    monkeypatch.setenv("FIELDAPP_DATABASE_URL", database_url)
    monkeypatch.setenv("FIELDAPP_BLOBS_URL", blobs_url)
    return lambda *arguments: CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def a_list(tmp_path):
    book = Workbook()
    for row in (["姓名", "电话"], ["王秀英", "199 0000 3187"], ["李国强", "12"]):
        book.active.append(row)
    book.save(tmp_path / "list.xlsx")
    return tmp_path / "list.xlsx"


def customers(session):
    session.rollback()
    return [row.name for row in session.query(Customer)]


def test_a_dry_run_says_what_is_wrong_and_writes_nothing(fieldapp, a_list, session):
    answer = fieldapp("import", "customers", a_list, "--dry-run", "--as", "kefu")

    assert answer.exit_code == 0
    assert "B3 电话 '12'" in answer.output
    assert "2 rows, 1 new" in answer.output
    assert customers(session) == []


def test_a_list_is_brought_in_and_carried_away(fieldapp, a_list, session, tmp_path):
    assert "done: 2 rows, 1 new" in fieldapp("import", "customers", a_list, "--as", "kefu").output
    assert customers(session) == ["王秀英"]

    answer = fieldapp("export", "customers", tmp_path / "out.xlsx", "--as", "admin")

    assert "1 rows" in answer.output
    sheet = load_workbook(io.BytesIO((tmp_path / "out.xlsx").read_bytes())).active
    assert [sheet["A2"].value, sheet["C2"].value] == ["王秀英", "199****3187"]


@pytest.mark.parametrize("who", ["nobody", "jiandu"])
def test_who_may_not_is_told(fieldapp, a_list, session, who):
    answer = fieldapp("import", "customers", a_list, "--as", who)

    assert answer.exit_code == 1
    assert customers(session) == []


def test_what_is_no_list_is_told(fieldapp, tmp_path):
    (tmp_path / "x.xlsx").write_bytes(b"hello")

    answer = fieldapp("import", "customers", tmp_path / "x.xlsx", "--as", "kefu")

    assert answer.exit_code == 1
    assert "不是 Excel 文件" in answer.output
