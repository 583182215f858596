"""Two clerks with one request open: the second is told what the first did, and loses no word."""

import re

import pytest

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Request, RequestItem, WorkOrder, new_id
from tests.builders import a_dwelling, a_request, a_request_item
from tests.web.conftest import text_of

LATER = {"position": "卫生间", "category_code": "WJ", "description": "关不上"}
WITHDRAWN = {"outcome": "withdrawn", "note": "客户说先不修了"}


@pytest.fixture
def clerks(sign_in):
    """何婷, who is first, and her colleague with the same page open."""
    return sign_in("kefu"), sign_in("zhuguan")


@pytest.fixture
def request_id(session):
    """Called back, with a slip of five items of which one is recorded."""
    with write_transaction(session):
        request = a_request(session, slip_items=5)
        a_request_item(session, request)
        return request.id


@pytest.fixture
def twin_id(session, request_id):
    """Another open request of the same home about the same."""
    home = session.get_one(Request, request_id).dwelling_id
    with write_transaction(session):
        twin = a_request(session, state="open", dwelling_id=home, number="BX-TWIN")
        a_request_item(session, twin)
        return twin.id


def opened(clerk, request_id, form):
    """The hidden fields of one form of the page, as a browser sends them back."""
    return hidden_fields(text_of(clerk.get(f"/office/requests/{request_id}")), form)


def hidden_fields(page, form):
    (body,) = re.findall(rf'<form[^>]*action="[^"]*/{form}">(.*?)</form>', page, re.DOTALL)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', body))


def send(clerk, request_id, form, fields):
    return clerk.post(f"/office/requests/{request_id}/{form}", data=fields)


def of(session, request_id):
    session.rollback()
    session.expire_all()
    return session.get_one(Request, request_id)


def test_an_end_after_somebody_added_an_item_is_asked_again(clerks, session, request_id):
    first, second = clerks
    adding, ending = opened(first, request_id, "items"), opened(second, request_id, "ending")
    send(first, request_id, "items", adding | LATER)

    answer = send(second, request_id, "ending", ending | WITHDRAWN)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "何婷 11月28日" in page
    assert "改成“主卧飘窗 LS；卫生间 WJ”，原来是“主卧飘窗 LS”" in page
    assert 'value="客户说先不修了"' in page
    assert re.search(r'value="withdrawn"[^>]* checked', page)
    assert of(session, request_id).state == "confirmed"

    again = send(second, request_id, "ending", hidden_fields(page, "ending") | WITHDRAWN)
    assert again.status_code == 303
    assert of(session, request_id).state == "withdrawn"


def test_a_word_typed_for_a_request_that_ended_meanwhile_stays_on_the_page(
    clerks, session, request_id
):
    first, second = clerks
    ending, adding = opened(first, request_id, "ending"), opened(second, request_id, "items")
    send(first, request_id, "ending", ending | WITHDRAWN)

    answer = send(second, request_id, "items", adding | LATER)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "刚才被 何婷 改成“客户撤回”，原来是“已回复”" in page
    assert "卫生间 WJ" in page
    assert "关不上" in page
    session.rollback()
    assert session.query(RequestItem).count() == 1


def test_items_added_by_two_at_once_are_all_kept_knowingly(clerks, session, request_id):
    first, second = clerks
    one, other = (opened(clerk, request_id, "items") for clerk in clerks)
    send(first, request_id, "items", one | LATER)

    answer = send(second, request_id, "items", other | LATER | {"position": "厨房"})

    page = text_of(answer)
    assert answer.status_code == 409
    assert "卫生间 WJ" in page
    assert 'value="厨房"' in page
    session.rollback()
    assert session.query(RequestItem).count() == 2
    typed = hidden_fields(page, "items") | LATER | {"position": "厨房"}
    assert send(second, request_id, "items", typed).status_code == 303
    session.rollback()
    assert {item.position for item in session.query(RequestItem)} == {"主卧飘窗", "卫生间", "厨房"}


def test_a_merge_is_asked_again_when_an_item_came_meanwhile(clerks, session, request_id, twin_id):
    first, second = clerks
    adding, merging = opened(first, request_id, "items"), opened(second, request_id, "merging")
    assert merging["into_id"] == twin_id
    send(first, request_id, "items", adding | LATER)

    answer = send(second, request_id, "merging", merging)

    assert answer.status_code == 409
    assert "卫生间 WJ" in text_of(answer)
    assert of(session, request_id).state == "confirmed"
    again = send(second, request_id, "merging", hidden_fields(text_of(answer), "merging"))
    assert again.status_code == 303
    assert of(session, request_id).merged_into_id == twin_id


def test_who_merged_another_request_into_this_one_is_named(clerks, session, request_id, twin_id):
    first, second = clerks
    ending = opened(second, twin_id, "ending")
    send(first, request_id, "merging", opened(first, request_id, "merging"))

    answer = send(second, twin_id, "ending", ending | WITHDRAWN)

    assert answer.status_code == 409
    assert "何婷 11月28日" in text_of(answer)
    assert of(session, twin_id).state == "open"


def test_a_reason_for_the_slip_does_not_write_over_anothers(clerks, session, request_id):
    first, second = clerks
    one, other = (opened(clerk, request_id, "slip") for clerk in clerks)
    send(first, request_id, "slip", one | {"reason": "另四项是公区"})

    answer = send(second, request_id, "slip", other | {"reason": "看不清"})

    page = text_of(answer)
    assert answer.status_code == 409
    assert "刚才被 何婷 改成“另四项是公区”，原来是“空”" in page
    assert 'value="看不清"' in page
    assert of(session, request_id).slip_reason == "另四项是公区"
    again = send(second, request_id, "slip", hidden_fields(page, "slip") | {"reason": "看不清"})
    assert again.status_code == 303
    assert of(session, request_id).slip_reason == "看不清"


def test_an_end_after_the_order_was_made_says_who_made_it(clerks, session, request_id):
    first, second = clerks
    ending = opened(second, request_id, "ending")
    item_id = session.query(RequestItem).one().id
    session.rollback()
    order = {f"department-{item_id}": "engineering", f"warranty_verdict-{item_id}": "in",
             f"charge_verdict-{item_id}": "free", "command_id": new_id()}  # fmt: skip
    assert send(first, request_id, "work-orders", order).status_code == 303

    answer = send(second, request_id, "ending", ending | WITHDRAWN)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "刚才被 何婷 改成“已开单”" in page
    assert "您填的没有记下：客户说先不修了" in page
    assert of(session, request_id).state == "ordered"
    assert session.query(WorkOrder).one().state == "ready"


def test_a_verdict_somebody_overruled_meanwhile_is_not_written_over(clerks, session, request_id):
    first, second = clerks
    item_id = session.query(RequestItem).one().id
    session.rollback()
    path = f"/office/verdicts/{item_id}"
    one, other = (hidden_fields(text_of(clerk.get(path)), "overruling") for clerk in clerks)
    free = {"warranty_verdict": "in", "charge_verdict": "free", "reason": "安装时没装好"}
    charged = {"warranty_verdict": "out", "charge_verdict": "charged", "reason": "孩子撞的"}
    assert first.post(f"{path}/overruling", data=one | free).status_code == 303

    answer = second.post(f"{path}/overruling", data=other | charged)

    page = text_of(answer)
    assert answer.status_code == 409
    assert "何婷 11月28日" in page
    assert "刚才被 何婷 改成“保内”" in page
    assert "孩子撞的</textarea>" in page
    session.rollback()
    assert session.get_one(RequestItem, item_id).charge_verdict == "free"
    again = second.post(f"{path}/overruling", data=hidden_fields(page, "overruling") | charged)
    assert again.status_code == 303
    session.rollback()
    assert session.get_one(RequestItem, item_id, populate_existing=True).charge_verdict == "charged"


def test_what_one_form_says_does_not_fill_the_others(clerks, session):
    with write_transaction(session):
        request_id = a_request(session, state="open", dwelling_id=a_dwelling(session).id).id

    answer = send(
        clerks[0], request_id, "ending",
        opened(clerks[0], request_id, "ending") | {"outcome": "passed_on", "note": "土建的事"},
    )  # fmt: skip

    page = text_of(answer)
    assert answer.status_code == 422
    assert page.count("土建的事") == 1
