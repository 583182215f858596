"""保修判定, 鉴定 and 保修规则 through the office's pages."""

from datetime import date

import pytest
from sqlalchemy import select, update

from fieldapp.persistence.tables import (
    Appraisal,
    FaultCategory,
    LoggedCommand,
    Product,
    Request,
    RequestItem,
    Site,
    WarrantyRule,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from tests.builders import a_dwelling, a_request, a_request_item, a_work_order, added
from tests.cast import COMPANY_ID, NOW, OTHER_COMPANY_ID, person_id
from tests.web.conftest import text_of

FINDING = {
    "finding": "断口有撬痕，外力折断", "warranty_verdict": "in", "charge_verdict": "charged",
}  # fmt: skip


def a_home(session):
    """A home of 2024 and what its faults usually are: a leak is covered, hardware no longer."""
    usual = {"LS": ("外窗与墙体接缝", "渗漏水"), "WJ": ("五金件", "自然损坏")}
    for code, (part, cause) in usual.items():
        session.execute(
            update(FaultCategory)
            .where(FaultCategory.code == code)
            .values(
                warranty_part=part, warranty_cause=cause,
                usual_low_cents=8500, usual_high_cents=13000,
            )
        )  # fmt: skip
    home = a_dwelling(session)
    home.handed_over_on = date(2024, 6, 28)
    session.get_one(Site, home.site_id).completed_on = date(2024, 5, 16)
    added(session, a_rule())
    return home


def a_rule(**overrides):
    values = {
        "company_id": COMPANY_ID, "part": "五金件", "cause": "自然损坏", "months": 24,
        "start_kind": "handover", "basis_kind": "promise", "basis": "公司承诺",
        "valid_from": date(2015, 1, 1),
    }  # fmt: skip
    return WarrantyRule(**values | overrides)


def a_stored_rule(session, **overrides):
    return added(session, a_rule(**overrides))


def a_disputed_order(session):
    """An order with one disputed item before 技术质量部."""
    order = a_work_order(session, state="awaiting_appraisal")
    item = session.scalars(select(WorkOrderItem)).one()
    item.warranty_verdict, item.charge_verdict = "disputed", "pending"
    return added(
        session,
        Appraisal(
            company_id=COMPANY_ID, work_order_id=order.id, item_id=item.id, dispute="装好就松",
            asked_at=NOW, asked_by_id=person_id("kefu"), due_on=NOW.date(),
        ),
    )  # fmt: skip


def a_form(home, **overrides):
    return {
        "command_id": new_id(), "channel": "phone", "kind": "repair", "urgency": "normal",
        "dwelling_id": home.id, "address_text": "", "reporter_name": "欧阳靖雯",
        "reporter_relation": "owner", "reporter_phone": "19900003187",
        "position": ["主卧飘窗", "厨房", ""], "category_code": ["LS", "WJ", ""],
        "description": ["", "", ""],
    } | overrides  # fmt: skip


def test_the_clerk_reads_the_verdict_out_while_typing(sign_in, stored, session):
    page = text_of(sign_in("kefu").post("/office/requests/verdicts", data=a_form(stored(a_home))))

    assert "第 1 项" in page
    assert "竣工验收 2024年5月16日起 60 个月，至 2029年5月15日" in page
    assert "至 2029年5月15日" in page
    assert "¥85–130" in page
    assert "第 2 项，须同意" in page
    assert 'id="verdict-of-2"' in page
    assert session.query(Request).count() == 0


@pytest.mark.parametrize(
    "typed",
    [
        {"position": [], "category_code": [], "description": []},
        {"dwelling_id": "no id", "category_code": ["LS", "ZZ"]},
        {"dwelling_id": new_id(), "part": ["长" * 500]},
        {"position": ["窗"] * 60, "category_code": ["LS"] * 60},
    ],
)
def test_the_preview_answers_whatever_is_typed(sign_in, stored, typed):
    answer = sign_in("kefu").post("/office/requests/verdicts", data=a_form(stored(a_home), **typed))

    assert answer.status_code == 200
    assert 'id="verdicts"' in text_of(answer)


@pytest.mark.parametrize("path", ["/office/dwellings/{}", "/office/requests/new?dwelling_id={}"])
def test_a_window_says_which_part_is_covered_until_when(sign_in, stored, session, path):
    home = stored(a_home)
    window = Product(
        id=new_id(), company_id=COMPANY_ID, dwelling_id=home.id, kind="window", position="主卧飘窗"
    )
    session.add(window)
    session.commit()

    page = text_of(sign_in("kefu").get(path.format(home.id)))

    assert "外窗与墙体接缝保到 2029年5月15日" in page
    assert "其余已过保" in page


@pytest.mark.parametrize("username", ["wang", "jiandu"])
def test_only_who_registers_gets_the_preview(sign_in, username):
    assert sign_in(username).post("/office/requests/verdicts").status_code == 403


def test_a_mixed_request_becomes_two_orders_that_name_each_other(sign_in, stored, session):
    browser = sign_in("kefu")
    browser.post("/office/requests", data=a_form(stored(a_home)))
    session.query(Request).update({"state": "confirmed", "confirmed_at": NOW})
    session.commit()
    request_id = session.query(Request).one().id
    page = text_of(browser.get(f"/office/requests/{request_id}"))
    assert "保修期内：外窗与墙体接缝渗漏水" in page

    form = {"command_id": new_id(), "charge_item_id": [], "charge_quantity": []}
    for item in session.query(RequestItem):
        department = "engineering" if item.warranty_verdict == "in" else "production"
        form |= {
            f"department-{item.id}": department,
            f"warranty_verdict-{item.id}": item.warranty_verdict,
            f"charge_verdict-{item.id}": item.charge_verdict,
            f"warranty_text-{item.id}": "",
            f"low-{item.id}": "", f"high-{item.id}": "",
        }  # fmt: skip
    session.rollback()
    answer = browser.post(f"/office/requests/{request_id}/work-orders", data=form)

    assert answer.status_code == 303
    orders = session.query(WorkOrder).order_by(WorkOrder.department).all()
    assert [(order.department, order.state) for order in orders] == [
        ("engineering", "ready"), ("production", "awaiting_consent"),
    ]  # fmt: skip
    for order, other in (orders, reversed(orders)):
        page = text_of(browser.get(f"/office/work-orders/{order.id}"))
        assert f'href="/office/work-orders/{other.id}"' in page
        assert other.number in text_of(browser.get(f"/office/work-orders/{order.id}/print"))


def test_deciding_otherwise_in_the_form_asks_why_and_keeps_what_was_typed(sign_in, stored, session):
    browser = sign_in("kefu")
    browser.post("/office/requests", data=a_form(stored(a_home)))
    session.query(Request).update({"state": "confirmed", "confirmed_at": NOW})
    session.commit()
    request = session.query(Request).one()
    form = {"command_id": new_id(), "note": "周六下午"}
    for item in session.query(RequestItem):
        form |= {
            f"department-{item.id}": "engineering", f"warranty_verdict-{item.id}": "in",
            f"charge_verdict-{item.id}": "free", f"warranty_text-{item.id}": "",
            f"low-{item.id}": "", f"high-{item.id}": "",
        }  # fmt: skip
    session.rollback()

    answer = browser.post(f"/office/requests/{request.id}/work-orders", data=form)

    assert answer.status_code == 422
    assert "请写明理由" in text_of(answer)
    assert "周六下午" in text_of(answer)
    assert session.query(WorkOrder).count() == 0


@pytest.fixture
def item(stored, session):
    def make(session):
        home = a_home(session)
        request = a_request(session, dwelling_id=home.id)
        made = a_request_item(session, request)
        made.warranty_verdict, made.charge_verdict = "in", "free"
        made.part, made.cause = "外窗与墙体接缝", "渗漏水"
        return made

    return stored(make)


def test_a_verdict_shows_its_working(sign_in, item):
    page = text_of(sign_in("kefu").get(f"/office/verdicts/{item.id}"))

    assert "建设工程质量管理条例 §40(2)" in page
    assert "2029年5月15日" in page
    assert "重新判定" in page


def test_who_only_reads_sees_the_working_without_forms(sign_in, item):
    page = text_of(sign_in("jiandu").get(f"/office/verdicts/{item.id}"))

    assert "比较过的规则" in page
    assert "重新判定" not in page


def test_part_and_cause_are_changed_and_judged_again(sign_in, item, session):
    answer = sign_in("kefu").post(
        f"/office/verdicts/{item.id}/classification",
        data={"command_id": new_id(), "revision": "1", "part": "五金件", "cause": "自然损坏"},
    )

    assert answer.status_code == 303
    assert session.query(RequestItem).one().warranty_verdict == "out"


def test_an_overruling_needs_a_reason_and_keeps_what_was_chosen(sign_in, item, session):
    form = {"revision": "1", "warranty_verdict": "out", "charge_verdict": "charged"}

    answer = sign_in("kefu").post(
        f"/office/verdicts/{item.id}/overruling", data=form | {"reason": " "}
    )

    assert answer.status_code == 422
    assert 'value="charged" checked' in text_of(answer)
    assert session.query(RequestItem).one().warranty_verdict == "in"


@pytest.mark.parametrize(
    "address", ["", "/classification", "/overruling", "/appraisals", "/confirmation"]
)
def test_an_unknown_item_has_no_verdict(sign_in, address):
    browser = sign_in("kefu")
    path = f"/office/verdicts/{new_id()}{address}"

    assert (browser.post(path) if address else browser.get(path)).status_code == 404


def test_another_companys_item_has_no_verdict(sign_in, item, session):
    session.query(RequestItem).update({"company_id": OTHER_COMPANY_ID})
    session.query(Request).update({"company_id": OTHER_COMPANY_ID})
    session.commit()

    assert sign_in("kefu").get(f"/office/verdicts/{item.id}").status_code == 404


def test_a_dispute_is_recorded_on_the_orders_page(sign_in, stored, session):
    order = stored(a_work_order, state="ready")
    item = session.query(WorkOrderItem).one()
    item_id = item.id
    session.rollback()
    browser = sign_in("kefu")
    assert "客户对判定有异议" in text_of(browser.get(f"/office/work-orders/{order.id}"))

    answer = browser.post(
        f"/office/work-orders/{order.id}/appraisals",
        data={"command_id": new_id(), "item_id": item_id, "dispute": "装好就松"},
    )

    assert answer.headers["Location"] == f"/office/work-orders/{order.id}"
    assert session.query(WorkOrder).one().state == "awaiting_appraisal"
    page = text_of(browser.get(f"/office/work-orders/{order.id}"))
    assert "收费暂停" in page
    assert "客户对判定有异议" not in page


@pytest.mark.parametrize("item_id", ["", "no id", new_id()])
def test_a_dispute_about_nothing_is_refused(sign_in, stored, session, item_id):
    order = stored(a_work_order, state="ready")

    answer = sign_in("kefu").post(
        f"/office/work-orders/{order.id}/appraisals",
        data={"command_id": new_id(), "item_id": item_id, "dispute": "装好就松"},
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert 'id="dispute-item-error">请从列表里选。' in page
    assert 'value="装好就松"' in page
    assert session.query(Appraisal).count() == 0


def test_a_dispute_without_its_words_comes_back_on_the_order_with_the_item(
    sign_in, stored, session
):
    order = stored(a_work_order, state="ready", positions=("北窗", "南窗"))
    item = session.query(WorkOrderItem).filter_by(position="南窗").one()

    answer = sign_in("kefu").post(
        f"/office/work-orders/{order.id}/appraisals", data={"item_id": item.id, "dispute": " "}
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert order.number in page
    assert 'id="dispute-words-error">这一项必填。' in page
    assert f'<option value="{item.id}" selected>' in page
    assert session.query(Appraisal).count() == 0


def test_the_quality_department_finds_what_is_due(sign_in, stored):
    one = stored(a_disputed_order)

    page = text_of(sign_in("zhijian").get("/office/appraisals"))

    assert "装好就松" in page
    assert f'action="/office/appraisals/{one.id}/decision"' in page


def test_the_office_reads_appraisals_but_does_not_decide(sign_in, stored, session):
    one = stored(a_disputed_order)
    browser = sign_in("kefu")

    assert "等技术质量部的结论" in text_of(browser.get(f"/office/appraisals/{one.id}"))
    answer = browser.post(
        f"/office/appraisals/{one.id}/decision", data={"command_id": new_id()} | FINDING
    )
    assert answer.status_code == 403


def test_a_decision_is_kept_and_shown(sign_in, stored, session):
    one = stored(a_disputed_order)
    browser = sign_in("zhijian")
    form = {"command_id": new_id()} | FINDING

    first, second = (
        browser.post(f"/office/appraisals/{one.id}/decision", data=form) for _time in range(2)
    )

    assert first.status_code == second.status_code == 303
    assert session.query(WorkOrder).one().state == "awaiting_consent"
    assert session.query(LoggedCommand).filter_by(name="decide_appraisal").count() == 1
    page = text_of(browser.get(f"/office/appraisals/{one.id}"))
    assert "断口有撬痕，外力折断" in page
    assert "给出结论" not in page


def test_a_decision_without_its_verdict_keeps_the_finding(sign_in, stored, session):
    one = stored(a_disputed_order)

    answer = sign_in("zhijian").post(
        f"/office/appraisals/{one.id}/decision",
        data={"command_id": new_id(), "finding": "断口有撬痕", "warranty_verdict": "in"},
    )

    page = text_of(answer)
    assert answer.status_code == 422
    assert "断口有撬痕" in page
    assert 'value="in" checked' in page
    assert 'id="choice-charge_verdict-error">这一项必填。' in page
    assert session.query(WorkOrder).one().state == "awaiting_appraisal"


def test_an_unknown_appraisal_is_not_shown(sign_in):
    assert sign_in("zhijian").get(f"/office/appraisals/{new_id()}").status_code == 404


def test_a_technician_sees_no_appraisals(sign_in):
    assert sign_in("wang").get("/office/appraisals").status_code == 403


def test_the_rules_show_versions_and_what_the_law_wants(sign_in, stored):
    stored(a_stored_rule)
    stored(a_stored_rule, months=36, valid_from=date(2020, 1, 1))
    stored(a_stored_rule, part="外窗与墙体接缝", cause="渗漏水", months=24)

    page = text_of(sign_in("kefu").get("/office/warranty-rules"))

    assert "2 版" in page
    assert "短于法定 60 个月" in page
    assert "法定最低" in page
    assert "加这一版" not in page


def test_the_supervisor_adds_a_version(sign_in, stored, session):
    stored(a_stored_rule)
    browser = sign_in("zhuguan")
    page = text_of(browser.get("/office/warranty-rules?part=五金件&cause=自然损坏&months=24"))
    assert 'value="自然损坏"' in page

    answer = browser.post(
        "/office/warranty-rules",
        data={
            "command_id": new_id(), "part": "五金件", "cause": "自然损坏", "months": "36",
            "start_kind": "handover", "basis_kind": "promise", "basis": "公司承诺 2027 版",
            "valid_from": "2027-01-01", "valid_until": "",
        },
    )  # fmt: skip

    assert answer.status_code == 303
    assert {rule.months for rule in session.query(WarrantyRule)} == {24, 36}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"months": "很久"}, "请填数字"),
        ({"valid_from": "2020-01-01"}, "最早从今天起"),
        ({"part": "", "cause": ""}, "至少写一个"),
        ({"basis": ""}, "这一项必填"),
    ],
)
def test_a_refused_rule_keeps_what_was_typed(sign_in, session, wrong, said):
    form = {
        "command_id": new_id(), "part": "五金件", "cause": "自然损坏", "months": "36",
        "start_kind": "handover", "basis_kind": "promise", "basis": "公司承诺 2027 版",
        "valid_from": "2027-01-01", "valid_until": "",
    }  # fmt: skip

    answer = sign_in("zhuguan").post("/office/warranty-rules", data=form | wrong)

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert 'value="2027-01-01"' in text_of(answer) or "valid_from" in wrong
    assert session.query(WarrantyRule).count() == 0


def test_the_clerk_writes_no_rules(sign_in):
    assert sign_in("kefu").post("/office/warranty-rules", data={}).status_code == 403


def an_extra_item(session):
    """An order whose second item a technician found on site and told as charged."""
    order = a_work_order(session, state="in_progress")
    return added(
        session,
        WorkOrderItem(
            company_id=COMPANY_ID, work_order_id=order.id, position_no=2, position="书房",
            category_code="WJ", warranty_verdict="out", charge_verdict="charged",
            estimate_low_cents=6000, estimate_high_cents=9000,
            is_extra=True, added_at=NOW, received_at=NOW, added_by_id=person_id("wang"),
        ),
    )  # fmt: skip


def test_the_clerk_confirms_what_was_told_on_site(sign_in, stored, session):
    found = stored(an_extra_item)
    page, kefu = f"/office/verdicts/{found.id}", sign_in("kefu")
    assert "现场追加" in text_of(kefu.get(page))
    assert "去确认" in text_of(kefu.get(f"/office/work-orders/{found.work_order_id}"))

    form = {"command_id": new_id(), "revision": "1"}
    answer = kefu.post(f"{page}/confirmation", data=form)

    assert answer.status_code == 303
    assert session.get_one(WorkOrderItem, found.id).confirmed_by_id == person_id("kefu")
    assert "已确认" in text_of(kefu.get(page))
    assert "去确认" not in text_of(kefu.get(f"/office/work-orders/{found.work_order_id}"))


def test_a_confirmation_from_an_old_page_shows_what_stands_there_now(sign_in, stored, session):
    found = stored(an_extra_item)
    kefu, page = sign_in("kefu"), f"/office/verdicts/{found.id}"
    overruled = {
        "revision": "1", "warranty_verdict": "in", "charge_verdict": "free", "reason": "装时就松",
    }  # fmt: skip
    assert kefu.post(f"{page}/overruling", data=overruled).status_code == 303

    answer = kefu.post(f"{page}/confirmation", data={"revision": "1", "charge_verdict": "charged"})

    assert answer.status_code == 409
    assert session.get_one(WorkOrderItem, found.id).charge_verdict == "free"


@pytest.mark.parametrize("username", ["jiandu", "zhijian", "buzhang"])
def test_only_the_office_confirms_an_extra_item(sign_in, stored, username):
    found = stored(an_extra_item)
    browser, page = sign_in(username), f"/office/verdicts/{found.id}"

    assert "确认追加项" not in text_of(browser.get(page))
    assert browser.post(f"{page}/confirmation", data={"revision": "1"}).status_code == 403
