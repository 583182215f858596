"""Several orders of the ledger at once; each answers for itself."""

import pytest
from sqlalchemy import func, select

from fieldapp.persistence.tables import LoggedCommand, WorkOrder, new_id
from tests.builders import a_visit, a_work_order
from tests.web.conftest import PARTIAL, text_of

CANCEL = "/office/work-orders/cancellations"
PRINT = "/office/work-orders/prints"


def test_chosen_orders_are_cancelled_and_what_refuses_says_why(sign_in, stored, session):
    idle = stored(a_work_order, number="WX20261128-001")
    done = stored(a_work_order, number="WX20261128-002", state="done")
    out = stored(a_work_order, number="WX20261128-003", state="dispatched")
    stored(a_visit, order=out)

    answer = sign_in("kefu").post(
        CANCEL, data={"work_order_id": [idle.id, done.id, out.id, new_id()], "reason": "重复"}
    )

    page = text_of(answer)
    assert answer.status_code == 200
    assert "选了 4 张，办好 1 张" in page
    assert "维修单 WX20261128-002 现在不能做这一步" in page
    assert "维修单 WX20261128-003 还有没结束的上门" in page
    assert "没有这张维修单" in page
    states = dict(session.execute(select(WorkOrder.number, WorkOrder.state)).all())
    assert states == {
        "WX20261128-001": "cancelled", "WX20261128-002": "done", "WX20261128-003": "dispatched",
    }  # fmt: skip


def test_twice_is_once(sign_in, stored, session):
    order = stored(a_work_order)
    kefu = sign_in("kefu")
    form = {"work_order_id": order.id, "reason": "重复", "command_id": new_id()}

    pages = [text_of(kefu.post(CANCEL, data=form)) for _ in range(2)]

    assert all("1 张都办好了" in page for page in pages)
    logged = select(func.count()).where(LoggedCommand.name == "cancel_work_order")
    assert session.scalar(logged) == 1


@pytest.mark.parametrize(
    ("form", "said"),
    [({"reason": "重复"}, "没有选任何维修单"), ({"work_order_id": new_id()}, "请写明取消的理由"),
     ({"work_order_id": "x", "reason": "重复"}, "没有选任何维修单")],
)  # fmt: skip
def test_what_is_missing_is_said(sign_in, form, said):
    answer = sign_in("kefu").post(CANCEL, data=form)

    assert answer.status_code == 422
    assert said in text_of(answer)


def test_chosen_orders_are_printed_one_a_sheet_and_counted(sign_in, stored):
    first, second = stored(a_work_order), stored(a_work_order)
    kefu = sign_in("kefu")

    answer = kefu.post(PRINT, data={"work_order_id": [first.id, second.id]})
    page = text_of(kefu.get(answer.headers["Location"]))

    assert page.count('class="a4"') == 2
    assert first.number in page
    assert second.number in page
    assert page.count("第 1 次") == 2


def test_papers_of_nothing_are_not_found(sign_in):
    assert sign_in("kefu").get(f"/office/work-orders/papers?ids={new_id()}").status_code == 404


@pytest.mark.parametrize("username", ["jiandu", "wang", "cangguan"])
def test_who_may_not_write_cancels_nothing(sign_in, stored, session, username):
    order = stored(a_work_order)

    answer = sign_in(username).post(CANCEL, data={"work_order_id": order.id, "reason": "重复"})

    assert answer.status_code == 403
    assert session.get_one(WorkOrder, order.id).state == "ready"


def test_the_batch_is_posted(sign_in):
    assert sign_in("kefu").get(CANCEL).status_code in {404, 405}


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ("state=ready", {"A"}),
        ("urgency=urgent", {"B"}),
        ("charge=free", {"A", "B"}),
        ("charge=charged", set()),
        ("overdue=1", set()),
        ("department=production", {"B"}),
        ("state=open&sort=oldest", {"A", "B"}),
    ],
)
def test_the_filters_are_in_the_address(sign_in, stored, filters, found):
    orders = {
        "A": stored(a_work_order),
        "B": stored(
            a_work_order, state="dispatched", urgency="urgent", department="production"
        ),
    }  # fmt: skip

    page = text_of(sign_in("kefu").get(f"/office/work-orders?{filters}"))

    assert {name for name, row in orders.items() if f"/work-orders/{row.id}" in page} == found


def test_states_are_tabs_with_their_count(sign_in, stored):
    stored(a_work_order)
    stored(a_work_order)

    page = text_of(sign_in("kefu").get("/office/work-orders?department=engineering"))

    assert "待派工 2" in page
    assert "没办完的 2" in page
    assert "department=engineering&amp;state=ready" in page


def test_an_unchanged_ledger_costs_nothing(sign_in, stored):
    stored(a_work_order)
    kefu = sign_in("kefu")
    tag = kefu.get("/office/work-orders", headers=PARTIAL).headers["ETag"]

    again = kefu.get("/office/work-orders", headers={**PARTIAL, "If-None-Match": tag})

    assert again.status_code == 304


def test_one_order_is_cancelled_from_its_own_page_while_its_state_allows(sign_in, stored, session):
    order, kefu = stored(a_work_order, state="ready"), sign_in("kefu")
    place = f"/office/work-orders/{order.id}/cancellation"
    assert place in kefu.get(f"/office/work-orders/{order.id}").text

    unsaid = kefu.post(place, data={"reason": " "})
    done = kefu.post(place, data={"reason": "客户不修了"})
    again = kefu.post(place, data={"reason": "再来一次"})

    assert (unsaid.status_code, done.status_code, again.status_code) == (422, 303, 409)
    session.rollback()
    assert session.get_one(WorkOrder, order.id).state == "cancelled"
    assert place not in kefu.get(f"/office/work-orders/{order.id}").text
    assert sign_in("jiandu").post(place, data={"reason": "不归我管"}).status_code == 403
