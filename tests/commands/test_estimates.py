"""估价 and 收费同意: what the clerk lists, what the supervisor lets off, what the customer says."""

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    ChargeItemUnknown,
    ChargingPaused,
    EstimateArticleUnknown,
    EstimateGlassSize,
    EstimateLineUnknown,
    EstimateOverMost,
    EstimateQuantityMissing,
    ItemUnknown,
    MaterialUnknown,
    OrderEnded,
    PayloadRefused,
    PermissionMissing,
    QuantityFraction,
    WorkOrderUnknown,
    WorkOrderWrongState,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Appraisal,
    Charge,
    ChargeItem,
    Consent,
    Contact,
    EstimateLine,
    Material,
    Visit,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from tests.builders import a_visit, a_work_order, added
from tests.cast import (
    COMPANY_ID,
    HANDLE_ID,
    LABOUR_ID,
    NOW,
    OTHER_COMPANY_ID,
    STRIP_ID,
    person_id,
)
from tests.commands.senders import Office

AGREED = {"who": "payer", "who_name": "李国强", "how": "phone", "agreed_cents": 19_000}


@pytest.fixture
def buzhang(session, clock):
    return Office(session, clock, "buzhang")


@pytest.fixture
def glass_id(session):
    with write_transaction(session):
        return added(
            session,
            Material(
                id=new_id(), company_id=COMPANY_ID, code="BL-002", name="中空玻璃", unit="㎡",
                unit_price_cents=23_500,
            ),
        ).id  # fmt: skip


@pytest.fixture
def order_of(session):
    """Make a committed order in a state and return its id."""

    def make(state="awaiting_consent", **overrides):
        with write_transaction(session):
            return a_work_order(session, state=state, **overrides).id

    return make


@pytest.fixture
def stored_order(session):
    def read(order_id):
        session.rollback()
        return session.get_one(WorkOrder, order_id)

    return read


def estimate_of(order):
    return order.estimate_low_cents, order.estimate_high_cents


def test_lines_are_copied_with_the_price_of_the_day_and_summed(kefu, order_of, stored_order):
    order_id = order_of()
    kefu.submit(
        "add_estimate_line", work_order_id=order_id, charge_item_id=LABOUR_ID,
        quantity_low_milli=2_000,
    )  # fmt: skip
    kefu.submit(
        "add_estimate_line", work_order_id=order_id, material_id=STRIP_ID,
        quantity_low_milli=4_200, quantity_high_milli=6_000,
    )  # fmt: skip

    order = stored_order(order_id)
    assert estimate_of(order) == (8_000 + 2_520, 8_000 + 3_600)
    assert order.revision == 3


def test_a_new_price_leaves_the_line_and_its_order_alone(kefu, order_of, session, clock):
    order_id = order_of()
    work = {"charge_item_id": LABOUR_ID, "quantity_low_milli": 1_000}
    kefu.submit("add_estimate_line", work_order_id=order_id, **work)
    line_id = kefu.command_id
    keeper = Office(session, clock, "cangguan")
    keeper.submit("change_charge_item_price", charge_item_id=LABOUR_ID, unit_price_cents=4_500)

    kefu.submit("add_estimate_line", work_order_id=order_id, **work)

    assert session.get_one(EstimateLine, line_id).unit_price_cents == 4_000
    assert session.get_one(Charge, line_id).unit_price_cents == 4_000
    assert session.get_one(EstimateLine, kefu.command_id).unit_price_cents == 4_500


def test_glass_is_counted_by_its_size(kefu, order_of, glass_id, session, stored_order):
    order_id = order_of()

    kefu.submit(
        "add_estimate_line", work_order_id=order_id, material_id=glass_id,
        width_mm=612, height_mm=1432, pieces=2,
    )  # fmt: skip

    line = session.get_one(EstimateLine, kefu.command_id)
    assert (line.kind, line.quantity_low_milli, line.pieces) == ("glass", 1_760, 2)
    assert estimate_of(stored_order(order_id)) == (41_360, 41_360)


def test_priced_work_is_planned_on_the_bill_materials_come_there_when_they_are_used(
    kefu, order_of, session
):
    order_id = order_of()
    for line in (
        {"charge_item_id": LABOUR_ID, "quantity_low_milli": 1_000, "quantity_high_milli": 3_000},
        {"material_id": HANDLE_ID, "quantity_low_milli": 1_000},
        {"name": "吊车半天", "unit_price_cents": 60_000, "quantity_low_milli": 1_000},
    ):
        kefu.submit("add_estimate_line", work_order_id=order_id, **line)

    charges = session.execute(
        select(Charge.name, Charge.quantity_milli).order_by(Charge.unit_price_cents)
    ).all()
    assert [tuple(row) for row in charges] == [("换件工费", 1_000), ("吊车半天", 1_000)]


def test_a_line_of_an_item_in_warranty_counts_as_nothing(kefu, order_of, session, stored_order):
    order_id = order_of()
    item_id = session.scalar(select(WorkOrderItem.id))

    kefu.submit(
        "add_estimate_line", work_order_id=order_id, item_id=item_id, charge_item_id=LABOUR_ID,
        quantity_low_milli=1_000,
    )  # fmt: skip

    assert estimate_of(stored_order(order_id)) == (0, 0)
    assert session.scalar(select(Charge.id)) is None


def test_without_lines_the_rough_ranges_of_the_items_stand(kefu, order_of, session, stored_order):
    order_id = order_of()
    with write_transaction(session):
        item = session.scalar(select(WorkOrderItem))
        item.estimate_low_cents, item.estimate_high_cents = 15_000, 22_000
    kefu.submit(
        "add_estimate_line", work_order_id=order_id, charge_item_id=LABOUR_ID,
        quantity_low_milli=1_000,
    )  # fmt: skip
    itemised = estimate_of(stored_order(order_id))

    kefu.submit("void_estimate_line", line_id=kefu.command_id, reason="填错")

    assert itemised == (4_000, 4_000)
    assert estimate_of(stored_order(order_id)) == (15_000, 22_000)
    assert session.scalar(select(Charge.voided_at)) is not None


@pytest.mark.parametrize("username", ["zhuguan", "buzhang"])
def test_who_waives_gives_name_and_reason(kefu, order_of, session, clock, stored_order, username):
    order_id = order_of()
    kefu.submit(
        "add_estimate_line", work_order_id=order_id, charge_item_id=LABOUR_ID,
        quantity_low_milli=1_000,
    )  # fmt: skip
    line_id = kefu.command_id

    Office(session, clock, username).submit(
        "waive_estimate_line", line_id=line_id, reason="成交抵扣"
    )

    assert estimate_of(stored_order(order_id)) == (0, 0)
    for row in (session.get_one(EstimateLine, line_id), session.get_one(Charge, line_id)):
        assert (row.waived_by_id, row.waived_reason) == (person_id(username), "成交抵扣")


def test_whoever_may_waive_takes_the_waiver_of_a_line_back(
    kefu, buzhang, order_of, session, stored_order
):
    order_id = order_of()
    kefu.submit(
        "add_estimate_line", work_order_id=order_id, charge_item_id=LABOUR_ID,
        quantity_low_milli=1_000,
    )  # fmt: skip
    line = {"line_id": kefu.command_id, "reason": "批错了"}
    with pytest.raises(EstimateLineUnknown):
        buzhang.submit("void_line_waiver", **line)
    buzhang.submit("waive_estimate_line", **line | {"reason": "成交抵扣"})

    with pytest.raises(PermissionMissing):
        kefu.submit("void_line_waiver", **line)
    buzhang.submit("void_line_waiver", **line)

    assert estimate_of(stored_order(order_id)) == (4_000, 4_000)
    for table in (EstimateLine, Charge):
        row = session.get_one(table, line["line_id"])
        assert (row.waived_by_id, row.waived_reason) == (None, "")


def test_a_clerk_waives_nothing(kefu, order_of, session):
    order_id = order_of()
    kefu.submit(
        "add_estimate_line", work_order_id=order_id, charge_item_id=LABOUR_ID,
        quantity_low_milli=1_000,
    )  # fmt: skip

    with pytest.raises(PermissionMissing):
        kefu.submit("waive_estimate_line", line_id=kefu.command_id, reason="熟人")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ({"charge_item_id": new_id(), "quantity_low_milli": 1_000}, ChargeItemUnknown),
        ({"material_id": new_id(), "quantity_low_milli": 1_000}, MaterialUnknown),
        ({"charge_item_id": LABOUR_ID}, EstimateQuantityMissing),
        ({"charge_item_id": LABOUR_ID, "quantity_low_milli": 1_500}, QuantityFraction),
        ({"charge_item_id": LABOUR_ID, "width_mm": 600, "height_mm": 600}, EstimateGlassSize),
        ({"material_id": HANDLE_ID, "quantity_low_milli": 0}, PayloadRefused),
        ({"material_id": HANDLE_ID, "quantity_low_milli": 10**8}, PayloadRefused),
        (
            {
                "material_id": HANDLE_ID,
                "quantity_low_milli": 2_000,
                "quantity_high_milli": 1_000,
            },
            EstimateOverMost,
        ),
        ({"name": "吊车", "quantity_low_milli": 1_000}, EstimateArticleUnknown),
        (
            {"charge_item_id": LABOUR_ID, "quantity_low_milli": 1_000, "item_id": new_id()},
            ItemUnknown,
        ),
    ],
)
def test_a_line_that_cannot_be_is_refused(kefu, order_of, session, line, problem):
    order_id = order_of()

    with pytest.raises(problem):
        kefu.submit("add_estimate_line", work_order_id=order_id, **line)

    assert session.scalar(select(EstimateLine.id)) is None


def test_a_pane_needs_both_sides(kefu, order_of, glass_id):
    with pytest.raises(EstimateGlassSize):
        kefu.submit(
            "add_estimate_line", work_order_id=order_of(), material_id=glass_id, width_mm=612
        )


def test_a_line_sent_twice_is_one_line(kefu, order_of, session):
    line = {"work_order_id": order_of(), "charge_item_id": LABOUR_ID, "quantity_low_milli": 1_000}
    command_id = new_id()

    kefu.submit("add_estimate_line", as_id=command_id, **line)
    again = kefu.submit("add_estimate_line", as_id=command_id, **line)

    assert again.is_repeat
    assert session.scalars(select(EstimateLine.id)).all() == [command_id]


def test_prices_and_orders_of_another_company_do_not_exist(kefu, order_of, session):
    with write_transaction(session):
        foreign = added(
            session,
            ChargeItem(
                id=new_id(), company_id=OTHER_COMPANY_ID, code="RG-99", name="别家", unit="次",
                unit_price_cents=1,
            ),
        ).id  # fmt: skip
        order_id = a_work_order(session).id
        session.get_one(WorkOrder, order_id).company_id = OTHER_COMPANY_ID

    work = {"charge_item_id": LABOUR_ID, "quantity_low_milli": 1_000}
    with pytest.raises(ChargeItemUnknown):
        kefu.submit(
            "add_estimate_line", work_order_id=order_of(), **(work | {"charge_item_id": foreign})
        )
    with pytest.raises(WorkOrderUnknown):
        kefu.submit("add_estimate_line", work_order_id=order_id, **work)
    with pytest.raises(EstimateLineUnknown):
        kefu.submit("void_estimate_line", line_id=new_id(), reason="x")


def test_phones_learn_of_a_new_estimate(kefu, session):
    with write_transaction(session):
        visit = a_visit(session)
        visit_id, order_id = visit.id, visit.work_order_id

    outcome = kefu.submit(
        "add_estimate_line", work_order_id=order_id, charge_item_id=LABOUR_ID,
        quantity_low_milli=1_000,
    )  # fmt: skip

    assert session.get_one(Visit, visit_id).change_no == outcome.change_no


@pytest.mark.parametrize(
    ("command", "payload"),
    [
        ("record_consent", AGREED),
        ("record_payment", {"method": "cash", "amount_cents": 100}),
        ("add_estimate_line", {"charge_item_id": LABOUR_ID, "quantity_low_milli": 1_000}),
    ],
)
def test_while_a_dispute_is_appraised_nothing_is_charged(kefu, order_of, session, command, payload):
    by_state = order_of("awaiting_appraisal")
    asked_later = order_of("ready")
    with write_transaction(session):
        item_id = session.scalar(
            select(WorkOrderItem.id).where(WorkOrderItem.work_order_id == asked_later)
        )
        added(
            session,
            Appraisal(
                id=new_id(), company_id=COMPANY_ID, work_order_id=asked_later, item_id=item_id,
                dispute="不认可人为损坏", asked_at=NOW, asked_by_id=person_id("kefu"),
                due_on=NOW.date(), finding="",
            ),
        )  # fmt: skip

    for order_id in (by_state, asked_later):
        with pytest.raises(ChargingPaused):
            kefu.submit(command, work_order_id=order_id, **payload)


def test_an_agreement_names_who_how_and_what(kefu, order_of, session, stored_order):
    order_id = order_of()
    item_id = session.scalar(select(WorkOrderItem.id))

    kefu.submit(
        "record_consent", work_order_id=order_id, low_cents=15_000, item_ids=[item_id],
        evidence="电话 10:12", **AGREED,
    )  # fmt: skip

    consent = session.get_one(Consent, kefu.command_id)
    assert (consent.item_ids, consent.evidence) == ([item_id], "电话 10:12")
    assert stored_order(order_id).state == "ready"


def test_an_agreement_to_items_of_another_order_is_refused(kefu, order_of):
    with pytest.raises(ItemUnknown):
        kefu.submit("record_consent", work_order_id=order_of(), item_ids=[new_id()], **AGREED)


def test_a_later_agreement_counts_and_moves_nothing(kefu, order_of, stored_order):
    order_id = order_of("in_progress")

    kefu.submit("record_consent", work_order_id=order_id, **AGREED)

    assert stored_order(order_id).state == "in_progress"


@pytest.mark.parametrize(("ends", "state"), [(True, "cancelled"), (False, "awaiting_consent")])
def test_who_does_not_agree_may_end_the_order(kefu, order_of, session, stored_order, ends, state):
    order_id = order_of()

    kefu.submit(
        "decline_consent", work_order_id=order_id, who="payer", who_name="李国强", how="phone",
        reason="嫌贵", ends_order=ends,
    )  # fmt: skip

    contact = session.get_one(Contact, kefu.command_id)
    assert (contact.purpose, contact.outcome, contact.note) == ("consent", "declined", "嫌贵")
    assert stored_order(order_id).state == state


@pytest.mark.parametrize(
    ("state", "problem"), [("dispatched", WorkOrderWrongState), ("cancelled", OrderEnded)]
)
def test_an_order_somebody_is_on_the_way_for_does_not_end_at_the_desk(
    kefu, order_of, state, problem
):
    with pytest.raises(problem):
        kefu.submit(
            "decline_consent", work_order_id=order_of(state), who="payer", who_name="李国强",
            how="phone", reason="嫌贵", ends_order=True,
        )  # fmt: skip


@pytest.mark.parametrize("username", ["wang", "jiandu", "cangguan"])
def test_only_the_office_estimates_and_records_agreements(session, clock, order_of, username):
    somebody = Office(session, clock, username)

    for command, payload in (
        ("add_estimate_line", {"charge_item_id": LABOUR_ID, "quantity_low_milli": 1_000}),
        ("record_consent", AGREED),
    ):
        with pytest.raises(PermissionMissing):
            somebody.submit(command, work_order_id=order_of(), **payload)
