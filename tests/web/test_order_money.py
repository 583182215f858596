"""The order page's money and parts; 待料, 价目, and what 今日 says of them."""

from datetime import date

import pytest
from sqlalchemy import select

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Charge,
    ChargeItem,
    Consent,
    EstimateLine,
    Invoice,
    Material,
    PartOrder,
    Payment,
    Request,
    Trip,
    UnfinishedReport,
    WorkOrder,
    new_id,
)
from tests.builders import a_charged_order, a_request_item, a_visit, a_work_order, added
from tests.cast import COMPANY_ID, LABOUR_ID, NOW, OTHER_COMPANY_ID, person_id
from tests.web.conftest import text_of

LINE = {"what": "rg-03", "quantity_low_milli": "2"}
CONSENT = {"who": "payer", "who_name": "李国强", "how": "phone", "agreed_cents": "190"}
NUMBERS = ("WX20261128-001", "WX20261128-002", "WX20261128-003")
PART = {"name": "中空玻璃", "width_mm": "612", "height_mm": "1432", "expected_on": "2026-12-04"}


def order_path(order, *rest):
    return "/".join([f"/office/work-orders/{order.id}", *rest])


@pytest.fixture
def glass(stored):
    return stored(
        lambda session: added(
            session,
            Material(
                id=new_id(), company_id=COMPANY_ID, code="BL-002", name="中空玻璃", unit="㎡",
                initials="zkbl", unit_price_cents=23_500,
            ),
        )
    )  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["RG-03", "rg03", "hjgf", "换件工费", "ＲＧ－０３"], ids=lambda text: text
)
def test_a_line_is_found_by_what_a_clerk_types(sign_in, stored, session, typed):
    order = stored(a_work_order)

    answer = sign_in("kefu").post(order_path(order, "estimate-lines"), data=LINE | {"what": typed})

    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("#estimate-what")
    line = session.scalars(select(EstimateLine)).one()
    assert (line.charge_item_id, line.quantity_low_milli) == (LABOUR_ID, 2_000)


def test_glass_takes_a_size_and_the_quantity_counts_panes(sign_in, stored, session, glass):
    order = stored(a_work_order)
    form = {"what": "zkbl", "quantity_low_milli": "2", "width_mm": "612", "height_mm": "1432"}

    kefu = sign_in("kefu")
    kefu.post(order_path(order, "estimate-lines"), data=form)

    assert session.scalar(select(EstimateLine.quantity_low_milli)) == 1_760
    assert "612×1432 mm，2 块" in text_of(kefu.get(order_path(order)))


def test_a_quantity_above_the_most_that_was_typed_is_refused_at_its_field(sign_in, stored, session):
    order = stored(a_work_order)
    form = LINE | {"quantity_low_milli": "5", "quantity_high_milli": "3"}

    answer = sign_in("kefu").post(order_path(order, "estimate-lines"), data=form)

    page = text_of(answer)
    assert answer.status_code == 422
    assert 'id="estimate-low-error">最多 3 件，数量不能比它多。' in page
    assert 'value="5"' in page
    assert session.scalar(select(EstimateLine.id)) is None


def test_what_is_in_no_list_needs_a_price(sign_in, stored, session):
    order, kefu = stored(a_work_order), sign_in("kefu")
    form = {"what": "吊车半天", "quantity_low_milli": "1"}

    refused = kefu.post(order_path(order, "estimate-lines"), data=form)
    kefu.post(order_path(order, "estimate-lines"), data=form | {"unit_price_cents": "600"})

    assert refused.status_code == 422
    assert "目录外的请写明单价" in text_of(refused)
    assert 'value="吊车半天"' in text_of(refused)
    assert session.scalar(select(Charge.unit_price_cents)) == 60_000


def test_words_that_fit_several_articles_are_asked_about(sign_in, stored):
    order = stored(a_work_order)
    stored(
        lambda session: added(
            session,
            ChargeItem(
                id=new_id(), company_id=COMPANY_ID, code="RG-07", name="换玻璃工费", unit="块",
                unit_price_cents=15_000,
            ),
        )
    )  # fmt: skip

    answer = sign_in("kefu").post(order_path(order, "estimate-lines"), data=LINE | {"what": "工费"})

    assert answer.status_code == 422
    assert "RG-03 换件工费；RG-07 换玻璃工费" in text_of(answer)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"quantity_low_milli": "很多"}, "请填数字"),
        ({"quantity_low_milli": "1.5"}, "不能填这样的小数"),
        ({"width_mm": "612"}, "按平方米卖的才填宽和高"),
        ({"quantity_low_milli": "3", "quantity_high_milli": "2"}, "数量不能比它多"),
    ],
)
def test_a_line_with_holes_comes_back_as_it_was(sign_in, stored, session, change, words):
    order = stored(a_work_order)

    answer = sign_in("kefu").post(order_path(order, "estimate-lines"), data=LINE | change)

    page = text_of(answer)
    assert answer.status_code == 422
    assert words in page
    for value in (LINE | change).values():
        assert f'value="{value}"' in page
    assert session.scalar(select(EstimateLine.id)) is None


def test_the_supervisor_is_offered_waivers_the_clerk_is_not(sign_in, stored, session):
    order = stored(a_work_order)
    kefu, zhuguan = sign_in("kefu"), sign_in("zhuguan")
    kefu.post(order_path(order, "estimate-lines"), data=LINE)
    line_id = session.scalar(select(EstimateLine.id))
    waiver = order_path(order, "estimate-lines", line_id, "waiver")

    assert "免收理由" not in text_of(kefu.get(order_path(order)))
    assert "免收理由" in text_of(zhuguan.get(order_path(order)))
    assert kefu.post(waiver, data={"reason": "熟人"}).status_code == 403
    assert zhuguan.post(waiver, data={"reason": "成交抵扣"}).status_code == 303
    assert "沈梅批免收：成交抵扣" in text_of(kefu.get(order_path(order)))


def test_the_limit_of_an_agreement_is_said_in_words(sign_in, stored):
    order, kefu = stored(a_work_order, state="awaiting_consent"), sign_in("kefu")

    kefu.post(order_path(order, "consents"), data=CONSENT)
    first = text_of(kefu.get(order_path(order)))
    kefu.post(order_path(order, "consents"), data=CONSENT | {"agreed_cents": "300"})

    assert "超过 ¥210.00 要再同意" in first
    assert "超过 ¥330.00 要再同意" in text_of(kefu.get(order_path(order)))


def test_less_agreed_than_estimated_warns_and_more_charged_than_agreed_alarms(sign_in, stored):
    order, kefu = stored(a_charged_order, state="awaiting_consent"), sign_in("kefu")
    kefu.post(order_path(order, "estimate-lines"), data=LINE)
    kefu.post(order_path(order, "consents"), data=CONSENT | {"agreed_cents": "70"})
    warned = text_of(kefu.get(order_path(order)))

    kefu.post(order_path(order, "estimate-lines"), data=LINE)

    assert "客户同意到 ¥70.00，低于估价上限 ¥80.00" in warned
    assert "现在要收 ¥160.00，超过了同意的范围" in text_of(kefu.get(order_path(order)))


def test_a_refusal_may_end_the_order(sign_in, stored, session):
    order = stored(a_work_order, state="awaiting_consent")

    answer = sign_in("kefu").post(
        order_path(order, "refusals"),
        data={
            "who": "payer", "who_name": "李国强", "how": "phone", "reason": "嫌贵",
            "ends_order": "1",
        },
    )  # fmt: skip

    assert answer.status_code == 303
    assert session.scalar(select(WorkOrder.state)) == "cancelled"


def test_while_a_dispute_is_appraised_the_page_says_so(sign_in, stored, session):
    order, kefu = stored(a_work_order, state="awaiting_appraisal"), sign_in("kefu")

    page = text_of(kefu.get(order_path(order)))
    answer = kefu.post(order_path(order, "consents"), data=CONSENT)

    assert "鉴定中，暂不收费" in page
    assert (answer.status_code, "鉴定中，暂不收费" in text_of(answer)) == (409, True)
    assert session.scalar(select(Consent.id)) is None


def test_money_is_taken_voided_and_shown(sign_in, stored, session):
    order, kefu = stored(a_charged_order, state="done"), sign_in("kefu")
    kefu.post(order_path(order, "estimate-lines"), data=LINE)
    form = {"method": "cash", "amount_cents": "60", "paid_at": "2026-11-28T10:44"}

    kefu.post(order_path(order, "payments"), data=form | {"received_by_id": person_id("wang")})
    paid = text_of(kefu.get(order_path(order)))
    payment = session.scalars(select(Payment)).one()
    kefu.post(order_path(order, "payments", payment.id, "voiding"), data={"reason": "记错单"})

    assert "未收 ¥20.00" in paid
    assert "王建国收" in paid
    assert "未收 ¥80.00" in text_of(kefu.get(order_path(order)))


def test_what_belongs_to_another_order_is_not_voided_from_here(sign_in, stored, session):
    order, other, zhuguan = stored(a_charged_order), stored(a_charged_order), sign_in("zhuguan")
    zhuguan.post(order_path(order, "estimate-lines"), data=LINE)
    zhuguan.post(order_path(order, "waivers"), data={"amount_cents": "5", "reason": "老客户"})
    line = session.scalars(select(EstimateLine)).one()
    payment = session.scalars(select(Payment)).one()

    answers = [
        zhuguan.post(order_path(other, *rest), data={"reason": "记错单"})
        for rest in (
            ("payments", payment.id, "voiding"),
            ("estimate-lines", line.id, "voiding"),
            ("estimate-lines", line.id, "waiver"),
        )
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    session.expire_all()
    assert (payment.voided_at, line.voided_at, line.waived_by_id) == (None, None, None)


@pytest.mark.parametrize("typed", ["9" * 20, "9" * 5_000], ids=["20 digits", "5000 digits"])
def test_numbers_nobody_can_mean_are_refused(sign_in, stored, glass, typed):
    order, kefu = stored(a_work_order), sign_in("kefu")
    pane = {"what": "BL-002", "width_mm": "612", "height_mm": "1432", "quantity_low_milli": typed}
    invoice = {"revision": typed, "title": "锦绣物业"}

    for place, form in (("estimate-lines", pane), ("invoice", invoice)):
        assert kefu.post(order_path(order, place), data=form).status_code == 422


def test_one_form_sent_twice_is_one_payment(sign_in, stored, session):
    order, kefu = stored(a_work_order), sign_in("kefu")
    form = {"method": "qr", "amount_cents": "60", "command_id": new_id()}
    form["paid_at"] = "2026-11-28T10:44"

    answers = [kefu.post(order_path(order, "payments"), data=form) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [303, 303]
    assert len(session.scalars(select(Payment.id)).all()) == 1


@pytest.mark.parametrize("amount", ["", "0", "-5", "很多", "1e99"])
def test_an_amount_that_is_none_is_refused_at_its_field(sign_in, stored, session, amount):
    order = stored(a_work_order)

    answer = sign_in("kefu").post(
        order_path(order, "payments"), data={"method": "qr", "amount_cents": amount}
    )

    assert answer.status_code == 422
    assert session.scalar(select(Payment.id)) is None


def test_an_invoice_with_a_wrong_number_says_so_at_the_field(sign_in, stored, session):
    order = stored(a_work_order)
    form = {"revision": "1", "title": "睿达", "tax_no": "1234"}

    answer = sign_in("kefu").post(order_path(order, "invoice"), data=form)

    assert answer.status_code == 422
    assert "15、18 或 20 位" in text_of(answer)
    assert 'value="1234"' in text_of(answer)
    assert session.scalar(select(Invoice.id)) is None


def test_whoever_saved_the_invoice_first_is_not_overwritten(sign_in, stored, session):
    order = stored(a_work_order)
    form = {"revision": "1", "title": "睿达", "email": ""}

    sign_in("kefu").post(order_path(order, "invoice"), data=form)
    late = sign_in("zhuguan").post(
        order_path(order, "invoice"), data=form | {"title": "别家", "was-title": ""}
    )

    assert late.status_code == 409
    assert "睿达" in text_of(late)
    assert 'value="别家"' in text_of(late)
    assert session.scalar(select(Invoice.title)) == "睿达"


@pytest.mark.parametrize(
    ("said", "measured", "thickness", "expected"),
    [
        ("等玻璃", {"width_mm": 612, "height_mm": 1432, "thickness_mm": 22,
                 "expected_on": date(2026, 12, 4)}, "22", "2026-12-04"),
        ("已量尺 612×1432", {}, "", ""),
    ],
    ids=["in its fields", "in words, by a phone of an earlier build"],
)  # fmt: skip
def test_what_the_technician_measured_stands_in_the_form(
    sign_in, stored, said, measured, thickness, expected
):
    def build(session):
        visit = a_visit(session, state="unfinished")
        report = UnfinishedReport(
            id=new_id(), company_id=COMPANY_ID, visit_id=visit.id, reason_code="W1",
            explanation=said, explained_to="王秀英", made_at=NOW, person_id=person_id("wang"),
            **measured,
        )  # fmt: skip
        added(session, report)
        session.get_one(WorkOrder, visit.work_order_id).state = "ready"
        return visit

    page = text_of(sign_in("kefu").get(f"/office/work-orders/{stored(build).work_order_id}"))

    for size, value in (("width", "612"), ("height", "1432"), ("thickness", thickness)):
        assert f'id="part-{size}" type="text" name="{size}_mm" value="{value}"' in page
    assert f'id="part-expected" type="date" name="expected_on" value="{expected}"' in page
    assert "王建国 11/28" in page


def test_the_store_sees_what_is_awaited_and_says_that_it_came(sign_in, stored, session):
    order = stored(a_work_order)
    sign_in("kefu").post(order_path(order, "part-orders"), data=PART)
    part_id = session.scalar(select(PartOrder.id))
    cangguan = sign_in("cangguan")

    before = text_of(cangguan.get("/office/part-orders"))
    answer = cangguan.post(
        f"/office/part-orders/{part_id}/arrival", data={"work_order_id": order.id}
    )

    assert order.number in before
    assert "第 1 天" in before
    assert answer.headers["Location"] == "/office/part-orders"
    assert order.number not in text_of(cangguan.get("/office/part-orders"))
    session.rollback()
    assert session.scalar(select(WorkOrder.state)) == "ready"
    told = text_of(sign_in("zhuguan").get("/office/notices"))
    assert f"到料 {order.number}：中空玻璃，请约时间" in told


def test_what_is_late_is_marked_and_can_be_moved(sign_in, stored, session, clock):
    order, kefu = stored(a_work_order), sign_in("kefu")
    kefu.post(order_path(order, "part-orders"), data=PART)
    part_id = session.scalar(select(PartOrder.id))
    clock.go_on(hours=24 * 7)
    kefu = sign_in("kefu")

    late = text_of(kefu.get("/office/part-orders"))
    path = f"/office/part-orders/{part_id}/postponement"
    past = kefu.post(path, data={"expected_on": "2026-12-01", "reason": "厂家说的"})
    kefu.post(path, data={"expected_on": "2026-12-11", "reason": "厂家停电"})

    assert "过期未到" in late
    assert past.status_code == 422
    assert "过期未到" not in text_of(kefu.get("/office/part-orders"))


@pytest.mark.parametrize("username", ["buzhang", "jiandu"])
def test_readers_read_and_are_offered_nothing(sign_in, stored, username):
    order = stored(a_work_order)
    sign_in("kefu").post(order_path(order, "part-orders"), data=PART)
    reader = sign_in(username)

    assert "改日期、不要了" not in text_of(reader.get("/office/part-orders"))
    assert "加一行" not in text_of(reader.get(order_path(order)))
    for path in ("estimate-lines", "consents", "payments", "part-orders", "delays", "invoice"):
        assert reader.post(order_path(order, path), data=LINE).status_code == 403


def test_orders_of_another_company_are_not_there(sign_in, stored, session):
    order = stored(a_work_order)
    with write_transaction(session):
        session.get_one(WorkOrder, order.id).company_id = OTHER_COMPANY_ID
    kefu = sign_in("kefu")

    for path, form in (
        ("estimate-lines", LINE),
        ("consents", CONSENT),
        ("payments", {"method": "qr", "amount_cents": "1"}),
        ("part-orders", PART),
    ):
        assert kefu.post(order_path(order, path), data=form).status_code == 404


def test_forms_are_posted(sign_in, stored):
    order, kefu = stored(a_work_order), sign_in("kefu")

    for path in ("estimate-lines", "payments", "waivers", "refusals", "delays"):
        assert kefu.get(order_path(order, path)).status_code == 405


def test_the_paper_lists_the_estimate_the_agreement_and_the_other_order(sign_in, stored, session):
    def build(session):
        first = a_work_order(session, number="WX20261128-001", state="awaiting_consent")
        a_request_item(session, session.get_one(Request, first.request_id))
        second = a_work_order(session, number="WX20261128-002")
        second.request_id = first.request_id
        return first

    order, kefu = stored(build), sign_in("kefu")
    kefu.post(order_path(order, "estimate-lines"), data=LINE)
    kefu.post(order_path(order, "consents"), data=CONSENT)

    paper = text_of(kefu.get(order_path(order, "print")))

    assert "换件工费" in paper
    assert "估 ¥80.00" in paper
    assert "¥190.00" in paper
    assert "同一报修另有 WX20261128-002" in paper


def test_prices_are_read_by_the_office_and_set_by_the_store(sign_in, session):
    cangguan, kefu = sign_in("cangguan"), sign_in("kefu")
    form = {"code": "rg-14", "name": "拆旧窗", "unit": "樘", "unit_price_cents": "120"}
    price = f"/office/prices/charge-items/{LABOUR_ID}/price"

    assert "换件工费" in text_of(kefu.get("/office/prices"))
    assert kefu.post("/office/prices/charge-items", data=form).status_code == 403
    assert cangguan.post("/office/prices/charge-items", data=form).status_code == 303
    assert "RG-14" in text_of(kefu.get("/office/prices"))
    changed = cangguan.post(price, data={"unit_price_cents": "45", "was_cents": "40.00"})
    late = cangguan.post(price, data={"unit_price_cents": "50", "was_cents": "40.00"})
    assert (changed.status_code, late.status_code) == (303, 409)
    assert "刚被改成 ¥45.00" in text_of(late)
    assert session.get_one(ChargeItem, LABOUR_ID).unit_price_cents == 4_500


def test_a_price_that_is_none_comes_back(sign_in, session):
    form = {"code": "RG-14", "name": "拆旧窗", "unit": "樘", "unit_price_cents": "便宜"}

    answer = sign_in("cangguan").post("/office/prices/charge-items", data=form)

    assert answer.status_code == 422
    assert 'value="便宜"' in text_of(answer)
    assert session.scalar(select(ChargeItem.id).where(ChargeItem.code == "RG-14")) is None


def test_no_trip_is_planned_for_what_waits(sign_in, stored, session):
    order = stored(a_work_order)
    sign_in("kefu").post(order_path(order, "part-orders"), data=PART)
    zhuguan = sign_in("zhuguan")
    form = {
        "order": order.id, "lead_id": person_id("wang"), "planned_on": "2026-11-29",
        "window_start": "08:30", "window_end": "10:30", "basis": "weekend",
    }  # fmt: skip

    answer = zhuguan.post("/office/dispatch/trips", data=form)

    assert answer.status_code == 409
    assert "在等料，预计 12月4日 周五 到" in text_of(answer)
    assert session.scalar(select(Trip.id)) is None


def test_the_form_for_one_more_line_opens_for_the_first_line_and_after_a_refusal(sign_in, stored):
    order, kefu = stored(a_work_order), sign_in("kefu")
    form = '<details class="more"{}><summary>加一行'

    assert form.format(" open data-offered") in text_of(kefu.get(order_path(order)))
    kefu.post(order_path(order, "estimate-lines"), data=LINE)
    assert form.format("") in text_of(kefu.get(order_path(order)))
    refused = kefu.post(order_path(order, "estimate-lines"), data={"what": "吊车半天"})
    assert form.format(" open") in text_of(refused)


def test_each_estimated_line_says_who_agreed_to_it(sign_in, stored):
    order, kefu = stored(a_work_order), sign_in("kefu")
    kefu.post(order_path(order, "estimate-lines"), data=LINE)

    before = text_of(kefu.get(order_path(order)))
    kefu.post(order_path(order, "consents"), data=CONSENT)
    after = text_of(kefu.get(order_path(order)))

    assert "还没同意" in before
    assert "还没同意" not in after
    assert 'data-label="同意">电话 11月28日</td>' in after


def test_brackets_lead_to_the_orders_beside_one(sign_in, stored):
    first, order, last = (stored(lambda s, n=n: a_work_order(s, number=n)) for n in NUMBERS)

    page = text_of(sign_in("kefu").get(order_path(order)))

    assert f'<a href="{order_path(first)}" rel="prev"><kbd>[</kbd>' in page
    assert f'<a href="{order_path(last)}" rel="next"><kbd>]</kbd>' in page
