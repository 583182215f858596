"""导入导出: a list is checked cell by cell, written in pieces, carried away without formulas."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select

from fieldapp.domain.customer_rows import HEADINGS, check_row
from fieldapp.persistence.blobs import blobs_for
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Customer,
    CustomerPhone,
    Dwelling,
    DwellingResident,
    Import,
    ImportProblem,
    LoggedCommand,
    Product,
    Site,
    new_id,
)
from fieldapp.reports.imports import Workshop, run_import
from fieldapp.web.background import finish_import
from tests import cast
from tests.builders import a_customer
from tests.web.conftest import text_of

HEAD = [
    "姓名",
    "身份",
    "电话",
    "小区",
    "楼栋",
    "单元",
    "房号",
    "关系",
    "产品部位",
    "窗号",
    "交付",
    "备注",
]
WANG = ["王秀英", "业主", "199-0000-3187", "锦绣华庭二期", "５", "2", "1203", "业主", "主卧飘窗",
        "C1821-3", date(2024, 6, 28), "先打女儿电话"]  # fmt: skip
ZHANG = ["张䶮", "租户", 19900004000, "锦绣华庭二期", 4, 2, "0902", "", "", "", "2024/6/28", ""]


def a_list(*rows, head=HEAD):
    book = Workbook()
    for row in (head, *rows):
        book.active.append(row)
    for cells in book.active.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str) and cell.value.startswith("="):
                cell.data_type = "f"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def uploaded(browser, content, name="客户.xlsx"):
    """Upload and wait for the check; the answer and the id of the import."""
    import_id = new_id()
    answer = browser.post(
        "/office/imports", data={"command_id": import_id, "file": (io.BytesIO(content), name)}
    )
    finish_import(import_id)
    return answer, import_id


def written(browser, import_id):
    answer = browser.post(f"/office/imports/{import_id}/writing", data={"command_id": new_id()})
    finish_import(import_id)
    return answer


def counts(session):
    session.rollback()
    session.expire_all()
    return tuple(session.query(table).count() for table in (Customer, Site, Dwelling, Product))


def row_of(session, import_id):
    session.rollback()
    session.expire_all()
    return session.get_one(Import, import_id)


def test_a_list_is_checked_then_written_and_changes_nothing_the_second_time(sign_in, session):
    kefu = sign_in("kefu")
    answer, import_id = uploaded(kefu, a_list(WANG, ZHANG))

    assert answer.headers["Location"] == f"/office/imports/{import_id}"
    checked = row_of(session, import_id)
    assert (checked.state, checked.rows, checked.created, checked.problems) == ("checked", 2, 2, 0)
    assert counts(session) == (0, 0, 0, 0)
    assert "导入 2 行" in text_of(kefu.get(f"/office/imports/{import_id}"))

    assert written(kefu, import_id).status_code == 303
    done = row_of(session, import_id)
    assert (done.state, done.rows_done, done.created, done.updated) == ("done", 2, 2, 0)
    assert counts(session) == (2, 1, 2, 1)
    wang = session.scalar(select(Customer).where(Customer.name == "王秀英"))
    assert (wang.phone, wang.notes, wang.kind) == ("19900003187", "先打女儿电话", "owner")
    home = session.scalar(select(Dwelling).where(Dwelling.label == "5-2-1203"))
    assert home.handed_over_on == date(2024, 6, 28)
    zhang = session.scalar(select(Customer).where(Customer.name == "张䶮"))
    assert (
        session.query(DwellingResident).filter_by(customer_id=zhang.id).one().relation == "tenant"
    )

    _answer, again = uploaded(kefu, a_list(WANG, ZHANG))
    row = row_of(session, again)
    assert (row.created, row.updated) == (0, 0)
    written(kefu, again)
    assert counts(session) == (2, 1, 2, 1)
    assert "没有变的 2 行" in text_of(kefu.get(f"/office/imports/{again}"))


def test_a_changed_cell_changes_and_an_empty_one_erases_nothing(sign_in, session):
    kefu = sign_in("kefu")
    _answer, first = uploaded(kefu, a_list(WANG))
    written(kefu, first)
    newer = [*WANG[:10], "", "有大狗"]

    _answer, second = uploaded(kefu, a_list(newer))
    assert row_of(session, second).updated == 1
    assert session.scalar(select(Customer.notes)) == "先打女儿电话"  # a dry run writes nothing
    written(kefu, second)

    session.rollback()
    assert session.scalar(select(Customer.notes)) == "有大狗"
    assert session.scalar(select(Dwelling.handed_over_on)) == date(2024, 6, 28)


def test_every_problem_is_listed_by_row_and_cell(sign_in, session):
    kefu = sign_in("kefu")
    bad = [
        ["", "国王", "12", "", "", "", "1203", "邻居", "", "C1", "gestern", "长" * 501],
        ["=HYPERLINK(\"http://evil.example\")", "", "", "", "", "", "", "", "", "", "", ""],
        WANG,
    ]  # fmt: skip

    _answer, import_id = uploaded(kefu, a_list(*bad, head=[*HEAD[:11], "备注"]))

    found = {
        (row.row_no, row.column, row.code)
        for row in session.scalars(
            select(ImportProblem).where(ImportProblem.import_id == import_id)
        )
    }
    assert found == {
        (2, "A", "required"), (2, "B", "kind_choice"), (2, "C", "phone"), (2, "D", "site_missing"),
        (2, "H", "relation_choice"), (2, "I", "position_missing"), (2, "K", "date"),
        (2, "L", "too_long"),
    }  # fmt: skip
    page = text_of(kefu.get(f"/office/imports/{import_id}"))
    assert "不是日期，请写成 2024-06-28" in page
    assert "导入没有问题的 2 行" in page
    listed = kefu.get(f"/office/imports/{import_id}/problems.xlsx")
    lines = list(load_workbook(io.BytesIO(listed.data)).active.iter_rows(values_only=True))
    assert len(lines) == 9
    assert lines[1][:4] == ("2", "A", "姓名", None)
    written(kefu, import_id)
    session.rollback()
    names = set(session.scalars(select(Customer.name)))
    assert names == {"王秀英", '=HYPERLINK("http://evil.example")'}


def test_a_column_nobody_knows_is_told_and_left_out(sign_in, session):
    _answer, import_id = uploaded(sign_in("kefu"), a_list(["李国强", "x"], head=["姓名", "星座"]))

    problem = session.scalar(select(ImportProblem))
    assert (problem.row_no, problem.column, problem.code) == (1, "B", "column_unknown")
    assert row_of(session, import_id).created == 1


def a_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", bytes(210 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "里面没有内容"),
        (b"not a workbook", "不是 Excel 文件"),
        (b"PK\x03\x04 cut", "不是 Excel 文件"),
        (a_list(head=["电话"]), "没有“姓名”这一列"),
        (a_bomb(), "文件太大"),
    ],
    ids=["empty", "text", "cut", "no name", "bomb"],
)
def test_what_is_no_list_is_refused_at_once(sign_in, session, content, words):
    stream = io.BytesIO(content)
    answer = sign_in("kefu").post("/office/imports", data={"file": (stream, "a.xlsx")})

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert session.query(Import).count() == 0


def test_two_files_at_once_are_refused_clearly(sign_in, session, clock):
    with write_transaction(session):
        session.add(an_import(state="writing", moved_at=clock()))

    answer, _import_id = uploaded(sign_in("kefu"), a_list(WANG))

    assert answer.status_code == 409
    assert "另一个文件正在处理" in text_of(answer)


def an_import(**overrides):
    values = {
        "id": new_id(), "company_id": cast.COMPANY_ID, "file_name": "a.xlsx", "sha256": "0" * 64,
        "uploaded_at": cast.NOW, "uploaded_by_id": cast.person_id("kefu"),
        "moved_at": cast.NOW,
    }  # fmt: skip
    return Import(**(values | overrides))


class Killed(BaseException):
    """The server went away in the middle."""


def test_a_killed_server_goes_on_where_it_stopped(sign_in, session, clock, app):
    kefu = sign_in("kefu")
    rows = [[f"客户{number}", "业主", f"1990001{number:04}", *[""] * 9] for number in range(600)]
    _answer, import_id = uploaded(kefu, a_list(*rows))
    with write_transaction(session):
        row = session.get_one(Import, import_id)
        row.state, row.rows_done, row.created = "writing", 0, 0
    services = app.extensions["fieldapp"]
    ticks = iter(range(9))

    def clock_that_kills():
        """The second piece asks for the time once too often."""
        if row_of(session, import_id).rows_done and next(ticks) == 1:
            raise Killed
        return clock()

    with services.sessions() as own, pytest.raises(Killed):
        run_import(
            Workshop(
                session=own,
                blobs=services.blobs,
                clock=clock_that_kills,
                actor=cast.actor("kefu"),
            ),
            import_id,
        )
    assert row_of(session, import_id).rows_done == 250
    still = kefu.post(f"/office/imports/{import_id}/writing", data={"command_id": new_id()})
    assert still.status_code == 409  # somebody may be at it

    clock.go_on(seconds=31)
    assert "接着做" in text_of(kefu.get(f"/office/imports/{import_id}"))
    assert written(kefu, import_id).status_code == 303

    assert row_of(session, import_id).state == "done"
    assert counts(session)[0] == 600
    assert row_of(session, import_id).created == 600


def test_an_import_is_cancelled_and_what_was_not_written_never_is(sign_in, session):
    kefu = sign_in("kefu")
    _answer, import_id = uploaded(kefu, a_list(WANG))

    cancelled = kefu.post(f"/office/imports/{import_id}/cancelling", data={"command_id": new_id()})

    assert cancelled.status_code == 303
    assert row_of(session, import_id).state == "cancelled"
    assert written(kefu, import_id).status_code == 409
    assert counts(session)[0] == 0


def test_a_customer_with_another_number_in_the_same_home_is_the_same(sign_in, session):
    kefu = sign_in("kefu")
    other = [WANG[0], WANG[1], "19900007777", *WANG[3:]]
    _answer, import_id = uploaded(kefu, a_list(WANG, other))
    written(kefu, import_id)

    assert counts(session)[0] == 1
    assert session.scalar(select(CustomerPhone.phone)) == "19900007777"


def test_customers_are_carried_away_as_text_and_it_is_logged(sign_in, session, stored):
    stored(a_customer, name='=HYPERLINK("http://evil.example")')
    stored(a_customer, name="@李国强")
    kefu = sign_in("kefu")

    answer = kefu.post("/office/exports/customers", data={"command_id": new_id(), "q": ""})

    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert [cell.value for cell in sheet[1]] == list(HEADINGS.values())
    assert sheet["A2"].value == '=HYPERLINK("http://evil.example")'
    assert {sheet["A2"].data_type, sheet["A3"].data_type} == {"s"}
    assert sheet["A2"].quotePrefix
    assert sheet["C2"].value == "19900003187"
    session.rollback()
    logged = session.scalar(select(LoggedCommand))
    assert logged.name == "export_customers"
    assert '"rows":2' in logged.payload
    masked = sign_in("admin").post("/office/exports/customers", data={"command_id": new_id()})
    assert load_workbook(io.BytesIO(masked.data)).active["C2"].value == "199****3187"


def test_what_is_carried_away_can_be_brought_back_without_changing_anything(sign_in, session):
    kefu = sign_in("kefu")
    _answer, import_id = uploaded(kefu, a_list(WANG, ZHANG))
    written(kefu, import_id)
    carried = kefu.post("/office/exports/customers", data={"command_id": new_id()}).data

    _answer, again = uploaded(kefu, carried)

    row = row_of(session, again)
    assert (row.state, row.rows, row.problems) == ("checked", 2, 0)
    assert (row.created, row.updated) == (0, 0)


@pytest.mark.parametrize("who", ["jiandu", "wang", "buzhang"])
def test_who_may_not_write_or_export_does_neither(sign_in, who):
    browser = sign_in(who)

    assert browser.get("/office/imports").status_code == 403
    assert browser.post("/office/imports", data={}).status_code == 403
    assert browser.post("/office/exports/customers", data={}).status_code == 403


def test_another_companys_import_is_not_there(sign_in, session):
    foreign = an_import(company_id=cast.OTHER_COMPANY_ID, state="checked")
    with write_transaction(session):
        session.add(foreign)
        import_id = foreign.id
    kefu = sign_in("kefu")

    assert kefu.get(f"/office/imports/{import_id}").status_code == 404
    assert kefu.get(f"/office/imports/{import_id}/problems.xlsx").status_code == 404
    for step in ("writing", "cancelling"):
        assert kefu.post(f"/office/imports/{import_id}/{step}", data={}).status_code == 404


def test_the_template_holds_the_headings_and_an_example_that_would_be_read(sign_in):
    answer = sign_in("kefu").get("/office/imports/template.xlsx")

    sheet = load_workbook(io.BytesIO(answer.data)).active
    assert [cell.value for cell in sheet[1]] == list(HEADINGS.values())
    example = dict(zip(HEADINGS, [cell.value for cell in sheet[2]], strict=True))
    assert example["name"].startswith("示例")
    assert check_row(example | {"name": "王小明"}).problems == ()
    assert sheet.max_row == 2


def test_the_example_left_in_the_file_is_skipped_with_a_line_in_the_dry_run(sign_in, session):
    kefu = sign_in("kefu")
    book = load_workbook(io.BytesIO(kefu.get("/office/imports/template.xlsx").data))
    book.active.append(
        [WANG[HEAD.index(name)] if name in HEAD else "" for name in HEADINGS.values()]
    )
    filled = io.BytesIO()
    book.save(filled)

    _answer, import_id = uploaded(kefu, filled.getvalue())

    checked = row_of(session, import_id)
    assert (checked.rows, checked.created, checked.problems) == (2, 1, 1)
    page = text_of(kefu.get(f"/office/imports/{import_id}"))
    assert '<td class="end number">2</td>' in page
    assert "这是模板里的示例，跳过" in page
    written(kefu, import_id)
    session.rollback()
    assert session.scalars(select(Customer.name)).all() == ["王秀英"]


def test_the_file_is_gone_from_the_store_when_it_is_done(sign_in, session, blobs_url):
    kefu = sign_in("kefu")
    _answer, import_id = uploaded(kefu, a_list(WANG))
    store = blobs_for(blobs_url)
    assert len(list(store.names("imports"))) == 1

    written(kefu, import_id)

    assert list(store.names("imports")) == []
