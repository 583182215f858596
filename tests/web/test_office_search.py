"""The search from every page, and the finder beside the registration form."""

import pytest

from fieldapp.persistence.tables import Customer
from tests.builders import a_customer, a_request, a_work_order, added
from tests.cast import OTHER_COMPANY_ID
from tests.web.conftest import text_of

FOUND = "/office/search?q="
SUGGESTED = "/office/search/suggestions?q="


def test_the_clerk_finds_an_order_by_its_number_and_its_home(sign_in, stored):
    order = stored(a_work_order, number="WX20261128-007")
    kefu = sign_in("kefu")

    for said in ("WX20261128-007", "1128-007", "锦绣 5-2", "jxht", "1203", "锦绣1203"):
        for address in (FOUND, SUGGESTED):
            assert f"/office/work-orders/{order.id}" in text_of(kefu.get(address + said)), said


def test_suggestions_are_options_and_the_page_a_page(sign_in, stored):
    stored(a_work_order)
    kefu = sign_in("kefu")

    assert 'role="option"' in text_of(kefu.get(SUGGESTED + "锦绣"))
    assert "<html" not in text_of(kefu.get(SUGGESTED + "锦绣"))
    assert "<html" in text_of(kefu.get(FOUND + "锦绣"))


def test_phones_are_masked_in_what_is_found(sign_in, stored):
    stored(a_customer)

    page = text_of(sign_in("kefu").get(FOUND + "3187"))

    assert "199****3187" in page
    assert "19900003187" not in page.replace("?q=19900003187", "")


def test_nothing_found_and_nothing_asked_say_so(sign_in):
    kefu = sign_in("kefu")

    assert "没有找到“没有这个人”" in text_of(kefu.get(FOUND + "没有这个人"))
    assert "没有找到“没有这个人”" in text_of(kefu.get(SUGGESTED + "没有这个人"))
    assert "想找什么" in text_of(kefu.get(FOUND))
    assert text_of(kefu.get(SUGGESTED)).strip() == ""


def test_what_is_typed_is_shown_as_text(sign_in):
    page = text_of(sign_in("kefu").get(FOUND + "%3Cscript%3Ealert(1)"))

    assert "<script>alert" not in page


def test_the_storekeeper_finds_orders_but_no_customers(sign_in, stored):
    stored(a_customer, name="冯志远")
    stored(a_work_order, number="WX20261128-007")
    cangguan = sign_in("cangguan")

    assert "WX20261128-007" in text_of(cangguan.get(FOUND + "WX20261128"))
    assert "没有找到" in text_of(cangguan.get(FOUND + "冯志远"))


def test_a_technician_and_a_stranger_find_nothing(sign_in, browser):
    assert sign_in("wang").get(FOUND + "王").status_code == 403
    assert browser.get(FOUND + "王").status_code in {302, 303}


def test_another_companys_customers_are_not_found(sign_in, stored):
    def of_the_other(session):
        return added(session, Customer(company_id=OTHER_COMPANY_ID, name="王秀英", kind="owner"))

    customer = stored(of_the_other)
    kefu = sign_in("kefu")

    assert "没有找到" in text_of(kefu.get(FOUND + "王秀英"))
    drafted = kefu.post("/office/requests/drafts", data={"chosen_customer_id": customer.id})
    assert "王秀英" not in text_of(drafted)


def test_the_search_only_reads(sign_in):
    assert sign_in("kefu").post("/office/search", data={"q": "王"}).status_code == 405


def test_the_finder_offers_homes_and_people_without_one(sign_in, stored):
    customer = stored(a_customer, name="冯志远")
    request = stored(a_request)
    kefu = sign_in("kefu")

    assert f'value="{request.dwelling_id}"' in text_of(kefu.get("/office/dwellings?q=锦绣"))
    hits = text_of(kefu.get("/office/dwellings?q=fzy"))
    assert f'name="chosen_customer_id" value="{customer.id}"' in hits
    assert "可直接写地址登记" in text_of(kefu.get("/office/dwellings?q=没有"))


def test_a_person_chosen_in_the_finder_becomes_the_reporter(sign_in, stored):
    customer = stored(a_customer, name="冯志远")

    page = text_of(
        sign_in("kefu").post("/office/requests/drafts", data={"chosen_customer_id": customer.id})
    )

    assert 'value="冯志远"' in page
    assert "19900003187" in page.replace(" ", "")


def test_the_ledgers_find_in_the_same_words(sign_in, stored):
    order = stored(a_work_order, number="WX20261128-007")
    kefu = sign_in("kefu")

    for ledger in ("/office/work-orders?q=", "/office/requests?q="):
        assert "锦绣华庭二期 5-2-1203" in text_of(kefu.get(ledger + "jxht 5-2"))
        assert "锦绣华庭二期 5-2-1203" not in text_of(kefu.get(ledger + "jxht 6-2"))
    assert f"/office/work-orders/{order.id}" in text_of(kefu.get("/office/work-orders?q=007"))


@pytest.mark.parametrize("days", ["from=0001-01-01", "until=9999-12-31"])
def test_days_at_the_end_of_time_narrow_nothing(sign_in, days):
    assert sign_in("kefu").get(f"/office/work-orders?{days}").status_code == 200
