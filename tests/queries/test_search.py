"""Everything that is found by what somebody says."""

from datetime import timedelta

import pytest

from fieldapp.persistence.tables import Customer, Dwelling, DwellingResident, Site
from fieldapp.queries.search import find, find_homeless_customers
from fieldapp.queries.work_orders import WorkOrderFilter, work_orders_page
from tests.builders import a_customer, a_request, a_work_order, added
from tests.cast import COMPANY_ID, NOW, OTHER_COMPANY_ID

ALL = ("customer", "dwelling", "request", "work_order")


def a_home(session, label, *, site, name, phone="19900003187"):
    dwelling = added(session, Dwelling(company_id=COMPANY_ID, site_id=site.id, label=label))
    customer = added(
        session,
        Customer(
            company_id=COMPANY_ID, name=name, kind="owner", phone=phone, phone_tail=phone[-4:]
        ),
    )
    added(
        session,
        DwellingResident(
            company_id=COMPANY_ID, dwelling_id=dwelling.id, customer_id=customer.id,
            relation="owner",
        ),
    )  # fmt: skip
    return dwelling


@pytest.fixture
def site(session):
    return added(session, Site(company_id=COMPANY_ID, name="锦绣华庭二期"))


def found(session, text, **more):
    return find(session, company_id=COMPANY_ID, text=text, kinds=ALL, limit=10, **more)


@pytest.mark.parametrize(
    "said",
    [
        "张䶮", "zy", "zhangyan", "ZY 5-2", "锦绣 5-2", "锦绣5-2", "jxht 5-2-12", "5栋2单元1203",
        "５-２-１２０３", "199 0000 4321", "4321", "1990", "二期 张",
    ],
)  # fmt: skip
def test_a_home_is_found_in_the_words_of_a_caller(session, site, said):
    home = a_home(session, "5-2-1203", site=site, name="张䶮", phone="19900004321")
    a_home(session, "6-1-0301", site=site, name="李四", phone="18800001111")

    assert [hit.dwelling_id for hit in found(session, said).dwellings] == [home.id]


@pytest.mark.parametrize("said", ["张 6-1", "5-3", "43", "22", "翠湖", "%", "_", "'", "张李"])
def test_every_word_must_be_true(session, site, said):
    a_home(session, "5-2-1203", site=site, name="张䶮", phone="19900004321")

    assert found(session, said).is_empty


def test_two_names_find_the_home_of_both_and_no_customer(session, site):
    home = a_home(session, "5-2-1203", site=site, name="王伟")
    wife = a_customer(session, name="李静")
    lives = DwellingResident(
        company_id=COMPANY_ID, dwelling_id=home.id, customer_id=wife.id, relation="family"
    )
    added(session, lives)

    hits = found(session, "王 李")

    assert [hit.dwelling_id for hit in hits.dwellings] == [home.id]
    assert hits.customers == ()


def test_an_exact_label_comes_first_then_what_was_active_last(session, site):
    quiet = a_home(session, "5-2-1201", site=site, name="甲")
    active = a_home(session, "5-2-1202", site=site, name="乙")
    exact = a_home(session, "5-2-12", site=site, name="丙")
    a_request(session, dwelling_id=active.id, registered_at=NOW)

    hits = found(session, "5-2-12").dwellings

    assert [hit.dwelling_id for hit in hits] == [exact.id, active.id, quiet.id]


def test_a_paper_is_found_by_its_number_its_end_and_its_home(session, site):
    home = a_home(session, "5-2-1203", site=site, name="张䶮")
    order = a_work_order(session, number="WX20261123-007")
    order.request_id = a_request(session, number="BX20261122-004", dwelling_id=home.id).id
    session.flush()

    for said in ("WX20261123-007", "wx2026", "1123-007", "20261123-007", "007", "锦绣 5-2", "zy",
                 "BX20261122-004"):  # fmt: skip
        assert [hit.number for hit in found(session, said).work_orders] == ["WX20261123-007"], said
    assert [hit.number for hit in found(session, "1122-004").requests] == ["BX20261122-004"]


def test_a_reporter_nobody_knows_is_found_with_his_request(session):
    request = a_request(
        session, dwelling_id=None, address_text="老街 12 号", reporter_name="冯志远"
    )

    for said in ("冯志", "fzy", "老街", "lj"):
        assert [hit.paper_id for hit in found(session, said).requests] == [request.id], said


def test_a_customer_without_a_home_is_offered_too(session, site):
    a_home(session, "5-2-1203", site=site, name="王一")
    alone = a_customer(session, name="王二")

    hits = find_homeless_customers(session, company_id=COMPANY_ID, text="王")

    assert [hit.customer_id for hit in hits] == [alone.id]


def test_another_company_finds_nothing(session, site):
    a_home(session, "5-2-1203", site=site, name="张䶮")
    a_work_order(session, number="WX20261123-007")

    for said in ("张䶮", "锦绣", "5-2", "WX2026", "3187"):
        assert find(session, company_id=OTHER_COMPANY_ID, text=said, kinds=ALL, limit=10).is_empty


def test_the_ledger_finds_the_same_in_few_homes_and_in_many(session, site, monkeypatch):
    for number in range(8):
        home = a_home(session, f"5-2-120{number}", site=site, name="王秀英")
        request = a_request(
            session, dwelling_id=home.id, registered_at=NOW - timedelta(days=number)
        )
        order = a_work_order(session, number=f"WX20261123-00{number}")
        order.request_id = request.id
    session.flush()
    wanted = WorkOrderFilter(text="王 5-2")

    few = work_orders_page(session, company_id=COMPANY_ID, wanted=wanted)
    monkeypatch.setattr("fieldapp.queries.search._MOST_HOMES", 3)
    many = work_orders_page(session, company_id=COMPANY_ID, wanted=wanted)

    assert len(few.rows) == 8
    assert {row.number for row in many.rows} == {row.number for row in few.rows}
