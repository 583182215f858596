"""The verdict a clerk reads out, from what the archive knows of the home."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import event, update

from fieldapp.persistence.tables import (
    Dwelling,
    FaultCategory,
    Product,
    Request,
    Site,
    WarrantyRule,
    WorkOrderItem,
)
from fieldapp.persistence.warranty_claims import read_archive
from fieldapp.persistence.warranty_offers import WarrantyOffers
from fieldapp.queries.warranty import ReportedItem, judge
from tests.builders import a_dwelling, a_visit, a_work_order, added
from tests.cast import COMPANY_ID, OTHER_COMPANY_ID

MONDAY = date(2026, 11, 23)
LEAK = ReportedItem(position="主卧飘窗", category_code="LS")
HANDLE = ReportedItem(position="厨房", category_code="WJ")


@pytest.fixture
def home(session):
    """A home completed on 2024-05-16 and handed over on 2024-06-28, with the company's rules."""
    session.execute(
        update(FaultCategory)
        .where(FaultCategory.code == "LS")
        .values(warranty_part="外窗与墙体接缝", warranty_cause="渗漏水")
    )
    session.execute(
        update(FaultCategory)
        .where(FaultCategory.code == "WJ")
        .values(
            warranty_part="五金件", warranty_cause="自然损坏",
            usual_low_cents=7500, usual_high_cents=13000,
        )
    )  # fmt: skip
    a_rule(session, "五金件", "自然损坏", 24)
    a_rule(session, "", "人为损坏", 0)
    a_rule(session, "本次维修部位", "同部位同故障", 6, start_kind="repair")
    home = a_dwelling(session)
    home.handed_over_on = date(2024, 6, 28)
    session.get_one(Site, home.site_id).completed_on = date(2024, 5, 16)
    session.flush()
    return home


def a_rule(session, part, cause, months, **overrides):
    values = {
        "start_kind": "handover", "basis_kind": "promise", "basis": "公司承诺",
        "valid_from": date(2015, 1, 1), "company_id": COMPANY_ID,
    }  # fmt: skip
    return added(session, WarrantyRule(part=part, cause=cause, months=months, **values | overrides))


def a_repaired(session, home, *, ended_at, position="厨房", category="WJ", result="fixed"):
    """An order of the home with one item, finished at an instant."""
    order = a_work_order(session, positions=[position], state="done")
    session.execute(
        update(Request).where(Request.id == order.request_id).values(dwelling_id=home.id)
    )
    session.execute(
        update(WorkOrderItem)
        .where(WorkOrderItem.work_order_id == order.id)
        .values(category_code=category, result=result)
    )
    a_visit(session, order=order, state="finished", ended_kind="finished", ended_at=ended_at)
    return order


def verdicts(session, home, *items, registered_on=MONDAY, company_id=COMPANY_ID):
    return judge(
        session, company_id=company_id, dwelling_id=home and home.id,
        registered_on=registered_on, items=items,
    )  # fmt: skip


def test_two_items_get_their_verdict_price_and_department(session, home):
    leak, handle = verdicts(session, home, LEAK, HANDLE)

    assert (leak.warranty_verdict, leak.charge_verdict, leak.department) == (
        "in", "free", "engineering",
    )  # fmt: skip
    assert leak.ends_on == date(2029, 5, 15)
    assert (leak.low_cents, leak.high_cents) == (None, None)
    assert (handle.warranty_verdict, handle.charge_verdict, handle.department) == (
        "out", "charged", "production",
    )  # fmt: skip
    assert (handle.low_cents, handle.high_cents) == (7500, 13000)
    assert "五金件自然损坏，交付 2024年6月28日起 24 个月，至 2026年6月27日" in handle.text


def test_part_and_cause_may_be_chosen_otherwise_than_the_category_says(session, home):
    broken = ReportedItem(
        position="厨房", category_code="WJ", part="五金件", cause="人为损坏"
    )  # fmt: skip

    (verdict,) = verdicts(session, home, broken, registered_on=date(2025, 1, 1))

    assert (verdict.warranty_verdict, verdict.charge_verdict) == ("in", "charged")


def test_another_part_does_not_take_the_categorys_cause(session, home):
    (verdict,) = verdicts(
        session, home, ReportedItem(position="厨房", category_code="WJ", part="型材")
    )

    assert (verdict.part, verdict.cause, verdict.warranty_verdict) == ("型材", "", "unknown")


def test_an_address_outside_the_archive_is_not_judged(session, home):
    (verdict,) = verdicts(session, None, HANDLE)

    assert (verdict.warranty_verdict, verdict.missing) == ("unknown", ("handover",))


def test_another_companys_home_gives_no_days(session, home):
    (verdict,) = verdicts(session, home, LEAK, company_id=OTHER_COMPANY_ID)

    assert verdict.warranty_verdict == "unknown"


def test_the_products_own_days_come_before_the_homes(session, home):
    window = added(
        session,
        Product(
            company_id=COMPANY_ID, dwelling_id=home.id, position="厨房", kind="window",
            handed_over_on=date(2025, 7, 1),
        ),
    )  # fmt: skip

    by_place, by_id = verdicts(
        session, home, HANDLE,
        ReportedItem(position="别处", category_code="WJ", product_id=window.id),
    )  # fmt: skip

    assert by_place.ends_on == by_id.ends_on == date(2027, 6, 30)


def test_two_products_at_one_place_with_other_days_are_not_guessed_between(session, home):
    a_rule(session, "玻璃", "自爆", 24, start_kind="installation")
    for day in (date(2024, 1, 1), date(2026, 1, 1)):
        added(
            session,
            Product(
                company_id=COMPANY_ID, dwelling_id=home.id, position="厨房", kind="window",
                installed_on=day,
            ),
        )  # fmt: skip

    (verdict,) = verdicts(
        session, home,
        ReportedItem(position="厨房", category_code="WJ", part="玻璃", cause="自爆"),
    )  # fmt: skip

    assert (verdict.warranty_verdict, verdict.missing) == ("unknown", ("installation",))


def test_a_dwellings_own_completion_comes_before_its_sites(session, home):
    home.completed_on = date(2020, 1, 1)
    session.flush()

    (verdict,) = verdicts(session, home, LEAK)

    assert (verdict.warranty_verdict, verdict.ends_on) == ("out", date(2024, 12, 31))


@pytest.mark.parametrize("result", ["fixed", "partly"])
def test_what_was_repaired_within_six_months_is_done_again_free(session, home, result):
    ended_at = datetime(2026, 8, 1, 3, tzinfo=UTC)
    order = a_repaired(session, home, ended_at=ended_at, result=result)

    (verdict,) = verdicts(session, home, HANDLE)

    assert (verdict.warranty_verdict, verdict.charge_verdict) == ("in", "free")
    assert verdict.rework_number == order.number
    assert f"维修单 {order.number} 于 2026年8月1日修过这里" in verdict.text


def test_the_six_months_begin_on_the_local_day(session, home):
    a_repaired(session, home, ended_at=datetime(2026, 5, 22, 16, 30, tzinfo=UTC))

    (verdict,) = verdicts(session, home, HANDLE, registered_on=date(2026, 11, 22))

    assert verdict.rework_number  # finished at half past midnight of the 23rd in Shanghai


@pytest.mark.parametrize(
    "other",
    [
        {"position": "客厅"},
        {"category": "LS"},
        {"result": "not_fixed"},
        {"ended_at": datetime(2026, 12, 1, tzinfo=UTC)},
        {"ended_at": datetime(2026, 4, 1, tzinfo=UTC)},
    ],
    ids=["place", "fault", "not repaired", "repaired later", "too long ago"],
)
def test_another_repair_makes_no_rework(session, home, other):
    a_repaired(session, home, **{"ended_at": datetime(2026, 8, 1, 3, tzinfo=UTC)} | other)

    (verdict,) = verdicts(session, home, HANDLE)

    assert (verdict.warranty_verdict, verdict.rework_number) == ("out", "")


def test_another_homes_repair_makes_no_rework(session, home):
    other = added(session, Dwelling(company_id=COMPANY_ID, site_id=home.site_id, label="5-2-1204"))
    a_repaired(session, other, ended_at=datetime(2026, 8, 1, 3, tzinfo=UTC))

    (verdict,) = verdicts(session, home, HANDLE)

    assert verdict.rework_number == ""


def test_of_several_repairs_the_latest_counts(session, home):
    for month in (10, 6):
        order = a_repaired(session, home, ended_at=datetime(2026, month, 1, 3, tzinfo=UTC))
        if month == 10:
            latest = order

    (verdict,) = verdicts(session, home, HANDLE)

    assert verdict.rework_number == latest.number


def test_ten_items_take_as_few_statements_as_one(session, home, engine):
    seen = []
    event.listen(engine, "before_cursor_execute", lambda *what: seen.append(what[2]))

    verdicts(session, home, *[LEAK, HANDLE] * 5)

    assert len(seen) == 5


def offers_at(session, home, request_id):
    archive = read_archive(session, COMPANY_ID, [home.id])
    offers = WarrantyOffers(archive).of_home(home.id, registered_on=MONDAY, request_id=request_id)
    return {
        offer.warranty_verdict
        for offer in offers
        if "WJ" in offer.category_codes and offer.positions in ([], ["厨房"])
    }


def test_what_is_repaired_now_changes_no_offer_of_its_own_order(session, home):
    order = a_repaired(session, home, ended_at=datetime(2026, 11, 2, 3, tzinfo=UTC))

    assert offers_at(session, home, order.request_id) == {"out"}
    assert offers_at(session, home, "another") == {"out", "in"}


def test_a_changed_rule_changes_the_offers_at_once(session, home):
    assert offers_at(session, home, "any") == {"out"}

    session.execute(update(WarrantyRule).where(WarrantyRule.part == "五金件").values(months=60))
    session.expire_all()

    assert offers_at(session, home, "any") == {"in"}
