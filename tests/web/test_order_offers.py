"""What the order's page offers in a state is what the commands take in that state, and no more."""

import pytest

from fieldapp.domain.visits import OPEN_STATES, VISIT_STATES
from fieldapp.domain.work_orders import WORK_ORDER_STATES, allows
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Appraisal, WorkOrderItem, new_id
from tests.builders import SATURDAY, a_visit, a_work_order, added
from tests.cast import COMPANY_ID, NOW, person_id
from tests.web.conftest import text_of

TALK = {"who": "payer", "who_name": "李国强", "how": "phone"}
#: Action of the table → where its form is sent, and what is typed.
FORMS = {
    "estimate": ("estimate-lines", {"what": "rg-03", "quantity_low_milli": "1"}),
    "consent": ("consents", TALK | {"agreed_cents": "190"}),
    "decline": ("refusals", TALK | {"reason": "嫌贵"}),
    "pay": ("payments", {"method": "cash", "amount_cents": "60"}),
    "order_part": (
        "part-orders",
        {"name": "玻璃", "pieces": "1", "width_mm": "600", "height_mm": "900",
         "expected_on": "2026-12-04"},
    ),
    "dispute": ("appraisals", {"dispute": "装好就松"}),
    "cancel": ("cancellation", {"reason": "客户不修了"}),
}  # fmt: skip


def order_path(order, *rest):
    return "/".join([f"/office/work-orders/{order.id}", *rest])


def item_of(session, order):
    return session.query(WorkOrderItem).filter_by(work_order_id=order.id).one()


@pytest.mark.parametrize("state", WORK_ORDER_STATES)
def test_the_page_offers_what_the_state_allows(sign_in, stored, session, state):
    zhuguan = sign_in("zhuguan")
    for action, (address, typed) in FORMS.items():
        order = stored(a_work_order, state=state)
        page = text_of(zhuguan.get(order_path(order)))
        item_id = item_of(session, order).id
        answer = zhuguan.post(order_path(order, address), data=typed | {"item_id": item_id})

        is_offered = f'action="{order_path(order, address)}"' in page
        assert is_offered == allows(state, action), action
        assert (answer.status_code == 303) == is_offered, action


def test_it_may_end_with_a_refusal_only_while_nobody_is_on_the_way(sign_in, stored):
    kefu = sign_in("kefu")
    for state in WORK_ORDER_STATES:
        order = stored(a_work_order, state=state)
        page = text_of(kefu.get(order_path(order)))
        typed = TALK | {"reason": "嫌贵", "ends_order": "1"}
        answer = kefu.post(order_path(order, "refusals"), data=typed)

        assert ('name="ends_order"' in page) == allows(state, "decline_and_end"), state
        assert (answer.status_code == 303) == allows(state, "decline_and_end"), state


def test_only_a_ready_order_leads_to_dispatch_and_nobody_who_may_not_see_it(sign_in, stored):
    zhuguan, cangguan = sign_in("zhuguan"), sign_in("cangguan")
    for state in WORK_ORDER_STATES:
        order = stored(a_work_order, state=state)
        link = f'href="/office/dispatch?order={order.id}"'

        assert (link in text_of(zhuguan.get(order_path(order)))) == (state == "ready"), state
        assert link not in text_of(cangguan.get(order_path(order)))


def test_only_a_visit_that_has_not_ended_can_be_cancelled_by_who_dispatches(sign_in, stored):
    zhuguan, kefu = sign_in("zhuguan"), sign_in("kefu")
    for state in VISIT_STATES:
        visit = stored(a_visit, state=state)
        path = f"/office/work-orders/{visit.work_order_id}"
        form = f'action="/office/visits/{visit.id}/cancellation"'

        assert (form in text_of(zhuguan.get(path))) == (state in OPEN_STATES), state
        assert form not in text_of(kefu.get(path))


def test_while_an_item_is_appraised_nothing_is_charged_whatever_the_state(sign_in, stored, session):
    order, zhuguan = stored(a_work_order, state="dispatched"), sign_in("zhuguan")
    item = item_of(session, order)
    with write_transaction(session):
        added(
            session,
            Appraisal(
                id=new_id(), company_id=COMPANY_ID, work_order_id=order.id, item_id=item.id,
                dispute="装好就松", asked_at=NOW, asked_by_id=person_id("kefu"), due_on=SATURDAY,
            ),
        )  # fmt: skip

    page = text_of(zhuguan.get(order_path(order)))

    for action in ("estimate", "consent", "decline", "pay"):
        address, typed = FORMS[action]
        assert f'action="{order_path(order, address)}"' not in page
        assert zhuguan.post(order_path(order, address), data=typed).status_code == 409
    assert "鉴定中，暂不收费" in page
