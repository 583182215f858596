"""Appraisals: asked in the office, decided by 技术质量部, told to everybody (rule 3, K3.2)."""

import pytest
from sqlalchemy import select

from fieldapp.domain.appraisals import charging_is_paused
from fieldapp.domain.problems import (
    AppraisalDecided,
    AppraisalTooLate,
    AppraisalUnknown,
    ChargingPaused,
    ItemUnknown,
    PayloadRefused,
    PermissionMissing,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Appraisal,
    Consent,
    Notice,
    Payment,
    Visit,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from tests.builders import a_visit, a_work_order, added
from tests.cast import COMPANY_ID, NOW, OTHER_COMPANY_ID, person_id
from tests.commands.senders import Office

FINDING = {
    "finding": "断口为外力折断，有撬痕", "warranty_verdict": "in", "charge_verdict": "charged",
}  # fmt: skip


@pytest.fixture
def zhijian(session, clock):
    return Office(session, clock, "zhijian")


@pytest.fixture
def order(session):
    """An order of production's with one item; answers (order id, item id)."""

    def make(**values):
        with write_transaction(session):
            made = a_work_order(session, **{"department": "production", "state": "ready"} | values)
            item = session.scalars(
                select(WorkOrderItem).where(WorkOrderItem.work_order_id == made.id)
            ).one()
            item.warranty_verdict, item.charge_verdict = "out", "charged"
            return made.id, item.id

    return make


@pytest.fixture
def disputed(kefu, order):
    """An order whose item is before 技术质量部; answers (order id, item id, appraisal id)."""

    def make(**values):
        order_id, item_id = order(**values)
        kefu.submit("ask_appraisal", item_id=item_id, dispute="装好就松")
        return order_id, item_id, kefu.command_id

    return make


def seen(session, order_id, item_id):
    session.rollback()
    session.expire_all()
    return session.get_one(WorkOrder, order_id), session.get_one(WorkOrderItem, item_id)


def told(session, username, kind):
    return session.scalars(
        select(Notice).where(Notice.person_id == person_id(username), Notice.kind == kind)
    ).all()


def test_a_finding_decides_and_everybody_is_told(zhijian, disputed, session):
    order_id, item_id, appraisal_id = disputed()

    zhijian.submit("decide_appraisal", appraisal_id=appraisal_id, **FINDING)

    order, item = seen(session, order_id, item_id)
    assert (item.warranty_verdict, item.charge_verdict) == ("in", "charged")
    assert item.warranty_text == (
        "技术质量部鉴定 2026年11月28日：断口为外力折断，有撬痕。保内，收费。"
    )
    assert (order.state, order.department) == ("awaiting_consent", "engineering")
    found = session.get_one(Appraisal, appraisal_id)
    assert (found.found_at, found.found_by_id) == (NOW, person_id("zhijian"))
    for username in ("kefu", "zhuguan", "wang", "zhao"):
        assert len(told(session, username, "appraisal_given")) == 1
        assert len(told(session, username, "order_moved")) == 1
    assert told(session, "zhijian", "appraisal_given") == []


@pytest.mark.parametrize(
    ("verdict", "charge", "state", "department"),
    [
        ("in", "free", "ready", "engineering"),
        ("out", "charged", "awaiting_consent", "production"),
        ("out", "free", "ready", "production"),
    ],
)
def test_the_order_goes_on_by_the_finding(
    zhijian, disputed, session, verdict, charge, state, department
):
    order_id, item_id, appraisal_id = disputed()

    zhijian.submit(
        "decide_appraisal", appraisal_id=appraisal_id, finding="看过了",
        warranty_verdict=verdict, charge_verdict=charge,
    )  # fmt: skip

    order, _item = seen(session, order_id, item_id)
    assert (order.state, order.department) == (state, department)


def test_who_had_agreed_to_pay_is_not_asked_again(zhijian, disputed, session):
    order_id, item_id, appraisal_id = disputed()
    with write_transaction(session):
        added(
            session,
            Consent(
                company_id=COMPANY_ID, work_order_id=order_id, who="payer", who_name="王秀英",
                how="phone", low_cents=0, agreed_cents=9000, agreed_at=NOW,
                recorded_by_id=person_id("kefu"),
            ),
        )  # fmt: skip

    zhijian.submit("decide_appraisal", appraisal_id=appraisal_id, **FINDING)

    assert seen(session, order_id, item_id)[0].state == "ready"


def test_the_man_at_the_door_stays_while_the_books_move(zhijian, disputed, session):
    order_id, item_id, appraisal_id = disputed(state="dispatched")
    with write_transaction(session):
        order = session.get_one(WorkOrder, order_id)
        visit_id = a_visit(session, lead="zhao", order=order).id

    zhijian.submit("decide_appraisal", appraisal_id=appraisal_id, **FINDING)

    order, _item = seen(session, order_id, item_id)
    assert (order.state, order.department) == ("dispatched", "engineering")
    visit = session.get_one(Visit, visit_id)
    assert (visit.state, visit.change_no > 0) == ("planned", True)


def test_a_finding_is_given_once(zhijian, disputed):
    _order, _item, appraisal_id = disputed()
    zhijian.submit("decide_appraisal", appraisal_id=appraisal_id, **FINDING)

    with pytest.raises(AppraisalDecided):
        zhijian.submit("decide_appraisal", appraisal_id=appraisal_id, **FINDING)


def test_the_same_form_twice_decides_once(zhijian, disputed, session):
    _order, _item, appraisal_id = disputed()
    form_id = new_id()
    for _time in range(2):
        zhijian.submit("decide_appraisal", as_id=form_id, appraisal_id=appraisal_id, **FINDING)

    assert len(told(session, "kefu", "appraisal_given")) == 1


@pytest.mark.parametrize("change", [{"finding": " "}, {"warranty_verdict": "disputed"}])
def test_a_finding_says_what_and_why(zhijian, disputed, session, change):
    order_id, item_id, appraisal_id = disputed()

    with pytest.raises(PayloadRefused):
        zhijian.submit("decide_appraisal", appraisal_id=appraisal_id, **FINDING | change)
    assert seen(session, order_id, item_id)[1].warranty_verdict == "disputed"


def test_an_unknown_appraisal_is_not_decided(zhijian):
    with pytest.raises(AppraisalUnknown):
        zhijian.submit("decide_appraisal", appraisal_id=new_id(), **FINDING)


def test_another_companys_appraisal_is_not_decided(zhijian, disputed, session):
    *_, appraisal_id = disputed()
    with write_transaction(session):
        session.get_one(Appraisal, appraisal_id).company_id = OTHER_COMPANY_ID

    with pytest.raises(AppraisalUnknown):
        zhijian.submit("decide_appraisal", appraisal_id=appraisal_id, **FINDING)


@pytest.mark.parametrize("username", ["kefu", "zhuguan", "wang", "jiandu"])
def test_only_the_quality_department_decides(session, clock, disputed, username):
    *_, appraisal_id = disputed()

    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit(
            "decide_appraisal", appraisal_id=appraisal_id, **FINDING
        )


def test_what_is_paid_is_no_matter_for_an_appraisal(kefu, order, session):
    order_id, item_id = order(state="done")
    with write_transaction(session):
        added(
            session,
            Payment(
                company_id=COMPANY_ID, work_order_id=order_id, method="cash",
                amount_cents=9000, paid_at=NOW, received_by_id=person_id("zhao"),
            ),
        )  # fmt: skip

    with pytest.raises(AppraisalTooLate):
        kefu.submit("ask_appraisal", item_id=item_id, dispute="太贵")


@pytest.mark.parametrize("state", ["closed", "cancelled"])
def test_what_is_over_is_not_appraised(kefu, order, state):
    _order, item_id = order(state=state)

    with pytest.raises(AppraisalTooLate):
        kefu.submit("ask_appraisal", item_id=item_id, dispute="太贵")


def test_an_unknown_item_is_not_appraised(kefu):
    with pytest.raises(ItemUnknown):
        kefu.submit("ask_appraisal", item_id=new_id(), dispute="太贵")


@pytest.mark.parametrize(
    ("verdicts", "paused"), [([], False), (["in", "out"], False), (["in", "disputed"], True)]
)
def test_charging_rests_while_anything_is_disputed(verdicts, paused):
    assert charging_is_paused(verdicts) is paused


def test_no_consent_is_recorded_while_an_appraisal_is_open(kefu, zhijian, disputed):
    order_id, _item, appraisal_id = disputed()
    consent = {
        "work_order_id": order_id, "who": "payer", "who_name": "王秀英", "how": "phone",
        "agreed_cents": 9000,
    }  # fmt: skip

    with pytest.raises(ChargingPaused):
        kefu.submit("record_consent", **consent)
    zhijian.submit("decide_appraisal", appraisal_id=appraisal_id, **FINDING)
    kefu.submit("record_consent", **consent)
