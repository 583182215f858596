"""What agreements to some items leave standing of earlier ones, and what waits for one (rule 4)."""

import pytest
from sqlalchemy import func, select

from fieldapp.offline.sheets import build_sheets
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import FaultCategory, Request, Visit, WorkOrder, WorkOrderItem
from fieldapp.queries.trips import waiting_orders
from fieldapp.queries.work_order_sheets import order_sheet
from tests.builders import a_visit, a_work_order, an_item
from tests.cast import COMPANY_ID

PAYER = {"who": "payer", "who_name": "张䶮", "how": "in_person"}


@pytest.fixture
def order_id(session):
    """One window to be paid for, agreed to nowhere yet; its visit is under way."""
    with write_transaction(session):
        order = a_work_order(session, positions=(), state="in_progress")
        an_item(session, order, position="主卧", position_no=1, charge_verdict="charged")
        a_visit(session, order=order, state="working")
        return order.id


@pytest.fixture
def visit_id(session, order_id):
    return session.scalar(select(Visit.id).where(Visit.work_order_id == order_id))


@pytest.fixture
def at_the_door(wang, clock, visit_id):
    """The technician sends what he does there, one after the other."""

    def send(name, **payload):
        clock.go_on(seconds=1)
        outcome = wang.on(visit_id)(name, **payload)
        assert outcome.result == "applied", outcome
        return wang.last.command_id

    return send


@pytest.fixture
def agree(at_the_door, order_id):
    def send(cents, *item_ids):
        payload = PAYER | {"agreed_cents": cents, "item_ids": list(item_ids)}
        return at_the_door("record_consent", work_order_id=order_id, **payload)

    return send


@pytest.fixture
def find(at_the_door, session):
    """顺便看看: one more window, to be paid for."""

    def send(position="次卧", cents=9000):
        return at_the_door(
            "add_extra_item",
            position=position,
            category_code=session.scalar(select(FaultCategory.code)),
            category_name="五金失灵",
            warranty_verdict="out",
            charge_verdict="charged",
            estimate_high_cents=cents,
        )

    return send


@pytest.fixture
def shown(session, visit_id):
    """What phones show: how much is agreed to, how far it may go, and which items it covers."""

    def read():
        session.rollback()
        [sheet] = build_sheets(session, [visit_id])
        covered = [item["position"] for item in sheet["work_items"] if item["is_covered"]]
        return sheet["consent"]["agreed_cents"], sheet["consent_limit_cents"], covered

    return read


@pytest.fixture
def state(session, order_id):
    def read():
        session.rollback()
        return session.get_one(WorkOrder, order_id).state

    return read


def reported(session):
    return session.scalar(select(WorkOrderItem.id).where(WorkOrderItem.is_extra.is_(False)))


def confirm(kefu, session, item_id):
    revision = session.scalar(select(func.max(Request.revision)))
    kefu.submit("confirm_extra_item", item_id=item_id, revision=revision)


def test_consent_to_what_was_found_is_added_to_that_to_the_order(
    session, order_id, agree, find, shown
):
    agree(50_000)
    agree(9_000, find())

    assert shown() == (59_000, 64_900, ["主卧", "次卧"])
    money = order_sheet(session, company_id=COMPANY_ID, work_order_id=order_id).money
    assert (money.agreed_cents, money.limit_cents) == (59_000, 64_900)


def test_a_later_consent_to_the_same_item_takes_the_place_of_its_earlier_one(agree, find, shown):
    agree(50_000)
    item_id = find()
    agree(9_000, item_id)
    agree(12_000, item_id)

    assert shown() == (62_000, 68_200, ["主卧", "次卧"])


def test_consent_to_the_whole_order_names_its_total(agree, find, shown):
    agree(50_000)
    agree(9_000, find())
    agree(55_000)

    assert shown() == (55_000, 60_500, ["主卧", "次卧"])


def test_consent_to_what_was_found_alone_leaves_the_reported_item_open(agree, find, shown):
    agree(9_000, find())

    assert shown() == (9_000, 11_000, ["次卧"])


def test_what_was_agreed_for_an_item_goes_with_it(at_the_door, agree, find, shown):
    agree(50_000)
    item_id = find()
    agree(9_000, item_id)
    at_the_door("void_extra_item", item_id=item_id, reason="不做了")

    assert shown() == (50_000, 55_000, ["主卧"])


def test_what_is_appraised_lifts_no_limit_of_the_others(at_the_door, agree, find, shown):
    agree(50_000)
    item_id = find()
    agree(9_000, item_id)
    at_the_door("ask_appraisal", item_id=item_id, dispute="说是装的时候就松")

    assert shown() == (50_000, 55_000, ["主卧", "次卧"])


def test_an_extra_item_nobody_agreed_to_sends_an_unfinished_order_back_for_consent(
    kefu, session, at_the_door, agree, find, state
):
    agree(50_000)
    item_id = find()
    at_the_door("leave_unfinished", reason_code="W1", explanation="缺执手", explained_to="张䶮")
    assert state() == "ready"

    confirm(kefu, session, item_id)
    assert state() == "awaiting_consent"

    agree(9_000, item_id)
    assert state() == "ready"


def test_an_extra_item_confirmed_meanwhile_waits_for_consent_once_the_visit_ends(
    kefu, session, order_id, at_the_door, agree, find, state
):
    agree(50_000)
    item_id = find()
    confirm(kefu, session, item_id)
    assert state() == "in_progress"

    at_the_door("leave_unfinished", reason_code="W1", explanation="缺执手", explained_to="张䶮")
    assert state() == "awaiting_consent"

    at_the_door("void_extra_item", item_id=item_id, reason="客户不做了")
    assert state() == "ready"
    [waiting] = waiting_orders(session, company_id=COMPANY_ID)
    assert (waiting.work_order_id, waiting.agreed_cents) == (order_id, 50_000)


def test_consent_to_one_of_two_charged_items_does_not_make_the_order_ready(kefu, session):
    with write_transaction(session):
        order = a_work_order(session, positions=(), state="awaiting_consent")
        items = [
            an_item(session, order, position=f"窗{no}", position_no=no, charge_verdict="charged")
            for no in (1, 2)
        ]
        order_id, item_ids = order.id, [item.id for item in items]
    consent = PAYER | {"work_order_id": order_id, "agreed_cents": 9_000}

    kefu.submit("record_consent", **consent, item_ids=item_ids[:1])
    assert session.get_one(WorkOrder, order_id).state == "awaiting_consent"

    kefu.submit("record_consent", **consent, item_ids=item_ids[1:])
    assert session.get_one(WorkOrder, order_id).state == "ready"
