import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    CategoryUnknown,
    ChargeItemUnknown,
    CustomerUnknown,
    DwellingUnknown,
    EstimateReversed,
    MaterialUnknown,
    PayloadRefused,
    PermissionMissing,
    PhotoNotNamed,
    RequestAddressMissing,
    RequestItemOrdered,
    RequestItemUnknown,
    RequestUnknown,
    RequestWrongState,
    WorkOrderUnknown,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Attachment,
    Charge,
    Company,
    Consent,
    LoggedCommand,
    Material,
    QrCode,
    Request,
    RequestItem,
    Visit,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from tests.builders import a_customer, a_request, a_request_item, a_visit, a_work_order
from tests.cast import COMPANY_ID, HANDLE_ID, LABOUR_ID
from tests.commands.senders import Office

REQUEST = {
    "channel": "phone",
    "address_text": "翠湖雅苑 3-2-1201",
    "reporter_name": "王秀英",
    "reporter_phone": "19900003187",
    "items": [
        {"position": "厨房", "category_code": "WJ"},
        {"position": "客厅", "category_code": "LS", "description": "下雨渗水"},
    ],
}


@pytest.fixture
def confirmed(session):
    """A confirmed request with one item: (request id, item id)."""
    with write_transaction(session):
        request = a_request(session)
        return request.id, a_request_item(session, request).id


def ordered(item_id, **verdicts):
    return {
        "request_item_id": item_id,
        "warranty_verdict": "in",
        "charge_verdict": "free",
    } | verdicts


def test_a_request_gets_the_days_next_number(kefu, session):
    kefu.submit("register_request", **REQUEST)
    kefu.submit("register_request", **REQUEST)

    numbers = session.scalars(select(Request.number).order_by(Request.number)).all()
    assert numbers == ["BX20261128-001", "BX20261128-002"]
    assert session.get_one(Request, kefu.command_id).state == "open"


def test_numbers_begin_anew_on_the_next_local_day(kefu, session, clock):
    kefu.submit("register_request", **REQUEST)
    clock.go_on(hours=15)  # past midnight in Shanghai, not yet in UTC
    kefu.submit("register_request", **REQUEST)

    assert session.get_one(Request, kefu.command_id).number == "BX20261129-001"


def test_items_keep_their_order(kefu, session):
    kefu.submit("register_request", **REQUEST)

    items = session.scalars(select(RequestItem).order_by(RequestItem.position_no)).all()
    assert [(item.position_no, item.position) for item in items] == [(1, "厨房"), (2, "客厅")]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"address_text": " "}, RequestAddressMissing),
        ({"dwelling_id": new_id()}, DwellingUnknown),
        ({"payer_id": new_id()}, CustomerUnknown),
        ({"items": [{"position": "厨房", "category_code": "ZZ"}]}, CategoryUnknown),
        ({"items": []}, PayloadRefused),
        ({"channel": "pigeon"}, PayloadRefused),
    ],
)
def test_a_request_that_cannot_be_is_refused_whole(kefu, session, change, problem):
    with pytest.raises(problem):
        kefu.submit("register_request", **(REQUEST | change))

    assert session.scalar(select(Request.id)) is None


def test_a_known_customer_may_report(kefu, session):
    with write_transaction(session):
        customer_id = a_customer(session).id

    kefu.submit("register_request", **REQUEST, reporter_id=customer_id)

    assert session.scalar(select(Request.reporter_id)) == customer_id


def test_a_photo_belongs_to_the_request_or_one_item(kefu, session, confirmed):
    request_id, item_id = confirmed
    photo = {
        "request_id": request_id,
        "request_item_id": item_id,
        "sha256": "a" * 64,
        "size_bytes": 10,
        "mime": "image/png",
        "width": 1,
        "height": 1,
    }
    kefu.submit("attach_request_photo", **photo, blobs=("a" * 64,))

    row = session.scalar(select(Attachment))
    assert (row.owner_kind, row.owner_id, row.visit_id) == ("request_item", item_id, None)
    with pytest.raises(PhotoNotNamed):
        kefu.submit("attach_request_photo", **photo)
    with pytest.raises(RequestItemUnknown):
        kefu.submit("attach_request_photo", **(photo | {"request_item_id": new_id()}))


def test_an_order_takes_items_charges_and_a_code(kefu, session, confirmed):
    request_id, item_id = confirmed

    kefu.submit(
        "make_work_order",
        request_id=request_id,
        department="engineering",
        items=[ordered(item_id, estimate_low_cents=8500, estimate_high_cents=13000)],
        charges=[{"charge_item_id": LABOUR_ID, "quantity_milli": 2000}],
    )

    order = session.get_one(WorkOrder, kefu.command_id)
    assert (order.number, order.state) == ("WX20261128-001", "ready")
    assert (order.estimate_low_cents, order.estimate_high_cents) == (8500, 13000)
    assert session.scalar(select(WorkOrderItem.position)) == "主卧飘窗"
    assert session.scalar(select(Charge.unit_price_cents)) == 4000
    assert len(session.scalar(select(QrCode.code))) == 13
    assert session.get_one(Request, request_id).state == "ordered"


@pytest.mark.parametrize(
    ("verdicts", "state"),
    [
        ({"charge_verdict": "charged", "warranty_verdict": "out"}, "awaiting_consent"),
        ({"warranty_verdict": "disputed", "charge_verdict": "pending"}, "awaiting_appraisal"),
        ({"warranty_verdict": "out", "charge_verdict": "waived"}, "ready"),
    ],
)
def test_the_verdicts_decide_how_an_order_begins(kefu, session, confirmed, verdicts, state):
    request_id, item_id = confirmed
    kefu.submit(
        "make_work_order",
        request_id=request_id,
        department="production",
        items=[ordered(item_id, **verdicts)],
    )

    assert session.scalar(select(WorkOrder.state)) == state


def test_a_mixed_request_becomes_two_orders_and_no_item_twice(kefu, session):
    with write_transaction(session):
        request = a_request(session)
        first, second = (a_request_item(session, request, n).id for n in (1, 2))
        request_id = request.id
    order = {"request_id": request_id, "department": "engineering"}

    kefu.submit("make_work_order", **order, items=[ordered(first)])
    kefu.submit("make_work_order", **order, items=[ordered(second)])

    with pytest.raises(RequestItemOrdered):
        kefu.submit("make_work_order", **order, items=[ordered(second)])


def test_an_order_needs_the_call_back_unless_it_is_an_emergency(kefu, session):
    kefu.submit("register_request", **REQUEST)
    item_id = session.scalar(select(RequestItem.id))
    order = {
        "request_id": kefu.command_id,
        "department": "engineering",
        "items": [ordered(item_id)],
    }

    with pytest.raises(RequestWrongState):
        kefu.submit("make_work_order", **order)
    kefu.submit("make_work_order", **order, emergency=True)

    assert session.scalar(select(WorkOrder.emergency)) is True


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"request_id": new_id()}, RequestUnknown),
        ({"items": [ordered(new_id())]}, RequestItemUnknown),
        ({"charges": [{"charge_item_id": new_id()}]}, ChargeItemUnknown),
    ],
)
def test_an_order_that_cannot_be_is_refused(kefu, session, confirmed, change, problem):
    request_id, item_id = confirmed
    order = {"request_id": request_id, "department": "engineering", "items": [ordered(item_id)]}

    with pytest.raises(problem):
        kefu.submit("make_work_order", **(order | change))

    assert session.scalar(select(WorkOrder.id)) is None


def test_an_estimate_does_not_begin_above_its_end(kefu, confirmed):
    request_id, item_id = confirmed
    item = ordered(item_id, estimate_low_cents=200, estimate_high_cents=100)

    with pytest.raises(EstimateReversed):
        kefu.submit(
            "make_work_order", request_id=request_id, department="engineering", items=[item]
        )


def test_a_consent_makes_a_waiting_order_ready_and_reaches_the_phone(kefu, session):
    with write_transaction(session):
        order = a_work_order(session, state="awaiting_consent")
        visit_id = a_visit(session, order=order).id
        order_id = order.id
    consent = {"work_order_id": order_id, "who": "payer", "who_name": "王秀英", "how": "phone"}

    outcome = kefu.submit("record_consent", **consent, low_cents=8000, agreed_cents=13000)

    assert session.get_one(WorkOrder, order_id).state == "ready"
    assert session.scalar(select(Consent.agreed_cents)) == 13000
    assert session.get_one(Visit, visit_id).change_no == outcome.change_no
    with pytest.raises(EstimateReversed):
        kefu.submit("record_consent", **consent, low_cents=2, agreed_cents=1)


def test_a_revoked_code_is_replaced(kefu, session):
    with write_transaction(session):
        order_id = a_work_order(session).id
    kefu.submit("revoke_qr_code", work_order_id=order_id, reason="贴在楼道里")
    kefu.submit("revoke_qr_code", work_order_id=order_id, reason="又贴了")

    codes = session.scalars(select(QrCode)).all()
    assert sorted(code.revoked_at is None for code in codes) == [False, True]


@pytest.mark.parametrize(
    ("name", "payload", "problem"),
    [
        ("print_work_order", {"work_order_id": new_id()}, WorkOrderUnknown),
        ("reveal_phone", {"subject": "request", "subject_id": new_id()}, RequestUnknown),
        ("reveal_phone", {"subject": "customer", "subject_id": new_id()}, CustomerUnknown),
    ],
)
def test_only_what_exists_is_printed_or_revealed(kefu, name, payload, problem):
    with pytest.raises(problem):
        kefu.submit(name, **payload)


def test_printing_and_revealing_leave_a_log_row(kefu, session, confirmed):
    kefu.submit("reveal_phone", subject="request", subject_id=confirmed[0])

    row = session.scalar(select(LoggedCommand))
    assert (row.name, row.person_id) == ("reveal_phone", kefu.actor.person_id)


def test_a_new_price_begins_a_new_catalogue(session, clock):
    storekeeper = Office(session, clock, "cangguan")

    storekeeper.submit("change_material_price", material_id=HANDLE_ID, unit_price_cents=3900)

    assert session.get_one(Material, HANDLE_ID).unit_price_cents == 3900
    assert session.get_one(Company, COMPANY_ID).catalogue_version == 2
    with pytest.raises(MaterialUnknown):
        storekeeper.submit("change_material_price", material_id=new_id(), unit_price_cents=1)


@pytest.mark.parametrize("username", ["jiandu", "wang", "cangguan", "buzhang", "xingzheng"])
def test_only_the_desk_registers_requests(session, clock, username):
    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit("register_request", **REQUEST)
