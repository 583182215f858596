"""Invisible characters pasted into office forms stay out of the tables."""

import pytest
from sqlalchemy import select

from fieldapp.persistence.tables import (
    Charge,
    Customer,
    EstimateLine,
    Request,
    RequestItem,
    WorkOrder,
    WorkOrderItem,
)
from tests.builders import a_request, a_request_item, a_work_order
from tests.web.conftest import text_of
from tests.web.test_office_requests import a_form


def test_a_name_is_kept_without_what_nobody_sees(sign_in, session):
    answer = sign_in("kefu").post(
        "/office/customers", data={"kind": "owner", "name": "李\x0b国\x85强\x00", "notes": "一\n二"}
    )

    assert answer.status_code == 303
    customer = session.scalars(select(Customer)).one()
    assert (customer.name, customer.notes) == ("李国强", "一\n二")


def test_a_name_of_nothing_visible_is_none(sign_in, session):
    answer = sign_in("kefu").post("/office/customers", data={"kind": "owner", "name": "\x00\x07"})

    assert answer.status_code == 422
    assert "这一项必填" in text_of(answer)
    assert session.scalar(select(Customer.id)) is None


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x7f", "\x9f"], ids=ascii)
def test_an_estimate_s_words_and_unit_are_clean(sign_in, stored, session, sign):
    order = stored(a_work_order)
    form = {
        "what": f"吊{sign}车", "unit": f"次{sign}", "quantity_low_milli": "1",
        "unit_price_cents": "600",
    }  # fmt: skip

    answer = sign_in("kefu").post(f"/office/work-orders/{order.id}/estimate-lines", data=form)

    assert answer.status_code == 303
    assert session.scalars(select(EstimateLine.name)).one() == "吊车"
    assert session.scalars(select(Charge.unit)).one() == "次"


def test_a_registered_request_is_clean_in_all_its_items(sign_in, session):
    form = a_form(
        address_text="锦绣花园\x0b 3 栋", reporter_name="李\x00国强",
        position=["主卧\x1f飘窗"], category_code=["LS"], description=["下雨\x08渗水"],
    )  # fmt: skip

    answer = sign_in("kefu").post("/office/requests", data=form)

    assert answer.status_code == 303
    request = session.scalars(select(Request)).one()
    item = session.scalars(select(RequestItem)).one()
    assert (request.address_text, request.reporter_name) == ("锦绣花园 3 栋", "李国强")
    assert (item.position, item.description) == ("主卧飘窗", "下雨渗水")


def test_the_lines_of_an_order_are_clean(sign_in, stored, session):
    request = stored(a_request, state="confirmed")
    item = stored(lambda session: a_request_item(session, session.get_one(Request, request.id)))
    form = {
        f"department-{item.id}": "engineering",
        f"warranty_verdict-{item.id}": "in",
        f"warranty_text-{item.id}": "合同\x0b约定",
        f"charge_verdict-{item.id}": "free",
        "note": "带\x7f梯子",
    }

    answer = sign_in("kefu").post(f"/office/requests/{request.id}/work-orders", data=form)

    assert answer.status_code == 303
    assert session.scalars(select(WorkOrder.note)).one() == "带梯子"
    assert "：合同约定。" in session.scalars(select(WorkOrderItem.warranty_text)).one()
