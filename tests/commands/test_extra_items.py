"""Found on site (rule 9): told by the offers of the sheet, agreed at the door, confirmed after."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from fieldapp.domain.problems import (
    ExtraItemConfirmed,
    PermissionMissing,
    StaleForm,
    VerdictItemUnknown,
)
from fieldapp.offline.sheets import build_sheets
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Appraisal,
    Charge,
    Consent,
    FaultCategory,
    Notice,
    Request,
    TripMember,
    Visit,
    WarrantyRule,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from tests.builders import a_dwelling
from tests.cast import COMPANY_ID, HANDLE_ID, NOW, person_id
from tests.commands.senders import Office

NOBODY = "00000000-0000-4000-8000-000000000000"
USUAL = {"LS": ("外窗与墙体接缝", "渗漏水"), "WJ": ("五金件", "自然损坏")}
HANDLE = {
    "position": "次卧北窗",
    "category_code": "WJ",
    "category_name": "五金失灵",
    "description": "执手松了",
    "warranty_verdict": "out",
    "charge_verdict": "charged",
    "estimate_low_cents": 6000,
    "estimate_high_cents": 9000,
}


@pytest.fixture
def visit(session, visit_of):
    """Work in a home of 2024: hardware was promised for 24 months, a leaking joint by the law."""
    visit_id = visit_of(state="working")
    with write_transaction(session):
        for code, (part, cause) in USUAL.items():
            named = {"warranty_part": part, "warranty_cause": cause}
            session.execute(update(FaultCategory).where(FaultCategory.code == code).values(**named))
        session.add(
            WarrantyRule(
                company_id=COMPANY_ID, part="五金件", cause="自然损坏", months=24,
                start_kind="handover", basis_kind="promise", basis="公司承诺",
                valid_from=date(2020, 1, 1),
            )
        )  # fmt: skip
        home = a_dwelling(session)
        home.completed_on, home.handed_over_on = date(2024, 6, 2), date(2024, 6, 28)
        order(session, visit_id).department = "engineering"
        request(session, visit_id).dwelling_id = home.id
    return visit_id


def order(session, visit_id):
    return session.get_one(WorkOrder, session.get_one(Visit, visit_id).work_order_id)


def request(session, visit_id):
    return session.get_one(Request, order(session, visit_id).request_id)


def sheet(session, visit_id):
    session.rollback()
    return build_sheets(session, [visit_id])[0]


def extra(session):
    session.rollback()
    return session.scalar(select(WorkOrderItem).where(WorkOrderItem.is_extra.is_(True)))


def known(session):
    """The revision a page that is opened now shows."""
    return session.scalar(select(func.max(Request.revision)))


def agreed(session, visit_id, **values):
    work_order_id = sheet(session, visit_id)["work_order_id"]
    usual = {"who": "payer", "who_name": "张䶮", "how": "in_person", "agreed_cents": 9000}
    return {"work_order_id": work_order_id} | usual | values


def test_the_sheet_offers_a_verdict_for_every_category_of_the_company(session, visit):
    offers = {
        code: (offer["warranty_verdict"], offer["charge_verdict"])
        for offer in sheet(session, visit)["warranty_offers"]
        for code in offer["category_codes"]
    }

    assert offers["LS"] == ("in", "free")
    assert offers["WJ"] == ("out", "charged")
    assert set(offers) == set(session.scalars(select(FaultCategory.code)))


def test_an_extra_item_stands_on_the_order_as_it_was_told(wang, session, visit):
    outcome = wang.on(visit)("add_extra_item", **HANDLE)

    item = extra(session)
    assert outcome.result == "applied"
    assert (item.id, item.position_no) == (wang.last.command_id, 2)
    assert (item.warranty_verdict, item.charge_verdict) == ("out", "charged")
    assert "五金件自然损坏" in item.warranty_text
    assert item.warranty_ends_on == date(2026, 6, 27)
    assert (item.added_by_id, item.added_on_visit_id) == (person_id("wang"), visit)
    assert item.added_at == wang.last.made_at
    assert item.confirmed_at is None


def test_its_verdict_is_decided_by_the_day_the_request_was_registered(wang, session, visit):
    with write_transaction(session):
        request(session, visit).registered_at = NOW.replace(year=2025)

    wang.on(visit)(
        "add_extra_item", **HANDLE | {"warranty_verdict": "in", "charge_verdict": "free"}
    )

    assert "现场告知" not in extra(session).warranty_text


def test_what_was_told_unlike_the_rules_stands_and_says_so(wang, session, visit):
    told = {"warranty_verdict": "in", "charge_verdict": "free"}

    wang.on(visit)("add_extra_item", **HANDLE | told)

    item = extra(session)
    assert (item.warranty_verdict, item.charge_verdict) == ("in", "free")
    assert item.warranty_text.startswith("现场告知：保内，免费，与规则不同")


def test_the_clerks_are_told_of_an_extra_item(wang, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)

    notice = session.scalar(select(Notice).where(Notice.kind == "extra_item"))
    assert notice.person_id == person_id("kefu")
    assert notice.subject_id == order(session, visit).id


def test_an_extra_item_of_a_visit_that_has_ended_is_kept(wang, visit_of, session):
    ended = visit_of(state="finished")

    assert wang.on(ended)("add_extra_item", **HANDLE).result == "applied"

    assert session.get_one(Visit, ended).late is True


def test_the_same_extra_item_sent_twice_is_one(wang, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)

    assert wang.resend(wang.last).is_repeat

    items = select(func.count()).where(WorkOrderItem.is_extra.is_(True))
    assert session.scalar(items) == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"category_code": "XX"}, "category.unknown"),
        ({"estimate_low_cents": 9001}, "estimate.reversed"),
        ({"position": " "}, "command.payload"),
        ({"charge_verdict": "waived"}, "command.payload"),
        ({"description": "看" * 501}, "command.payload"),
        ({"estimate_high_cents": -1}, "command.payload"),
    ],
)
def test_an_extra_item_that_cannot_be_is_kept_for_a_decision(wang, session, visit, change, code):
    outcome = wang.on(visit)("add_extra_item", **HANDLE | change)

    assert (outcome.result, outcome.problem_code) == ("parked", code)
    assert extra(session) is None


def test_an_order_takes_thirty_items(wang, session, visit):
    for number in range(29):
        assert (
            wang.on(visit)("add_extra_item", **HANDLE | {"position": f"{number}"}).result
            == "applied"
        )

    assert wang.on(visit)("add_extra_item", **HANDLE).problem_code == "work_order.full"


def test_nobody_adds_to_another_ones_visit(li, session, visit):
    assert li.on(visit)("add_extra_item", **HANDLE).problem_code == "visit.not_yours"

    assert extra(session) is None


def test_an_extra_item_that_is_not_done_leaves_the_sheet_and_its_number(wang, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)
    first = wang.last.command_id

    outcome = wang.on(visit)("void_extra_item", item_id=first, reason="客户不做了")

    wang.on(visit)("add_extra_item", **HANDLE)
    shown = sheet(session, visit)
    assert outcome.result == "applied"
    assert [item["position_no"] for item in shown["work_items"]] == [1, 3]
    assert session.get_one(WorkOrderItem, first).void_reason == "客户不做了"


def test_an_item_somebody_reported_cannot_be_voided_on_site(wang, session, visit):
    item_id = sheet(session, visit)["work_items"][0]["item_id"]

    outcome = wang.on(visit)("void_extra_item", item_id=item_id, reason="不做")

    assert outcome.problem_code == "record.unknown"


def test_an_item_that_materials_name_cannot_be_voided(wang, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)
    item_id = wang.last.command_id
    use = {"material_id": HANDLE_ID, "name": "执手", "unit": "把"}
    amounts = {"quantity_milli": 1000, "unit_price_cents": 3500, "item_id": item_id}
    wang.on(visit)("use_material", **use, **amounts)
    use_id = wang.last.command_id

    refused = wang.on(visit)("void_extra_item", item_id=item_id, reason="不做")
    wang.on(visit)("void_material_use", use_id=use_id)

    assert refused.problem_code == "item.in_use"
    assert wang.on(visit)("void_extra_item", item_id=item_id, reason="不做").result == "applied"


def test_consent_at_the_door_holds_and_lifts_the_limit(wang, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)

    outcome = wang.on(visit)("record_consent", **agreed(session, visit, agreed_cents=19000))

    shown = sheet(session, visit)
    assert outcome.result == "applied"
    assert shown["consent"]["consent_id"] == wang.last.command_id
    assert shown["consent_limit_cents"] == 21000
    assert session.scalar(select(Consent.recorded_by_id)) == person_id("wang")


def test_consent_to_another_order_is_not_taken_on_this_visit(wang, session, visit, visit_of):
    other = agreed(session, visit_of(state="working"))

    outcome = wang.on(visit)("record_consent", **other)

    assert outcome.problem_code == "work_order.unknown"
    assert session.scalar(select(func.count()).select_from(Consent)) == 0


def test_a_technician_takes_no_consent_without_a_visit(wang, session, visit):
    payload = agreed(session, visit)

    outcome = wang.send("record_consent", f"person:{person_id('wang')}", payload)

    assert outcome.problem_code == "permission.missing"


def test_a_dispute_at_the_door_pauses_charging_and_asks_for_an_appraisal(wang, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)
    item_id = wang.last.command_id

    outcome = wang.on(visit)("ask_appraisal", item_id=item_id, dispute="说是装的时候就松")

    shown = sheet(session, visit)
    assert outcome.result == "applied"
    assert shown["is_charged"] is False
    assert shown["state"] == "working"
    assert session.scalar(select(Appraisal.item_id)) == item_id
    again = wang.on(visit)("ask_appraisal", item_id=item_id, dispute="还是不认")
    assert again.problem_code == "verdict.appraised"
    voided = wang.on(visit)("void_extra_item", item_id=item_id, reason="不做")
    assert voided.problem_code == "verdict.appraised"


def test_a_technician_disputes_only_items_of_his_visit(wang, session, visit, visit_of):
    other = sheet(session, visit_of(state="working"))["work_items"][0]["item_id"]

    outcome = wang.on(visit)("ask_appraisal", item_id=other, dispute="不认")

    assert outcome.problem_code == "item.unknown"


def test_the_clerk_confirms_what_was_told(wang, kefu, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)
    item_id = wang.last.command_id

    kefu.submit("confirm_extra_item", item_id=item_id, revision=known(session))

    item = extra(session)
    assert (item.confirmed_by_id, item.confirmed_at) == (person_id("kefu"), NOW)
    assert order(session, visit).estimate_high_cents == 9000
    with pytest.raises(ExtraItemConfirmed):
        kefu.submit("confirm_extra_item", item_id=item_id, revision=known(session))


def test_what_the_clerk_overrules_is_confirmed_by_it(wang, kefu, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)

    kefu.submit(
        "overrule_verdict",
        item_id=wang.last.command_id,
        revision=known(session),
        warranty_verdict="in",
        charge_verdict="free",
        reason="安装时就松",
    )

    item = extra(session)
    assert (item.charge_verdict, item.confirmed_by_id) == ("free", person_id("kefu"))


def test_a_confirmation_that_began_with_another_verdict_is_told(wang, kefu, session, visit):
    wang.on(visit)("add_extra_item", **HANDLE)
    began = known(session)
    overruled = {"warranty_verdict": "in", "charge_verdict": "free", "reason": "安装时就松"}
    reported = sheet(session, visit)["work_items"][0]["item_id"]
    kefu.submit("overrule_verdict", item_id=reported, revision=began, **overruled)

    with pytest.raises(StaleForm):
        kefu.submit("confirm_extra_item", item_id=wang.last.command_id, revision=began)

    assert extra(session).confirmed_at is None


@pytest.mark.parametrize("item_id", [NOBODY, new_id()])
def test_there_is_nothing_to_confirm_about_an_unknown_item(kefu, session, visit, item_id):
    with pytest.raises(VerdictItemUnknown):
        kefu.submit("confirm_extra_item", item_id=item_id, revision=known(session))


def test_a_reported_item_needs_no_confirmation(kefu, session, visit):
    reported = sheet(session, visit)["work_items"][0]["item_id"]

    with pytest.raises(VerdictItemUnknown):
        kefu.submit("confirm_extra_item", item_id=reported, revision=known(session))


def test_a_technician_does_not_confirm_his_own(wang, session, clock, visit):
    wang.on(visit)("add_extra_item", **HANDLE)

    with pytest.raises(PermissionMissing):
        Office(session, clock, "wang").submit(
            "confirm_extra_item", item_id=wang.last.command_id, revision=known(session)
        )


def test_a_confirmed_item_the_customer_does_not_want_after_all_leaves_with_what_was_planned(
    wang, kefu, session, visit
):
    wang.on(visit)("add_extra_item", **HANDLE)
    item_id, order_id = wang.last.command_id, order(session, visit).id
    kefu.submit("confirm_extra_item", item_id=item_id, revision=known(session))
    kefu.submit(
        "add_estimate_line", work_order_id=order_id, item_id=item_id, name="换执手",
        unit="把", unit_price_cents=4000, quantity_low_milli=1000,
    )  # fmt: skip
    assert sheet(session, visit)["due_cents"] == 4000

    assert wang.on(visit)("void_extra_item", item_id=item_id, reason="不要了").result == "applied"

    shown = sheet(session, visit)
    assert (shown["charges"], shown["due_cents"]) == ([], 0)
    assert session.scalar(select(Notice.id).where(Notice.kind == "extra_item_void"))


def test_what_a_colleague_put_on_meanwhile_holds_nobody_up(wang, li, session, visit):
    with write_transaction(session):
        trip_id = session.get_one(Visit, visit).trip_id
        session.add(
            TripMember(
                company_id=COMPANY_ID, trip_id=trip_id, person_id=person_id("li"), role="helper"
            )
        )
    reported = sheet(session, visit)["work_items"][0]["item_id"]
    wang.on(visit)("report_result", item_id=reported, result="fixed")
    for code in ("cleanup.swept", "cleanup.usable"):
        wang.on(visit)("answer_check", code=code, answer="yes")
    assert li.on(visit)("add_extra_item", **HANDLE).result == "applied"

    assert wang.on(visit)("finish_work").result == "applied"


def test_a_charged_extra_item_makes_nothing_due_that_was_free_before(wang, session, visit):
    with write_transaction(session):
        reported = session.scalars(select(WorkOrderItem)).one()
        reported.warranty_verdict, reported.charge_verdict = "in", "free"
        owned = {"company_id": COMPANY_ID, "work_order_id": reported.work_order_id}
        line = {"name": "上门检测费", "unit": "次", "quantity_milli": 1000}
        for item_id in (None, reported.id):
            session.add(
                Charge(**owned, **line, code="RG-01", item_id=item_id, unit_price_cents=5000)
            )

    wang.on(visit)("add_extra_item", **HANDLE)

    assert [line["due_cents"] for line in sheet(session, visit)["charges"]] == [0, 0]


@pytest.mark.parametrize("minutes", [-90, 90])
def test_a_phone_whose_clock_is_wrong_asks_and_is_answered_all_the_same(
    wang, clock, session, visit, minutes
):
    wrong = NOW + timedelta(minutes=minutes)
    wang.on(visit)("record_consent", **agreed(session, visit, agreed_cents=1000))
    clock.go_on(seconds=1)
    envelope = wang.envelope("add_extra_item", f"visit:{visit}", HANDLE, made_at=wrong)
    wang.resend(envelope)
    [item] = [one for one in sheet(session, visit)["work_items"] if one["is_extra"]]
    assert item["is_covered"] is False

    clock.go_on(seconds=1)
    payload = agreed(session, visit, agreed_cents=15000)
    wang.resend(wang.envelope("record_consent", f"visit:{visit}", payload, made_at=wrong))

    shown = sheet(session, visit)
    assert shown["consent"]["agreed_cents"] == 15000
    assert all(one["is_covered"] for one in shown["work_items"])
