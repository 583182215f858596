"""维修单: ledger, sheet, consent, paper, phone number; 派工; 待处理."""

import json
from datetime import timedelta

import pytest

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    ClockMark,
    Consent,
    LoggedCommand,
    MaterialUse,
    QrCode,
    Request,
    Trip,
    Visit,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from tests import cast
from tests.builders import a_device, a_request, a_visit, a_work_order, added
from tests.web.conftest import PARTIAL, text_of


def order_path(order):
    return f"/office/work-orders/{order.id}"


def test_the_ledger_pages_by_key(sign_in, session):
    with write_transaction(session):
        for _number in range(60):
            a_work_order(session)
    browser = sign_in("kefu")

    first = text_of(browser.get("/office/work-orders"))
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = text_of(browser.get(older))

    assert (first.count('class="table__link'), second.count('class="table__link')) == (50, 10)
    assert 'rel="next"' not in second


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("state=ready", True),
        ("state=open", True),
        ("state=done", False),
        ("department=engineering", True),
        ("department=production", False),
        ("from=2026-11-26&until=2026-11-26", True),
        ("from=2026-11-27", False),
        ("q=王秀英", True),
        ("q=3187", True),
        ("q=锦绣 5-2", True),
        ("q=李", False),
        ("from=nonsense", True),
        ("after=nonsense", True),
    ],
)
def test_filters_are_in_the_address(sign_in, stored, query, is_found):
    order = stored(a_work_order)

    page = text_of(sign_in("kefu").get(f"/office/work-orders?{query}"))

    assert (order.number in page) is is_found


def test_an_order_is_asked_again_cheaply(sign_in, stored, session):
    visit = stored(a_visit)
    path, browser = f"/office/work-orders/{visit.work_order_id}", sign_in("kefu")
    tag = browser.get(path, headers=PARTIAL).headers["ETag"]

    same = browser.get(path, headers={**PARTIAL, "If-None-Match": tag})
    with write_transaction(session):
        session.get_one(Visit, visit.id).change_no = 7
    changed = browser.get(path, headers={**PARTIAL, "If-None-Match": tag})

    assert (same.status_code, changed.status_code) == (304, 200)


def test_consent_makes_the_order_ready(sign_in, stored, session):
    order = stored(a_work_order, state="awaiting_consent")
    form = {"who": "payer", "who_name": "李国强", "how": "phone", "low_cents": "150"}

    answer = sign_in("kefu").post(
        f"{order_path(order)}/consents", data=form | {"agreed_cents": "190.00"}
    )

    session.expire_all()
    assert answer.status_code == 303
    assert session.get_one(WorkOrder, order.id).state == "ready"
    consent = session.query(Consent).one()
    assert (consent.low_cents, consent.agreed_cents) == (15000, 19000)


def test_a_reversed_range_is_refused_with_what_was_typed(sign_in, stored):
    order = stored(a_work_order, state="awaiting_consent")
    form = {
        "who": "payer",
        "who_name": "李国强",
        "how": "phone",
        "low_cents": "200",
        "agreed_cents": "190",
    }

    answer = sign_in("kefu").post(f"{order_path(order)}/consents", data=form)

    assert answer.status_code == 422
    assert "下限高于上限" in text_of(answer)
    assert 'value="200"' in text_of(answer)


def test_the_phone_is_shown_only_on_request_and_that_is_logged(sign_in, stored, session):
    order, browser = stored(a_work_order), sign_in("kefu")

    before = text_of(browser.get(order_path(order)))
    shown = text_of(browser.post(f"{order_path(order)}/phone-reveals"))

    assert "199****3187" in before
    assert "199 0000 3187" in shown
    assert session.query(LoggedCommand).one().name == "reveal_phone"


def test_a_reader_may_not_reveal_phones(sign_in, stored):
    order = stored(a_work_order)

    assert sign_in("jiandu").post(f"{order_path(order)}/phone-reveals").status_code == 403


def test_each_paper_copy_is_counted(sign_in, stored, session):
    order, browser = stored(a_work_order), sign_in("kefu")
    with write_transaction(session):
        added(session, a_code(order))

    for _copy in range(2):
        answer = browser.post(f"{order_path(order)}/prints", data={"command_id": new_id()})
    page = text_of(browser.get(answer.headers["Location"]))

    assert "第 2 次" in page
    assert "<print-now>" in page
    assert 'aria-label="维修单二维码"' in page


def test_the_paper_tells_when_each_step_happened(sign_in, stored, session):
    visit = stored(a_visit, lead="wang", state="working")
    arrival = a_mark(visit, "arrive", corrected_at=cast.NOW)
    with write_transaction(session):
        added(session, a_code(session.get(WorkOrder, visit.work_order_id)))
        added(session, arrival)

    page = text_of(sign_in("kefu").get(f"/office/work-orders/{visit.work_order_id}/print"))

    assert '<td class="number">11月28日 9:00</td>' in page


def test_a_preview_of_the_paper_does_not_count_itself_as_a_copy(sign_in, stored):
    order = stored(a_work_order)

    page = text_of(sign_in("kefu").get(f"{order_path(order)}/print"))

    assert "预览，还没打印" in page
    assert "第 0 次" not in page


def test_the_paper_says_the_warranty_once_and_leaves_room_for_days_written_by_hand(
    sign_in, stored, session
):
    order = stored(a_work_order)
    session.query(WorkOrderItem).update(
        {"warranty_verdict": "in", "warranty_text": "保修期内：渗漏。免费。"}
    )
    session.commit()

    page = text_of(sign_in("kefu").get(f"{order_path(order)}/print"))

    assert "：保修期内：渗漏。免费。</td>" in page
    assert "保内 保修期内" not in page
    assert "下次：　　月　　日　　午" in page
    assert "签名（业主／家属／租户／物业）　　月　　日" in page


def a_mark(visit, kind, **more):
    return ClockMark(
        id=new_id(), company_id=cast.COMPANY_ID, visit_id=visit.id, trip_id=visit.trip_id,
        person_id=cast.person_id("wang"), kind=kind, made_at=cast.NOW - timedelta(hours=1),
        received_at=cast.NOW, **more,
    )  # fmt: skip


def a_code(order, code="0123456789abc"):
    return QrCode(
        id=new_id(), company_id=cast.COMPANY_ID, code=code, work_order_id=order.id,
        created_at=cast.NOW,
    )  # fmt: skip


def test_an_unknown_order_is_not_found(sign_in):
    assert sign_in("kefu").get(f"/office/work-orders/{new_id()}").status_code == 404


def dispatch_form(*orders, **overrides):
    form = {
        "command_id": new_id(),
        "order": [order.id for order in orders],
        "lead_id": cast.person_id("wang"),
        "helper_ids": [cast.person_id("liu")],
        "planned_on": "2026-11-28",
        "window_start": "13:30",
        "window_end": "15:00",
        "reason_text": "同小区并单",
        "basis": "",
        "notice_text": "",
        "department": "",
    }
    return form | overrides


def test_two_orders_ride_on_one_trip(sign_in, stored, session):
    orders = [stored(a_work_order), stored(a_work_order)]

    answer = sign_in("zhuguan").post("/office/dispatch/trips", data=dispatch_form(*orders))

    assert answer.status_code == 303
    trip = session.query(Trip).one()
    assert (trip.basis, trip.window_start_at.isoformat()) == (
        "weekend",
        "2026-11-28T05:30:00+00:00",
    )
    assert session.query(Visit).filter_by(trip_id=trip.id).count() == 2


def test_dispatching_twice_makes_one_trip(sign_in, stored, session):
    browser, form = sign_in("zhuguan"), dispatch_form(stored(a_work_order))

    for _time in range(2):
        browser.post("/office/dispatch/trips", data=form)

    assert session.query(Trip).count() == 1


@pytest.mark.parametrize(
    ("wrong", "status", "said"),
    [
        ({"planned_on": "2026-11-30"}, 409, "平日上门要有物业书面告知"),
        ({"window_end": "12:00"}, 422, "时间段不对"),
        ({"window_end": ""}, 422, "请填日期和时间"),
        ({"lead_id": ""}, 422, "请选师傅"),
        ({"lead_id": cast.person_id("liu"), "helper_ids": []}, 422, "不在职维修员"),
    ],
)
def test_a_refused_trip_keeps_its_form(sign_in, stored, session, wrong, status, said):
    order = stored(a_work_order)

    answer = sign_in("zhuguan").post("/office/dispatch/trips", data=dispatch_form(order, **wrong))

    assert answer.status_code == status
    assert said.removeprefix("不") in text_of(answer)
    assert "同小区并单" in text_of(answer)
    assert session.query(Trip).count() == 0


def test_a_weekday_repair_goes_with_the_propertys_notice(sign_in, stored, session):
    form = dispatch_form(
        stored(a_work_order), planned_on="2026-11-30", notice_text="卢芳 11月27日 微信"
    )

    sign_in("zhuguan").post("/office/dispatch/trips", data=form)

    assert session.query(Trip).one().basis == "notice"


def test_an_emergency_goes_on_any_day(sign_in, stored, session):
    order = stored(a_work_order, emergency=True)

    sign_in("zhuguan").post(
        "/office/dispatch/trips", data=dispatch_form(order, planned_on="2026-11-30")
    )

    assert session.query(Trip).one().basis == "emergency"


def test_only_the_supervisor_dispatches(sign_in, stored):
    order = stored(a_work_order)

    assert sign_in("kefu").get(f"/office/dispatch?order={order.id}").status_code == 200
    assert (
        sign_in("kefu").post("/office/dispatch/trips", data=dispatch_form(order)).status_code == 403
    )


def test_the_plan_shows_who_goes_where(sign_in, stored):
    stored(a_visit, lead="li")

    page = text_of(sign_in("zhuguan").get("/office/dispatch?on=2026-11-28"))

    assert "李志强" in page
    assert "锦绣华庭二期 5-2-1203" in page


def test_cancelling_a_visit_needs_a_reason_and_frees_the_order(sign_in, stored, session):
    visit, browser = stored(a_visit), sign_in("zhuguan")

    without = browser.post(f"/office/visits/{visit.id}/cancellation", data={"reason": ""})
    browser.post(f"/office/visits/{visit.id}/cancellation", data={"reason": "客户改期"})

    session.expire_all()
    assert without.status_code == 422
    assert session.get_one(Visit, visit.id).state == "cancelled"
    assert session.get_one(WorkOrder, visit.work_order_id).state == "ready"


@pytest.fixture
def parked(stored, session):
    """A material of wang's that the catalogue does not know."""
    visit = stored(a_visit, state="working")
    device = stored(a_device, "wang")
    payload = {
        "material_id": new_id(), "code": "XX-1", "name": "旧执手", "spec": "", "unit": "把",
        "quantity_milli": 1000, "unit_price_cents": 3500, "old_part": None, "item_id": None,
    }  # fmt: skip
    with write_transaction(session):
        return added(
            session,
            LoggedCommand(
                id=new_id(), company_id=cast.COMPANY_ID, command_id=new_id(), device_id=device.id,
                device_seq=1, stream=f"visit:{visit.id}", stream_seq=1, name="use_material",
                version=1, person_id=cast.person_id("wang"), sha256="0" * 64,
                payload=json.dumps(payload), made_at=cast.NOW, received_at=cast.NOW,
                result="parked", problem_code="material.unknown", problem_details={},
            ),
        ).command_id  # fmt: skip


def test_the_inbox_shows_what_a_phone_sent(sign_in, parked):
    browser = sign_in("kefu")

    page = text_of(browser.get("/office/inbox"))

    assert "旧执手" in page
    assert "王建国" in page
    assert "待处理 1" in text_of(browser.get("/office/"))


def test_a_parked_command_is_dropped(sign_in, parked, session):
    sign_in("kefu").post(
        "/office/inbox/decisions",
        data={"decided_id": parked, "decision": "drop", "reason": "重复"},
    )

    row = session.query(LoggedCommand).filter_by(command_id=parked).one()
    assert (row.decided, row.decided_reason) == ("dropped", "重复")
    assert session.query(MaterialUse).count() == 0


def test_the_auditor_sees_the_inbox_and_decides_nothing(sign_in, parked):
    auditor = sign_in("jiandu")

    assert auditor.get("/office/inbox").status_code == 200
    answer = auditor.post(
        "/office/inbox/decisions", data={"decided_id": parked, "decision": "drop"}
    )
    assert answer.status_code == 403


def test_the_code_on_the_paper_opens_what_each_may_see(sign_in, browser, stored, session):
    visit = stored(a_visit)
    order = session.get_one(WorkOrder, visit.work_order_id)
    with write_transaction(session):
        added(session, a_code(order))

    assert sign_in("wang").get("/q/0123456789abc").headers["Location"] == f"/tech/visits/{visit.id}"
    assert sign_in("kefu").get("/q/0123456789abc").headers["Location"] == order_path(order)
    for anyone in (browser, sign_in("li")):
        page = text_of(anyone.get("/q/0123456789abc"))
        assert "王师傅上门" in page
        assert order.number in page


def test_the_customer_page_tells_nothing_personal_before_the_digits(browser, stored, session):
    visit = stored(a_visit)
    order = session.get_one(WorkOrder, visit.work_order_id)
    with write_transaction(session):
        added(session, a_code(order))

    page = text_of(browser.get("/q/0123456789abc"))

    for secret in ("王秀英", "3187", "1203", "王建国", "¥"):
        assert secret not in page


def test_the_last_four_digits_open_the_money(browser, stored, session):
    order = stored(a_work_order)
    with write_transaction(session):
        added(session, a_code(order))

    wrong = browser.post("/q/0123456789abc/details", data={"phone_tail": "0000"})
    right = browser.post("/q/0123456789abc/details", data={"phone_tail": "3187"})

    assert wrong.status_code == 422
    assert "¥0.00" in text_of(right)


def test_a_code_typed_in_capitals_opens_the_same(sign_in, browser, stored, session):
    order = stored(a_work_order)
    with write_transaction(session):
        added(session, a_code(order))

    assert sign_in("kefu").get("/q/0123456789ABC").headers["Location"] == order_path(order)
    page = text_of(browser.get("/q/0123456789ABC"))
    assert 'action="/q/0123456789abc/details"' in page


def test_guessing_the_digits_is_slowed_down_however_the_code_is_typed(browser, stored, session):
    order = stored(a_work_order)
    with write_transaction(session):
        added(session, a_code(order))
    for guess in range(5):
        code = "0123456789abC" if guess % 2 else "0123456789ABC"
        browser.post(f"/q/{code}/details", data={"phone_tail": f"000{guess}"})

    answer = browser.post("/q/0123456789abc/details", data={"phone_tail": "3187"})

    assert answer.status_code == 429


@pytest.mark.parametrize("code", ["unknown", "0123456789abd", "../login"])
def test_an_unknown_code_says_so(browser, code):
    assert browser.get(f"/q/{code}").status_code == 404


def test_today_shows_the_visits_and_who_waits_for_a_call(sign_in, stored):
    stored(a_visit)
    waiting = stored(a_request, state="open")

    page = text_of(sign_in("kefu").get("/office/"))

    assert "王建国" in page
    assert f"/office/requests/{waiting.id}" in page


def test_a_charged_order_asks_for_consent_on_its_page(sign_in, stored):
    order = stored(a_work_order, state="awaiting_consent", estimate_high_cents=19000)

    page = text_of(sign_in("kefu").get(order_path(order)))

    assert "收费同意" in page
    assert 'value="190.00"' in page


def test_the_history_says_what_changed_and_what_it_was(sign_in, stored, clock):
    order = stored(a_work_order, state="awaiting_consent")
    kefu = sign_in("kefu")
    for low, agreed in (("100", "150"), ("100", "190")):
        answer = kefu.post(
            f"/office/work-orders/{order.id}/consents",
            data={"who": "payer", "who_name": "王秀英", "how": "phone", "low_cents": low,
                  "agreed_cents": agreed},
        )  # fmt: skip
        assert answer.status_code == 303
        clock.go_on(minutes=1)

    page = text_of(kefu.get(f"/office/work-orders/{order.id}"))

    assert '<s class="was">¥100–150</s> ¥100–190 王秀英 电话' in page


def test_the_page_is_new_after_every_command_of_the_office(sign_in, stored):
    order = stored(a_work_order)
    kefu = sign_in("kefu")
    path = f"/office/work-orders/{order.id}"
    tag = kefu.get(path, headers=PARTIAL).headers["ETag"]
    current = {**PARTIAL, "If-None-Match": tag}
    assert kefu.get(path, headers=current).status_code == 304

    kefu.post(f"{path}/phone-reveals")

    assert kefu.get(path, headers=current).status_code == 200


def test_other_orders_of_the_home_stand_beside_it(sign_in, stored, session):
    first, second = stored(a_work_order), stored(a_work_order)
    with write_transaction(session):
        row = session.get_one(Request, second.request_id)
        row.dwelling_id = session.get_one(Request, first.request_id).dwelling_id

    page = text_of(sign_in("kefu").get(f"/office/work-orders/{first.id}"))

    assert f'href="/office/work-orders/{second.id}"' in page
    assert "这家的单" in page
