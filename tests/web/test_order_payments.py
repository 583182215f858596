"""What the order's page refuses about money that came in, or need not come."""

from sqlalchemy import select

from fieldapp.persistence.order_accounts import order_account
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import EstimateLine, Payment, Person
from tests.builders import a_charged_order, a_work_order
from tests.cast import COMPANY_ID, person_id
from tests.web.conftest import text_of

LINE = {"what": "rg-03", "quantity_low_milli": "2"}


def order_path(order, *rest):
    return "/".join([f"/office/work-orders/{order.id}", *rest])


def test_money_of_tomorrow_is_refused_at_its_field(sign_in, stored, session):
    order = stored(a_charged_order)
    form = {"method": "cash", "amount_cents": "60", "paid_at": "2026-11-29T00:05"}

    page = text_of(answer := sign_in("kefu").post(order_path(order, "payments"), data=form))

    assert answer.status_code == 422
    assert 'id="payment-at-error">收款日期不能晚于今天。' in page
    assert 'value="2026-11-29T00:05"' in page
    assert session.scalar(select(Payment.id)) is None


def test_a_waiver_beyond_what_is_open_says_how_much_is_open(sign_in, stored, session):
    order, zhuguan = stored(a_charged_order), sign_in("zhuguan")
    zhuguan.post(order_path(order, "estimate-lines"), data=LINE)

    answer = zhuguan.post(
        order_path(order, "waivers"), data={"amount_cents": "81", "reason": "老客户"}
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert 'id="waiver-amount-error">还没收的只有 ¥80.00，免收不能比它多。' in page
    assert ('value="81"' in page, 'value="老客户"' in page) == (True, True)
    assert session.scalar(select(Payment.id)) is None


def test_the_words_at_a_field_are_in_the_viewer_s_language(sign_in, stored, session):
    order = stored(a_charged_order)
    with write_transaction(session):
        session.get_one(Person, person_id("zhuguan")).language = "en"
    zhuguan = sign_in("zhuguan")

    answer = zhuguan.post(order_path(order, "waivers"), data={"amount_cents": "1", "reason": "x"})

    assert 'id="waiver-amount-error">Only ¥0.00 is still open' in text_of(answer)


def test_only_whoever_may_waive_is_offered_to_take_a_waiver_back(sign_in, stored, session):
    order, kefu, zhuguan = stored(a_charged_order), sign_in("kefu"), sign_in("zhuguan")
    zhuguan.post(order_path(order, "estimate-lines"), data=LINE)
    zhuguan.post(order_path(order, "waivers"), data={"amount_cents": "5", "reason": "老客户"})
    payment = session.scalars(select(Payment)).one()
    voiding = order_path(order, "payments", payment.id, "voiding")

    assert voiding not in text_of(kefu.get(order_path(order)))
    assert voiding in text_of(zhuguan.get(order_path(order)))
    assert kefu.post(voiding, data={"reason": "错了"}).status_code == 403
    session.expire_all()
    assert payment.voided_at is None
    assert zhuguan.post(voiding, data={"reason": "错了"}).status_code == 303


def test_a_manager_takes_his_waiver_back_but_no_money(sign_in, stored, session):
    order, kefu, buzhang = stored(a_charged_order), sign_in("kefu"), sign_in("buzhang")
    kefu.post(order_path(order, "estimate-lines"), data=LINE)
    kefu.post(order_path(order, "payments"), data={"method": "cash", "amount_cents": "10"})
    buzhang.post(order_path(order, "waivers"), data={"amount_cents": "5", "reason": "老客户"})
    money, waiver = session.scalars(select(Payment).order_by(Payment.method)).all()
    voiding = {one: order_path(order, "payments", one.id, "voiding") for one in (money, waiver)}

    page = text_of(buzhang.get(order_path(order)))
    assert [voiding[one] in page for one in (money, waiver)] == [False, True]
    assert buzhang.post(voiding[waiver], data={"reason": "看错了"}).status_code == 303
    assert buzhang.post(voiding[money], data={"reason": "看错了"}).status_code == 403
    session.rollback()
    assert (waiver.void_reason, money.voided_at) == ("看错了", None)
    assert "免收作废" in text_of(buzhang.get(order_path(order)))


def test_a_free_order_s_call_out_is_not_due_at_the_desk_either(sign_in, stored, session):
    order, kefu = stored(a_work_order), sign_in("kefu")
    kefu.post(order_path(order, "estimate-lines"), data=LINE)

    assert "应收 ¥0" in text_of(kefu.get(order_path(order)))
    session.rollback()
    assert order_account(session, COMPANY_ID, order.id).due_cents == 0


def test_the_waiver_of_a_line_is_taken_back_by_whoever_may_waive(sign_in, stored, session):
    order, kefu, buzhang = stored(a_charged_order), sign_in("kefu"), sign_in("buzhang")
    kefu.post(order_path(order, "estimate-lines"), data=LINE)
    line = order_path(order, "estimate-lines", session.scalar(select(EstimateLine.id)))
    buzhang.post(f"{line}/waiver", data={"reason": "老客户"})
    voiding = f"{line}/waiver-voiding"

    assert voiding not in text_of(kefu.get(order_path(order)))
    assert voiding in text_of(buzhang.get(order_path(order)))
    assert kefu.post(voiding, data={"reason": "错了"}).status_code == 403
    assert buzhang.post(voiding, data={"reason": "看错了"}).status_code == 303
    page = text_of(buzhang.get(order_path(order)))
    assert "批免收：老客户" not in page
    assert "应收 ¥80" in page
    assert "免收一行作废" in page
