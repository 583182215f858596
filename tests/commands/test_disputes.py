"""What the customer does not accept (异议): its order stays where the dates put it (rule 3)."""

from datetime import date

import pytest
from sqlalchemy import update

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import FaultCategory, Payment, Request, WorkOrder
from tests.builders import a_dwelling, a_visit, a_work_order, added, an_item
from tests.cast import COMPANY_ID, NOW, person_id


@pytest.fixture
def items(session):
    """A leaking joint the dates put in the warranty, and a handle out of it, on one order."""
    usual = {"LS": ("外窗与墙体接缝", "渗漏水"), "WJ": ("五金件", "自然损坏")}
    with write_transaction(session):
        for code, (part, cause) in usual.items():
            named = {"warranty_part": part, "warranty_cause": cause}
            session.execute(update(FaultCategory).where(FaultCategory.code == code).values(**named))
        home = a_dwelling(session)
        home.completed_on, home.handed_over_on = date(2024, 6, 2), date(2024, 6, 28)
        order = a_work_order(session, positions=(), state="dispatched", department="engineering")
        session.get_one(Request, order.request_id).dwelling_id = home.id
        verdicts = {"LS": ("in", "free"), "WJ": ("out", "charged")}
        made = {
            code: an_item(
                session, order, position=f"窗{number}", position_no=number, category_code=code,
                warranty_verdict=warranty, charge_verdict=charge,
            ).id
            for number, (code, (warranty, charge)) in enumerate(verdicts.items(), start=1)
        }  # fmt: skip
        a_visit(session, order=order)
        return made | {"order": order.id}


def department(session, items):
    session.rollback()
    return session.get_one(WorkOrder, items["order"]).department


def test_a_disputed_item_counts_by_its_dates_until_it_is_appraised(kefu, session, items):
    kefu.submit("ask_appraisal", item_id=items["LS"], dispute="说是外墙渗的，不该等鉴定")

    assert department(session, items) == "engineering"


@pytest.mark.parametrize(
    ("method", "is_taken"),
    [("cash", True), ("qr", True), ("transfer", True), ("owed", False), ("monthly", False)],
)
def test_a_promise_is_no_money_so_the_verdict_may_still_be_disputed(
    wang, session, items, method, is_taken
):
    with write_transaction(session):
        added(
            session,
            Payment(
                company_id=COMPANY_ID, work_order_id=items["order"], method=method,
                amount_cents=5_000, paid_at=NOW, received_by_id=person_id("wang"),
            ),
        )  # fmt: skip
        visit_id = a_visit(
            session, order=session.get_one(WorkOrder, items["order"]), state="working"
        ).id

    outcome = wang.on(visit_id)("ask_appraisal", item_id=items["WJ"], dispute="太贵")

    assert outcome.problem_code == ("appraisal.too_late" if is_taken else None)
