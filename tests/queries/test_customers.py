"""The list of customers: in the order of pinyin, page by page, by its index."""

import random

import pytest
from sqlalchemy import insert

from fieldapp.persistence.tables import Customer, new_id
from fieldapp.queries.customer_exports import exported_rows
from fieldapp.queries.customers import (
    CustomerFilter,
    customers_page,
    in_order,
    matching,
)
from tests.builders import a_customer
from tests.cast import COMPANY_ID

#: As a telephone book has them: 单 is Shan and 曾 Zeng in a name; all 汪 before all 王.
LISTED = [
    "3号楼物业", "阿依古丽", "Bob Li", "陈立", "解放路物业公司", "李国强", "李明", "刘慧",
    "欧阳靖雯", "单雄", "Smith", "宋佳", "万春", "汪洋", "王伟", "王秀英", "Wang Wei", "解敏",
    "曾文", "张䶮",
]  # fmt: skip


@pytest.fixture
def listed(session):
    shuffled = random.Random(6).sample(LISTED, len(LISTED))
    for name in shuffled:
        a_customer(session, name)
    session.flush()


def pages_of(session, limit):
    after, names = "", []
    while True:
        page = customers_page(
            session, company_id=COMPANY_ID, wanted=CustomerFilter(), after=after, limit=limit
        )
        names.append([row.name for row in page.rows])
        after = page.following
        if not after:
            return names


@pytest.mark.usefixtures("listed")
def test_customers_stand_in_the_order_of_pinyin_with_latin_names_among_them(session):
    assert pages_of(session, 50) == [LISTED]


@pytest.mark.usefixtures("listed")
def test_a_page_begins_behind_the_last_customer_of_the_one_before(session):
    assert pages_of(session, 8) == [LISTED[:8], LISTED[8:16], LISTED[16:]]


@pytest.mark.usefixtures("listed")
def test_the_list_that_is_carried_away_has_the_same_order(session):
    rows = exported_rows(session, company_id=COMPANY_ID, wanted=CustomerFilter())

    assert [row.name for row in rows] == LISTED


@pytest.mark.usefixtures("listed")
def test_a_customer_who_is_renamed_moves(session):
    session.query(Customer).filter_by(name="阿依古丽").one().name = "朱慧"
    session.flush()

    assert pages_of(session, 50) == [[*LISTED[:1], *LISTED[2:], "朱慧"]]


@pytest.mark.usefixtures("listed")
def test_rows_written_past_the_session_stand_in_order_too(session):
    row = {"id": new_id(), "company_id": COMPANY_ID, "name": "宋安", "kind": "owner"}
    session.execute(insert(Customer), [row])

    names = pages_of(session, 50)[0]
    assert names[names.index("宋安") + 1] == "宋佳"


@pytest.mark.parametrize("after", ["", "nonsense", "李明~7", new_id()])
@pytest.mark.usefixtures("listed")
def test_a_place_nobody_stands_at_is_the_beginning(session, after):
    page = customers_page(
        session, company_id=COMPANY_ID, wanted=CustomerFilter(), after=after, limit=3
    )

    assert [row.name for row in page.rows] == LISTED[:3]


@pytest.mark.parametrize("after", [None, ("li3 李", new_id())])
def test_the_list_is_read_from_its_index(session, after):
    statement = in_order(matching(COMPANY_ID, CustomerFilter()), after).limit(51)
    compiled = statement.compile(session.connection(), compile_kwargs={"literal_binds": True})

    plan = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()

    words = " ".join(row[3] for row in plan)
    assert "ix_customers_company_id_name_order_id" in words
    assert "TEMP B-TREE" not in words
