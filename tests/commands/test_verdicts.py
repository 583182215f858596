"""Verdicts at registration, classified anew, overruled, and what an order makes of them."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select, update

from fieldapp.domain.problems import (
    PayloadRefused,
    PermissionMissing,
    ProductNotThere,
    VerdictAppraised,
    VerdictItemUnknown,
    VerdictReasonMissing,
    VerdictSettled,
)
from fieldapp.offline.sheets import build_sheets
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Appraisal,
    FaultCategory,
    Notice,
    Product,
    Request,
    RequestItem,
    Trip,
    Visit,
    WarrantyRule,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from tests.builders import a_dwelling, a_visit, added
from tests.cast import COMPANY_ID, NOW, person_id
from tests.commands.senders import Office

LEAK = {"position": "主卧飘窗", "category_code": "LS"}
HANDLE = {"position": "厨房", "category_code": "WJ"}


def known(session):
    """The revision a page that is opened now shows."""
    return session.scalar(select(func.max(Request.revision)))


@pytest.fixture
def home(session):
    """A home of 2024: a leaking joint is covered by the law, hardware no longer by the promise."""
    usual = {"LS": ("外窗与墙体接缝", "渗漏水"), "WJ": ("五金件", "自然损坏")}
    with write_transaction(session):
        for code, (part, cause) in usual.items():
            session.execute(
                update(FaultCategory)
                .where(FaultCategory.code == code)
                .values(
                    warranty_part=part, warranty_cause=cause,
                    usual_low_cents=7500, usual_high_cents=13000,
                )
            )  # fmt: skip
        a_rule(session, "五金件", "自然损坏", 24)
        a_rule(session, "", "人为损坏", 0)
        a_rule(session, "本次维修部位", "同部位同故障", 6, start_kind="repair")
        home = a_dwelling(session)
        home.completed_on, home.handed_over_on = date(2024, 5, 16), date(2024, 6, 28)
        return home.id


def a_rule(session, part, cause, months, **overrides):
    values = {
        "start_kind": "handover", "basis_kind": "promise", "basis": "公司承诺",
        "valid_from": date(2015, 1, 1), "company_id": COMPANY_ID,
    }  # fmt: skip
    return added(session, WarrantyRule(part=part, cause=cause, months=months, **values | overrides))


@pytest.fixture
def registered(kefu, session, home):
    """Register items of the home and confirm; answers (request id, its items)."""

    def register(*items):
        kefu.submit(
            "register_request", channel="phone", dwelling_id=home, reporter_name="欧阳靖雯",
            items=items,
        )  # fmt: skip
        request_id = kefu.command_id
        session.rollback()
        with write_transaction(session):
            session.execute(
                update(Request)
                .where(Request.id == request_id)
                .values(state="confirmed", confirmed_at=NOW)
            )
        return request_id, items_of(session, request_id)

    return register


def items_of(session, request_id):
    session.expire_all()
    return session.scalars(
        select(RequestItem)
        .where(RequestItem.request_id == request_id)
        .order_by(RequestItem.position_no)
    ).all()


@pytest.fixture
def order(kefu, session):
    """Make an order of items as they were judged; answers it with its items."""

    def make(request_id, items, department="engineering", **verdicts):
        kefu.submit(
            "make_work_order", request_id=request_id, department=department,
            items=[{"request_item_id": item.id} | verdicts for item in items],
        )  # fmt: skip
        return order_of(session, kefu.command_id)

    return make


def order_of(session, order_id):
    session.rollback()
    session.expire_all()
    made = session.get_one(WorkOrder, order_id)
    items = session.scalars(
        select(WorkOrderItem)
        .where(WorkOrderItem.work_order_id == order_id)
        .order_by(WorkOrderItem.position_no)
    ).all()
    return made, items


def told(session, username):
    notices = session.scalars(
        select(Notice).where(Notice.person_id == person_id(username)).order_by(Notice.told_at)
    )
    return [notice.kind for notice in notices]


def test_each_item_gets_its_verdict_with_the_reason_when_it_is_registered(registered):
    _request, (leak, handle) = registered(LEAK, HANDLE)

    assert (leak.warranty_verdict, leak.charge_verdict) == ("in", "free")
    assert (leak.warranty_starts_on, leak.warranty_ends_on) == (
        date(2024, 5, 16), date(2029, 5, 15),
    )  # fmt: skip
    assert "报修日 2026年11月28日在期内" in leak.warranty_text
    assert (handle.warranty_verdict, handle.charge_verdict) == ("out", "charged")
    assert (handle.estimate_low_cents, handle.estimate_high_cents) == (7500, 13000)
    assert (handle.part, handle.cause) == ("五金件", "自然损坏")
    assert handle.warranty_rule_id is not None


def test_the_clerk_may_name_part_and_cause_at_once(registered):
    _request, (item,) = registered(HANDLE | {"part": "五金件", "cause": "人为损坏"})

    assert "人为损坏" in item.warranty_text
    assert (item.warranty_verdict, item.charge_verdict) == ("out", "charged")


def test_the_local_day_of_registration_decides(registered, clock, session):
    clock.moment = datetime(2026, 6, 27, 15, 59, tzinfo=UTC)  # a minute to midnight in Shanghai
    _request, (before,) = registered(HANDLE)
    clock.go_on(minutes=2)
    _request, (after,) = registered(HANDLE)

    assert (before.warranty_verdict, after.warranty_verdict) == ("in", "out")


def test_a_product_of_another_home_is_refused(kefu, session, home):
    with write_transaction(session):
        other = a_dwelling(session, "9-9-9999")
        product_id = added(
            session,
            Product(company_id=COMPANY_ID, dwelling_id=other.id, position="厨房", kind="window"),
        ).id

    with pytest.raises(ProductNotThere):
        kefu.submit(
            "register_request", channel="phone", dwelling_id=home,
            items=[HANDLE | {"product_id": product_id}],
        )  # fmt: skip
    assert session.scalar(select(RequestItem.id)) is None


def test_a_disputed_item_is_registered_as_such(registered):
    _request, (item,) = registered(HANDLE | {"is_disputed": True})

    assert (item.warranty_verdict, item.charge_verdict) == ("disputed", "pending")
    assert "鉴定前不收费" in item.warranty_text


def test_another_cause_is_judged_by_the_day_of_registration(kefu, registered, session, clock):
    request_id, (item,) = registered(LEAK)
    clock.go_on(days=2000)  # the joint's warranty has ended by now

    kefu.submit(
        "classify_item",
        revision=known(session),
        request_item_id=item.id,
        part="外窗与墙体接缝",
        cause="渗漏水",
    )
    assert items_of(session, request_id)[0].warranty_verdict == "in"

    kefu.submit(
        "classify_item",
        revision=known(session),
        request_item_id=item.id,
        part="五金件",
        cause="自然损坏",
    )
    (item,) = items_of(session, request_id)
    assert (item.warranty_verdict, item.charge_verdict) == ("out", "charged")


def test_a_rule_of_a_later_day_changes_nothing(kefu, registered, session):
    request_id, (item,) = registered(HANDLE)
    with write_transaction(session):
        a_rule(session, "五金件", "自然损坏", 120, valid_from=date(2026, 11, 29))

    kefu.submit(
        "classify_item",
        revision=known(session),
        request_item_id=item.id,
        part="五金件",
        cause="自然损坏",
    )

    assert items_of(session, request_id)[0].warranty_verdict == "out"


def test_an_overruled_verdict_keeps_who_why_and_what_it_was(kefu, registered, session):
    request_id, (item,) = registered(HANDLE)

    kefu.submit(
        "overrule_verdict", revision=known(session),
        item_id=item.id, warranty_verdict="out", charge_verdict="waived",
        reason="老客户，主管同意",
    )  # fmt: skip

    (item,) = items_of(session, request_id)
    assert (item.warranty_verdict, item.charge_verdict) == ("out", "waived")
    assert (item.overruled_by_id, item.overruled_reason) == (person_id("kefu"), "老客户，主管同意")
    assert item.warranty_text.startswith(
        "改判：保外，免收。何婷：老客户，主管同意。原判：保修期外："
    )


def test_classifying_anew_takes_an_overruling_back(kefu, registered, session):
    request_id, (item,) = registered(HANDLE)
    kefu.submit(
        "overrule_verdict", revision=known(session),
        item_id=item.id, warranty_verdict="in", charge_verdict="free",
        reason="弄错",
    )  # fmt: skip

    kefu.submit(
        "classify_item",
        revision=known(session),
        request_item_id=item.id,
        part="五金件",
        cause="自然损坏",
    )

    (item,) = items_of(session, request_id)
    assert (item.warranty_verdict, item.overruled_by_id) == ("out", None)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"item_id": new_id()}, VerdictItemUnknown),
        ({"reason": " "}, PayloadRefused),
        ({"warranty_verdict": "disputed"}, PayloadRefused),
    ],
)
def test_an_overruling_that_cannot_be_is_refused(kefu, registered, session, change, problem):
    request_id, (item,) = registered(HANDLE)
    values = {
        "item_id": item.id, "revision": 1, "warranty_verdict": "in", "charge_verdict": "free",
        "reason": "因为",
    }  # fmt: skip

    with pytest.raises(problem):
        kefu.submit("overrule_verdict", **values | change)
    assert items_of(session, request_id)[0].warranty_verdict == "out"


@pytest.mark.parametrize("username", ["wang", "jiandu", "zhijian"])
def test_only_the_office_overrules(session, clock, registered, username):
    _request, (item,) = registered(HANDLE)

    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit(
            "overrule_verdict", revision=known(session),
            item_id=item.id, warranty_verdict="in", charge_verdict="free",
            reason="因为",
        )  # fmt: skip


def test_an_order_takes_the_verdicts_as_they_were_judged(registered, order):
    request_id, (leak, handle) = registered(LEAK, HANDLE)

    free, (joint,) = order(request_id, [leak])
    charged, (hardware,) = order(request_id, [handle], "production")

    assert (free.state, charged.state) == ("ready", "awaiting_consent")
    assert (joint.warranty_text, joint.warranty_ends_on) == (leak.warranty_text, date(2029, 5, 15))
    assert (hardware.part, hardware.warranty_rule_id) == ("五金件", handle.warranty_rule_id)
    assert free.request_id == charged.request_id


def test_an_order_decided_otherwise_needs_the_reason(registered, order, session):
    request_id, (item,) = registered(HANDLE)

    with pytest.raises(VerdictReasonMissing):
        order(request_id, [item], warranty_verdict="in", charge_verdict="free")

    made, (ordered,) = order(
        request_id, [item], warranty_verdict="in", charge_verdict="free",
        warranty_text="安装时就没装好",
    )  # fmt: skip
    assert (made.state, ordered.charge_verdict) == ("ready", "free")
    assert "安装时就没装好" in ordered.warranty_text
    assert items_of(session, request_id)[0].overruled_by_id == person_id("kefu")


def test_a_verdict_changed_later_moves_the_bookkeeping_not_the_trip(
    kefu, registered, order, session
):
    request_id, (item,) = registered(LEAK)
    made, (ordered,) = order(request_id, [item])
    with write_transaction(session):
        session.execute(update(WorkOrder).where(WorkOrder.id == made.id).values(state="dispatched"))
        visit_id = a_visit(session, order=session.get_one(WorkOrder, made.id)).id

    kefu.submit(
        "overrule_verdict", revision=known(session),
        item_id=ordered.id, warranty_verdict="out", charge_verdict="charged",
        reason="现场看是外墙裂缝",
    )  # fmt: skip

    made, (ordered,) = order_of(session, made.id)
    assert (made.department, made.state) == ("production", "dispatched")
    assert (ordered.warranty_verdict, ordered.charge_verdict) == ("out", "charged")
    assert items_of(session, request_id)[0].warranty_verdict == "out"
    visit = session.get_one(Visit, visit_id)
    trip = session.get_one(Trip, visit.trip_id)
    assert (visit.state, trip.department, trip.lead_id) == (
        "planned", "engineering", person_id("wang"),
    )  # fmt: skip
    assert visit.change_no > 0  # the phone is told
    assert {"zhuguan", "wang", "zhao"} <= {
        name for name in ("zhuguan", "wang", "zhao", "kefu") if "order_moved" in told(session, name)
    }


def test_before_the_trip_a_changed_verdict_asks_for_consent(kefu, registered, order, session):
    request_id, (item,) = registered(LEAK)
    made, (ordered,) = order(request_id, [item])

    kefu.submit(
        "overrule_verdict", revision=known(session),
        item_id=ordered.id, warranty_verdict="in", charge_verdict="charged",
        reason="客户自己打的胶",
    )  # fmt: skip

    made, _items = order_of(session, made.id)
    assert (made.state, made.department, made.revision) == ("awaiting_consent", "engineering", 2)


def test_an_order_with_both_verdicts_keeps_its_department(kefu, registered, order, session):
    request_id, items = registered(LEAK, {**LEAK, "position": "次卧"})
    made, ordered = order(request_id, items)

    kefu.submit(
        "overrule_verdict", revision=known(session),
        item_id=ordered[0].id, warranty_verdict="out",
        charge_verdict="charged", reason="外墙裂缝",
    )  # fmt: skip

    assert order_of(session, made.id)[0].department == "engineering"


def test_a_closed_orders_verdicts_stay(kefu, registered, order, session):
    request_id, (item,) = registered(LEAK)
    _made, (ordered,) = order(request_id, [item])
    with write_transaction(session):
        session.execute(update(WorkOrder).values(state="closed"))

    with pytest.raises(VerdictSettled):
        kefu.submit(
            "overrule_verdict", revision=known(session),
            item_id=ordered.id, warranty_verdict="out",
            charge_verdict="charged", reason="外墙裂缝",
        )  # fmt: skip


def test_a_repair_done_again_names_the_order_it_follows(kefu, registered, order, session, clock):
    request_id, (item,) = registered(HANDLE)
    first, (ordered,) = order(request_id, [item], "production")
    with write_transaction(session):
        session.execute(
            update(WorkOrderItem).where(WorkOrderItem.id == ordered.id).values(result="partly")
        )
        a_visit(
            session, lead="zhao", order=session.get_one(WorkOrder, first.id), state="finished",
            ended_kind="finished", ended_at=NOW,
        )  # fmt: skip
    clock.go_on(days=30)

    request_id, (again,) = registered(HANDLE)
    second, (done_again,) = order(request_id, [again], "production")

    assert (again.warranty_verdict, again.charge_verdict) == ("in", "free")
    assert again.rework_of_id == done_again.rework_of_id == ordered.id
    assert (second.rework_of_id, second.state) == (first.id, "ready")
    assert f"返修：维修单 {first.number}" in done_again.warranty_text


def test_a_disputed_item_makes_an_order_that_waits_for_the_appraisal(registered, order, session):
    request_id, (item,) = registered(HANDLE | {"is_disputed": True})

    made, (ordered,) = order(request_id, [item], "production")

    appraisal = session.scalars(select(Appraisal)).one()
    assert made.state == "awaiting_appraisal"
    assert (appraisal.item_id, appraisal.due_on) == (ordered.id, date(2026, 12, 1))
    assert told(session, "zhijian") == ["appraisal_asked"]


def test_the_customer_disputes_what_an_order_says(kefu, registered, order, session):
    request_id, (item,) = registered(HANDLE)
    made, (ordered,) = order(request_id, [item], "production")

    kefu.submit("ask_appraisal", item_id=ordered.id, dispute="装好就松")

    made, (ordered,) = order_of(session, made.id)
    assert (made.state, ordered.warranty_verdict, ordered.charge_verdict) == (
        "awaiting_appraisal", "disputed", "pending",
    )  # fmt: skip
    assert session.scalars(select(Appraisal.dispute)).one() == "装好就松"
    with pytest.raises(VerdictAppraised):
        kefu.submit("ask_appraisal", item_id=ordered.id, dispute="再来一次")
    with pytest.raises(VerdictAppraised):
        kefu.submit(
            "overrule_verdict", revision=known(session),
            item_id=ordered.id, warranty_verdict="in", charge_verdict="free",
            reason="算了",
        )  # fmt: skip


def test_what_is_dispatched_stays_so_while_it_is_appraised(kefu, registered, order, session):
    request_id, (item,) = registered(HANDLE)
    made, (ordered,) = order(request_id, [item], "production")
    with write_transaction(session):
        session.execute(update(WorkOrder).values(state="in_progress"))

    kefu.submit("ask_appraisal", item_id=ordered.id, dispute="装好就松")

    assert order_of(session, made.id)[0].state == "in_progress"


def test_each_phone_sheet_names_the_other_order_of_its_request(registered, order, session):
    request_id, (leak, handle) = registered(LEAK, HANDLE)
    first, _items = order(request_id, [leak])
    with write_transaction(session):
        visit_id = a_visit(session, order=session.get_one(WorkOrder, first.id)).id
    assert build_sheets(session, [visit_id])[0]["dispatch_reason"] == ""

    second, _items = order(request_id, [handle], "production")

    sheet = build_sheets(session, [visit_id])[0]
    assert sheet["dispatch_reason"] == f"同登记另一张 {second.number}"
    assert sheet["change_no"] > 0  # the phone is told
