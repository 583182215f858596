"""收款, 免收, 开票."""

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    InvoiceEmail,
    InvoiceTaxNumber,
    PayloadRefused,
    PaymentAhead,
    PaymentUnknown,
    PermissionMissing,
    PersonUnknown,
    StaleForm,
    WaiverTooHigh,
    WorkOrderUnknown,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Charge,
    Invoice,
    MaterialUse,
    Payment,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from fieldapp.queries.money_summaries import order_balance
from tests.builders import a_charged_order, a_visit, a_work_order
from tests.cast import COMPANY_ID, HANDLE_ID, NOW, person_id
from tests.commands.senders import Office

CASH = {"method": "cash", "amount_cents": 19_000}
INVOICE = {"title": "云州睿达科技有限公司", "tax_no": "91990100ma0demo168", "email": "a@b.cn"}


@pytest.fixture
def order_id(session):
    with write_transaction(session):
        return a_charged_order(session, state="done").id


def items_of(order):
    return select(WorkOrderItem).where(WorkOrderItem.work_order_id == order.id)


def a_use(visit, item):
    """One handle of ¥38 used for the item."""
    return MaterialUse(
        id=new_id(), company_id=COMPANY_ID, visit_id=visit.id, item_id=item.id,
        material_id=HANDLE_ID, code="WJ-001", name="执手", unit="个", quantity_milli=1_000,
        unit_price_cents=3_800, person_id=person_id("wang"), made_at=NOW, old_part="customer",
    )  # fmt: skip


def balance_of(session, order_id, due_cents):
    session.rollback()
    return order_balance(
        session, company_id=COMPANY_ID, work_order_id=order_id, due_cents=due_cents
    )


def test_what_came_in_how_and_through_whom(kefu, session, order_id):
    kefu.submit(
        "record_payment", work_order_id=order_id, received_by_id=person_id("zhao"),
        reference="收据 17", **CASH,
    )  # fmt: skip

    payment = session.get_one(Payment, kefu.command_id)
    assert (payment.method, payment.received_by_id) == ("cash", person_id("zhao"))
    assert balance_of(session, order_id, 22_360).open_cents == 3_360


def test_a_promise_stays_open_until_the_money_comes(kefu, session, order_id):
    kefu.submit("record_payment", work_order_id=order_id, method="owed", amount_cents=3_360)
    before = balance_of(session, order_id, 3_360)
    kefu.submit("record_payment", work_order_id=order_id, method="transfer", amount_cents=3_360)

    assert (before.open_cents, before.promised_cents) == (3_360, 3_360)
    assert balance_of(session, order_id, 3_360).open_cents == 0


def test_too_much_is_shown_and_nothing_becomes_negative(kefu, session, order_id):
    kefu.submit("record_payment", work_order_id=order_id, **CASH)

    account = balance_of(session, order_id, 10_000)
    assert (account.open_cents, account.overpaid_cents) == (0, 9_000)


def test_what_was_wrong_is_voided_with_a_reason_and_kept(kefu, session, order_id):
    kefu.submit("record_payment", work_order_id=order_id, **CASH)
    payment_id = kefu.command_id

    kefu.submit("void_payment", payment_id=payment_id, reason="记错单")

    payment = session.get_one(Payment, payment_id)
    assert (payment.void_reason, payment.amount_cents) == ("记错单", 19_000)
    assert balance_of(session, order_id, 19_000).open_cents == 19_000
    with pytest.raises(PaymentUnknown):
        kefu.submit("void_payment", payment_id=payment_id, reason="再来")


@pytest.fixture
def charged(session, order_id):
    """Work of ¥100 on the order."""
    with write_transaction(session):
        session.add(
            Charge(
                id=new_id(), company_id=COMPANY_ID, work_order_id=order_id, name="吊车",
                unit="次", quantity_milli=1_000, unit_price_cents=10_000,
            )
        )  # fmt: skip


@pytest.mark.usefixtures("charged")
def test_the_supervisor_lets_off_in_her_own_name(zhuguan, session, order_id):
    zhuguan.submit("waive_amount", work_order_id=order_id, amount_cents=1_000, reason="等得久")

    payment = session.get_one(Payment, zhuguan.command_id)
    assert (payment.method, payment.waived_by_id) == ("waived", person_id("zhuguan"))
    assert balance_of(session, order_id, 1_000).open_cents == 0


@pytest.mark.usefixtures("charged")
def test_more_than_is_open_is_not_waived(kefu, zhuguan, session, order_id):
    kefu.submit("record_payment", work_order_id=order_id, method="qr", amount_cents=9_000)

    with pytest.raises(WaiverTooHigh) as refusal:
        zhuguan.submit("waive_amount", work_order_id=order_id, amount_cents=1_001, reason="抹零")
    zhuguan.submit("waive_amount", work_order_id=order_id, amount_cents=1_000, reason="抹零")

    assert refusal.value.details["open"] == "10.00"
    assert balance_of(session, order_id, 10_000).open_cents == 0


def test_material_of_a_charged_item_may_be_waived_and_of_a_free_one_not(zhuguan, session):
    with write_transaction(session):
        orders = [a_work_order(session), a_work_order(session)]
        items = [session.scalars(items_of(order)).one() for order in orders]
        items[0].charge_verdict = "charged"
        for order, item in zip(orders, items, strict=True):
            visit = a_visit(session, order=order)
            session.add(a_use(visit, item))
        charged_id, free_id = (order.id for order in orders)

    zhuguan.submit("waive_amount", work_order_id=charged_id, amount_cents=3_800, reason="老客户")
    with pytest.raises(WaiverTooHigh):
        zhuguan.submit("waive_amount", work_order_id=free_id, amount_cents=1, reason="老客户")


def test_material_of_an_item_that_was_voided_is_not_to_be_paid_and_not_waived(zhuguan, session):
    with write_transaction(session):
        order = a_work_order(session)
        item = session.scalars(items_of(order)).one()
        item.charge_verdict, item.voided_at = "charged", NOW
        session.add(a_use(a_visit(session, order=order), item))
        order_id = order.id

    with pytest.raises(WaiverTooHigh):
        zhuguan.submit("waive_amount", work_order_id=order_id, amount_cents=1, reason="老客户")


@pytest.mark.usefixtures("charged")
def test_a_waiver_is_taken_back_only_by_somebody_who_may_waive(kefu, zhuguan, session, order_id):
    zhuguan.submit("waive_amount", work_order_id=order_id, amount_cents=1_000, reason="等得久")
    waiver = {"payment_id": zhuguan.command_id, "reason": "批错了"}

    with pytest.raises(PermissionMissing):
        kefu.submit("void_payment", **waiver)
    assert balance_of(session, order_id, 10_000).waived_cents == 1_000

    zhuguan.submit("void_payment", **waiver)
    assert balance_of(session, order_id, 10_000).waived_cents == 0


def test_money_of_a_day_that_has_not_come_is_refused(kefu, session, order_id):
    with pytest.raises(PaymentAhead):
        kefu.submit(
            "record_payment", work_order_id=order_id, paid_at="2026-11-28T16:00:00Z", **CASH
        )

    session.rollback()
    assert session.scalar(select(Payment.id)) is None


def test_a_clerk_can_neither_waive_nor_call_a_payment_waived(kefu, order_id):
    with pytest.raises(PermissionMissing):
        kefu.submit("waive_amount", work_order_id=order_id, amount_cents=1, reason="熟人")
    with pytest.raises(PayloadRefused):
        kefu.submit("record_payment", work_order_id=order_id, method="waived", amount_cents=1)


@pytest.mark.parametrize("amount", [0, -1, 10_000_000])
def test_an_amount_that_cannot_be_is_refused(kefu, order_id, amount):
    with pytest.raises(PayloadRefused):
        kefu.submit("record_payment", work_order_id=order_id, method="qr", amount_cents=amount)


def test_unknown_people_and_orders_are_refused(kefu, order_id, session):
    with pytest.raises(PersonUnknown):
        kefu.submit("record_payment", work_order_id=order_id, received_by_id=new_id(), **CASH)
    with pytest.raises(WorkOrderUnknown):
        kefu.submit("record_payment", work_order_id=new_id(), **CASH)
    assert session.scalar(select(Payment.id)) is None


def test_a_payment_sent_twice_is_paid_once(kefu, session, order_id):
    command_id = new_id()
    for _ in range(2):
        kefu.submit("record_payment", as_id=command_id, work_order_id=order_id, **CASH)

    assert balance_of(session, order_id, 19_000).paid_cents == 19_000


@pytest.mark.parametrize("username", ["wang", "jiandu", "cangguan", "buzhang"])
def test_only_the_office_takes_money(session, clock, order_id, username):
    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit("record_payment", work_order_id=order_id, **CASH)


def revision_of(session, order_id):
    session.rollback()
    return session.get_one(WorkOrder, order_id).revision


def test_an_invoice_is_wanted_then_made(kefu, session, order_id):
    kefu.submit(
        "save_invoice", work_order_id=order_id, revision=revision_of(session, order_id), **INVOICE
    )
    kefu.submit(
        "save_invoice", work_order_id=order_id, revision=revision_of(session, order_id),
        number="26000017", issued_on="2026-11-28", **INVOICE,
    )  # fmt: skip

    invoice = session.scalars(select(Invoice)).one()
    assert (invoice.tax_no, invoice.number) == ("91990100MA0DEMO168", "26000017")


def test_whoever_was_slower_is_told_what_stands_there_now(kefu, zhuguan, session, order_id):
    opened_at = revision_of(session, order_id)
    kefu.submit("save_invoice", work_order_id=order_id, revision=opened_at, **INVOICE)

    with pytest.raises(StaleForm) as refusal:
        zhuguan.submit("save_invoice", work_order_id=order_id, revision=opened_at, title="别的公司")

    assert refusal.value.details["current"]["title"] == "云州睿达科技有限公司"
    assert session.scalar(select(Invoice.title)) == "云州睿达科技有限公司"


@pytest.mark.parametrize(
    ("wrong", "problem"),
    [({"tax_no": "123"}, InvoiceTaxNumber), ({"email": "nobody"}, InvoiceEmail)],
)
def test_an_invoice_that_cannot_be_made_is_refused(kefu, session, order_id, wrong, problem):
    with pytest.raises(problem):
        kefu.submit("save_invoice", work_order_id=order_id, revision=1, **(INVOICE | wrong))

    session.rollback()
    assert session.scalar(select(Invoice.id)) is None


@pytest.mark.usefixtures("charged")
def test_who_only_waives_takes_the_waiver_back_once_and_no_money(kefu, session, clock, order_id):
    buzhang = Office(session, clock, "buzhang")
    buzhang.submit("waive_amount", work_order_id=order_id, amount_cents=1_000, reason="等得久")
    waiver = {"payment_id": buzhang.command_id, "reason": "批错了"}
    kefu.submit("record_payment", work_order_id=order_id, **CASH)
    money_id = kefu.command_id

    with pytest.raises(PermissionMissing):
        kefu.submit("void_waiver", **waiver)
    with pytest.raises(PaymentUnknown):
        buzhang.submit("void_waiver", payment_id=money_id, reason="批错了")
    buzhang.submit("void_waiver", **waiver)

    assert balance_of(session, order_id, 30_000).open_cents == 11_000
    with pytest.raises(PaymentUnknown):
        buzhang.submit("void_waiver", **waiver)
