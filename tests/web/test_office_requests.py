"""登记, 回复确认, 生成维修单 through the office's pages."""

import io
import re

import pytest
from PIL import Image

from fieldapp.persistence.tables import (
    Attachment,
    Charge,
    LoggedCommand,
    Request,
    RequestItem,
    WorkOrder,
    WorkOrderItem,
    new_id,
)
from tests import cast
from tests.builders import a_dwelling, a_request, a_request_item
from tests.web.conftest import PARTIAL, text_of


def a_form(**overrides):
    form = {
        "command_id": new_id(),
        "channel": "phone",
        "kind": "repair",
        "urgency": "normal",
        "dwelling_id": "",
        "address_text": "锦绣华庭二期 5-2-1203",
        "reporter_name": "欧阳靖雯",
        "reporter_relation": "owner",
        "reporter_phone": "199 0000 3187",
        "wished_text": "周六上午",
        "note": "",
        "position": ["主卧飘窗", "厨房纱窗", ""],
        "category_code": ["LS", "WJ", ""],
        "description": ["窗下口往里渗", "拉不动", ""],
    }
    return form | overrides


def a_picture():
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(stream, "JPEG")
    return stream.getvalue()


def test_a_call_becomes_a_request_with_its_items(sign_in, session):
    answer = sign_in("kefu").post("/office/requests", data=a_form())

    request = session.query(Request).one()
    assert answer.headers["Location"] == f"/office/requests/{request.id}"
    assert (request.number, request.state) == ("BX20261128-001", "open")
    assert request.reporter_phone == "19900003187"
    items = session.query(RequestItem).order_by(RequestItem.position_no).all()
    assert [(item.position, item.category_code) for item in items] == [
        ("主卧飘窗", "LS"),
        ("厨房纱窗", "WJ"),
    ]


def test_a_form_sent_twice_registers_once(sign_in, session):
    browser, form = sign_in("kefu"), a_form()

    first, second = (browser.post("/office/requests", data=form) for _time in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert session.query(Request).count() == 1


def test_the_same_form_with_other_content_is_not_taken(sign_in, session):
    browser, form = sign_in("kefu"), a_form()
    browser.post("/office/requests", data=form)

    answer = browser.post("/office/requests", data=form | {"reporter_name": "别人"})

    assert answer.status_code == 409
    assert session.query(Request).one().reporter_name == "欧阳靖雯"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"address_text": " "}, "请选房屋，或写明地址"),
        ({"reporter_name": "长" * 61}, "写得太长了"),
        ({"position": [""], "category_code": [""], "description": [""]}, "这一项必填"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(sign_in, session, wrong, said):
    answer = sign_in("kefu").post("/office/requests", data=a_form(**wrong))

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert "周六上午" in text_of(answer)
    assert session.query(Request).count() == 0


def test_the_message_stands_at_its_field(sign_in):
    page = text_of(sign_in("kefu").post("/office/requests", data=a_form(reporter_name="长" * 61)))

    assert 'id="field-reporter_name-error"' in page
    assert 'aria-invalid="true"' in page


def test_photos_belong_to_their_item(sign_in, session):
    files = {"photos-1": [(io.BytesIO(a_picture()), "a.jpg"), (io.BytesIO(a_picture()), "b.jpg")]}

    sign_in("kefu").post(
        "/office/requests", data=a_form() | files, content_type="multipart/form-data"
    )

    photo = session.query(Attachment).one()  # twice the same picture is one
    item = session.query(RequestItem).filter_by(position="厨房纱窗").one()
    assert (photo.owner_kind, photo.owner_id, photo.state) == ("request_item", item.id, "verified")
    assert (photo.width, photo.height) == (40, 30)


def test_a_file_that_is_no_picture_refuses_the_form(sign_in, session):
    files = {"photos-0": (io.BytesIO(b"MZ"), "virus.jpg")}

    answer = sign_in("kefu").post(
        "/office/requests", data=a_form() | files, content_type="multipart/form-data"
    )

    assert answer.status_code == 422
    assert "这个文件不是照片" in text_of(answer)
    assert session.query(Request).count() == 0


def test_a_call_solved_by_phone_ends_at_once(sign_in, session):
    form = a_form(then="answered_by_phone", first_aid="先清排水孔")
    sign_in("kefu").post("/office/requests", data=form)

    request = session.query(Request).one()
    assert (request.state, request.note) == ("answered_by_phone", "先清排水孔")


def test_choosing_a_home_keeps_what_was_typed(sign_in, stored, session):
    home = stored(a_dwelling)

    page = text_of(
        sign_in("kefu").post(
            "/office/requests/drafts", data=a_form(chosen_dwelling_id=home.id, address_text="")
        )
    )

    assert "锦绣华庭二期 5-2-1203" in page
    assert "窗下口往里渗" in page
    assert session.query(Request).count() == 0


def test_calling_back_confirms(sign_in, stored, session):
    request = stored(a_request, state="open")

    sign_in("kefu").post(f"/office/requests/{request.id}/confirmation", data={"note": "周六可以"})

    session.expire_all()
    assert session.get_one(Request, request.id).state == "confirmed"


PASSED_ON = {
    "outcome": "passed_on",
    "note": "土建",
    "passed_on_to": "云栖物业 WY-1",
    "revision": "1",
}


def test_a_request_ends_without_an_order(sign_in, stored, session):
    request = stored(a_request, state="open")

    sign_in("kefu").post(f"/office/requests/{request.id}/ending", data=PASSED_ON)

    session.expire_all()
    assert session.get_one(Request, request.id).state == "passed_on"


def test_what_does_not_fit_the_state_is_said_on_the_page(sign_in, stored):
    request = stored(a_request, state="withdrawn")

    answer = sign_in("kefu").post(f"/office/requests/{request.id}/confirmation")

    assert answer.status_code == 409
    assert "现在不能做这一步" in text_of(answer)


def order_form(*items, **more):
    form = {"command_id": new_id(), "note": "", **more}
    for item, department, charge in items:
        form |= {
            f"department-{item.id}": department,
            f"warranty_verdict-{item.id}": "in" if department == "engineering" else "out",
            f"warranty_text-{item.id}": "依据",
            f"charge_verdict-{item.id}": charge,
            f"low-{item.id}": "" if charge == "free" else "85",
            f"high-{item.id}": "" if charge == "free" else "130.50",
        }
    return form


@pytest.fixture
def mixed_request(session, stored):
    """One item in warranty, one to be paid."""
    request = stored(a_request)
    items = [stored(a_request_item, request, position_no) for position_no in (1, 2)]
    return request, *items


def test_a_mixed_request_becomes_two_orders(sign_in, session, mixed_request):
    request, first, second = mixed_request
    form = order_form((first, "engineering", "free"), (second, "production", "charged"))

    answer = sign_in("kefu").post(f"/office/requests/{request.id}/work-orders", data=form)

    assert answer.status_code == 303
    orders = {order.department: order for order in session.query(WorkOrder)}
    assert {name: order.state for name, order in orders.items()} == {
        "engineering": "ready",
        "production": "awaiting_consent",
    }
    assert orders["production"].estimate_high_cents == 13050


@pytest.mark.parametrize(
    ("state", "next_step"), [("open", "记下这次回电"), ("confirmed", "生成维修单")]
)
def test_the_next_step_is_the_only_main_button(sign_in, stored, state, next_step):
    request = stored(a_request, state=state)
    stored(a_request_item, request)

    page = text_of(sign_in("kefu").get(f"/office/requests/{request.id}"))

    main = re.findall(r'class="button button--primary[^>]*>(?:<span[^>]*>)?([^<]+)', page)
    assert main == [next_step]
    assert "生成维修单" in page


def test_making_orders_twice_makes_them_once(sign_in, session, mixed_request):
    request, first, second = mixed_request
    form = order_form((first, "engineering", "free"), (second, "production", "charged"))
    browser = sign_in("kefu")

    for _time in range(2):
        browser.post(f"/office/requests/{request.id}/work-orders", data=form)

    assert session.query(WorkOrder).count() == 2


def test_charges_come_from_the_price_list(sign_in, session, mixed_request):
    request, first, _second = mixed_request
    form = order_form((first, "production", "charged")) | {
        "charge_item_id": [cast.LABOUR_ID, ""],
        "charge_quantity": ["2", "1"],
    }

    answer = sign_in("kefu").post(f"/office/requests/{request.id}/work-orders", data=form)

    charge = session.query(Charge).one()
    assert answer.headers["Location"] == f"/office/work-orders/{charge.work_order_id}"
    assert (charge.name, charge.quantity_milli, charge.unit_price_cents) == ("换件工费", 2000, 4000)


@pytest.mark.parametrize("typed", ["viele", "1.234", "-1"])
def test_an_unreadable_estimate_keeps_the_form(sign_in, session, mixed_request, typed):
    request, first, _second = mixed_request
    form = order_form((first, "production", "charged")) | {f"low-{first.id}": typed}

    answer = sign_in("kefu").post(f"/office/requests/{request.id}/work-orders", data=form)

    assert answer.status_code == 422
    assert f'value="{typed}"' in text_of(answer)
    assert session.query(WorkOrderItem).count() == 0


def test_an_order_needs_an_item(sign_in, mixed_request):
    request, first, second = mixed_request
    form = order_form((first, "", "free"), (second, "", "free"))

    answer = sign_in("kefu").post(f"/office/requests/{request.id}/work-orders", data=form)

    assert answer.status_code == 422
    assert "请给至少一项选部门" in text_of(answer)


def test_the_ledger_finds_by_number_name_and_phone(sign_in, stored):
    request = stored(a_request)
    browser = sign_in("kefu")

    for text in (request.number, "王秀英", "3187", "锦绣", "5-2-12"):
        assert request.number in text_of(browser.get("/office/requests", query_string={"q": text}))
    assert request.number not in text_of(browser.get("/office/requests?q=8888"))


@pytest.mark.parametrize("username", ["wang", "cangguan", "admin"])
def test_others_may_not_register(sign_in, username):
    assert sign_in(username).post("/office/requests", data=a_form()).status_code == 403


def test_the_auditor_reads_and_changes_nothing(sign_in, stored):
    request, auditor = stored(a_request, state="open"), sign_in("jiandu")

    assert auditor.get(f"/office/requests/{request.id}").status_code == 200
    assert auditor.post(f"/office/requests/{request.id}/confirmation").status_code == 403


def test_another_companys_request_does_not_exist(sign_in, stored):
    request = stored(a_request, company_id=cast.OTHER_COMPANY_ID)

    assert sign_in("kefu").get(f"/office/requests/{request.id}").status_code == 404


def test_phones_are_masked(sign_in, stored):
    page = text_of(sign_in("kefu").get(f"/office/requests/{stored(a_request).id}"))

    assert "199****3187" in page
    assert "19900003187" not in page


def test_homes_are_suggested_by_what_a_caller_says(sign_in, stored):
    stored(a_dwelling)
    browser = sign_in("kefu")

    for text in ("锦绣", "5-2-12", "锦绣 5-2", "锦绣5-2"):
        page = text_of(browser.get("/office/dwellings", query_string={"q": text}, headers=PARTIAL))
        assert "锦绣华庭二期 5-2-1203" in page
    assert "没有找到" in text_of(browser.get("/office/dwellings?q=万和", headers=PARTIAL))


def test_every_write_is_in_the_log(sign_in, session):
    sign_in("kefu").post("/office/requests", data=a_form())

    row = session.query(LoggedCommand).one()
    assert (row.name, row.person_id, row.result) == (
        "register_request",
        cast.person_id("kefu"),
        "applied",
    )
