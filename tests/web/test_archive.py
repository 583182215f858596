"""客户、小区、房屋、产品: looked up, changed, and told apart when two people change at once."""

import pytest

from fieldapp.persistence.tables import (
    Customer,
    CustomerPhone,
    Dwelling,
    DwellingResident,
    LoggedCommand,
    Product,
    RequestItem,
    Site,
    SiteContact,
    new_id,
)
from tests import cast
from tests.builders import a_customer, a_dwelling, a_request, a_request_item, added
from tests.web.conftest import text_of


def form(**fields):
    return {"command_id": new_id(), **fields}


def a_product(session, dwelling):
    return added(
        session,
        Product(
            id=new_id(), company_id=cast.COMPANY_ID, dwelling_id=dwelling.id,
            position="主卧飘窗", kind="window", code="C1821-3",
        ),
    )  # fmt: skip


def an_open_request(session, **values):
    request = a_request(session, number="BX9-001", state="open", **values)
    a_request_item(session, request)
    return request


def foreign(table, **fields):
    def build(session):
        return added(session, table(id=new_id(), company_id=cast.OTHER_COMPANY_ID, **fields))

    return build


def only(session, table):
    session.rollback()
    session.expire_all()
    return session.query(table).one()


def test_a_customer_is_registered_with_his_home_and_found_again(sign_in, stored, session):
    dwelling = stored(a_dwelling)
    kefu = sign_in("kefu")
    typed = form(
        name="张䶮", kind="owner", phone="＋86 199-0000-3187", relation="tenant",
        dwelling_id=dwelling.id, notes="老人耳背，敲门用力",
    )  # fmt: skip

    answer = kefu.post("/office/customers", data=typed)

    kept = only(session, Customer)
    assert answer.headers["Location"] == f"/office/customers/{kept.id}"
    assert (kept.name, kept.phone, kept.phone_tail) == ("张䶮", "19900003187", "3187")
    assert only(session, DwellingResident).relation == "tenant"
    page = text_of(kefu.get(f"/office/customers/{kept.id}"))
    assert "199****3187" in page
    assert "19900003187" not in page
    assert "锦绣华庭二期 5-2-1203" in page
    for query in ("张䶮", "3187", "锦绣", "5-2-12"):
        assert "张䶮" in text_of(kefu.get("/office/customers", query_string={"q": query}))
    assert "张䶮" not in text_of(kefu.get("/office/customers", query_string={"q": "李"}))
    assert "没有符合" in text_of(kefu.get("/office/customers", query_string={"kind": "firm"}))


def test_the_same_form_twice_registers_one_customer(sign_in, session):
    kefu = sign_in("kefu")
    typed = form(name="王秀英", kind="owner")

    answers = [kefu.post("/office/customers", data=typed).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert only(session, Customer).name == "王秀英"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " "}, "这一项必填"),
        ({"name": "长" * 61}, "写得太长了"),
        ({"phone": "12"}, "电话要 5 到 20 位数字"),
        ({"kind": "ghost"}, "请从列表里选"),
        ({"tax_no": "91-x"}, "这一项不对"),
    ],
)
def test_wrong_fields_are_told_at_the_field_and_the_rest_stays(sign_in, session, fields, words):
    typed = form(name="王秀英", kind="owner", notes="先打女儿电话") | fields

    answer = sign_in("kefu").post("/office/customers", data=typed)

    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "先打女儿电话" in text_of(answer)
    assert session.query(Customer).count() == 0


def test_a_stale_form_shows_both_values_and_saves_on_the_second_try(sign_in, stored, session):
    customer = stored(a_customer)
    kefu, zhuguan = sign_in("kefu"), sign_in("zhuguan")
    path = f"/office/customers/{customer.id}"
    was = {"was-name": "王秀英", "was-kind": "owner", "was-notes": "", "revision": "1"}
    kefu.post(path, data=form(name="王秀英", kind="tenant", notes="有大狗", **was))

    answer = zhuguan.post(path, data=form(name="王秀莹", kind="owner", notes="有婴儿", **was))

    page = text_of(answer)
    assert answer.status_code == 409
    assert "何婷" in page
    assert "刚才被 何婷 改成“有大狗”，您填的是“有婴儿”" in page
    assert "刚才被 何婷 改成“租户”，已替您填入；原来是“业主”" in page
    assert 'value="王秀莹"' in page
    assert '<option value="tenant" selected>' in page
    assert 'name="revision" value="2"' in page
    session.rollback()
    assert only(session, Customer).notes == "有大狗"

    again = {"was-name": "王秀英", "was-kind": "tenant", "was-notes": "有大狗", "revision": "2"}
    zhuguan.post(path, data=form(name="王秀莹", kind="tenant", notes="有大狗，有婴儿", **again))
    kept = only(session, Customer)
    assert (kept.name, kept.kind, kept.notes) == ("王秀莹", "tenant", "有大狗，有婴儿")
    assert kept.revision == 3


def test_phones_are_added_once_and_the_next_becomes_the_first(sign_in, stored, session):
    customer = stored(a_customer)
    kefu = sign_in("kefu")
    path = f"/office/customers/{customer.id}"

    assert (
        kefu.post(f"{path}/phones", data=form(phone="1990000 4000", label="女儿")).status_code
        == 303
    )
    assert kefu.post(f"{path}/phones", data=form(phone="19900003187")).status_code == 409
    assert kefu.post(f"{path}/phones", data=form(phone="1")).status_code == 422
    assert only(session, CustomerPhone).phone_tail == "4000"
    kefu.post(f"{path}/phone-removals", data=form(phone_id=""))

    assert only(session, Customer).phone == "19900004000"
    assert session.query(CustomerPhone).count() == 0
    gone = kefu.post(f"{path}/phone-removals", data=form(phone_id=new_id()))
    assert gone.status_code == 404


def test_who_saw_the_whole_number_is_logged_and_the_auditor_reads_it(sign_in, stored, session):
    customer = stored(a_customer)
    path = f"/office/customers/{customer.id}"

    seen = text_of(sign_in("kefu").post(f"{path}/phone-reveals", data=form()))

    assert "199 0000 3187" in seen
    assert only(session, LoggedCommand).name == "reveal_phone"
    audit = sign_in("jiandu")
    page = text_of(audit.get(path))
    assert "谁看过电话" in page
    assert "何婷" in page
    assert "199 0000 3187" not in page
    assert audit.post(f"{path}/phone-reveals", data=form()).status_code == 403


def test_a_customer_moves_in_and_out(sign_in, stored, session):
    customer, dwelling = stored(a_customer), stored(a_dwelling)
    kefu = sign_in("kefu")
    path = f"/office/customers/{customer.id}/dwellings"

    found = text_of(kefu.get(path, query_string={"q": "锦绣 5-2"}))
    assert dwelling.id in found
    kefu.post(path, data=form(dwelling_id=dwelling.id, relation="owner"))
    kefu.post(path, data=form(dwelling_id=dwelling.id, relation="keyholder"))
    assert only(session, DwellingResident).relation == "keyholder"
    out = f"/office/customers/{customer.id}/dwelling-removals"
    assert kefu.post(out, data=form(dwelling_id=dwelling.id)).status_code == 303
    assert kefu.post(out, data=form(dwelling_id=dwelling.id)).status_code == 404
    assert kefu.post(path, data=form(dwelling_id=new_id(), relation="owner")).status_code == 404


def test_history_shows_every_part_the_customer_has(sign_in, stored):
    customer = stored(a_customer)
    request = stored(lambda session: a_request(session, payer_id=customer.id, number="BX1-001"))

    page = text_of(sign_in("kefu").get(f"/office/customers/{customer.id}"))

    assert request.number in page
    assert "付款人" in page


def test_a_site_is_registered_changed_and_gets_contacts_and_homes(sign_in, session):
    kefu = sign_in("kefu")
    fields = {"name": "翠湖雅苑", "entry_rule": "押证", "completed_on": "2019-11-25"}
    made = kefu.post("/office/sites", data=form(**fields))
    path = made.headers["Location"]
    assert kefu.post("/office/sites", data=form(name="翠湖雅苑")).status_code == 409

    kefu.post(f"{path}/contacts", data=form(name="韩刚", duty="工程主管", phone="199 0000 1002"))
    kefu.post(f"{path}/dwellings", data=form(building="３", unit="2", room="1201"))
    twice = kefu.post(f"{path}/dwellings", data=form(building="3", unit="2", room="1201"))

    assert twice.status_code == 409
    assert "已有这个房号" in text_of(twice)
    assert only(session, Dwelling).label == "3-2-1201"
    page = text_of(kefu.get(path))
    for words in ("没有物业", "韩刚", "工程主管", "1201", "押证"):
        assert words in page
    saved = kefu.post(path, data=form(**fields, revision="1", property_name="云栖物业"))
    assert saved.status_code == 303
    assert kefu.post(path, data=form(**fields, revision="1")).status_code == 409
    assert only(session, Site).property_name == "云栖物业"
    contact = only(session, SiteContact)
    assert (
        kefu.post(f"{path}/contact-removals", data=form(contact_id=contact.id)).status_code == 303
    )
    assert "云栖物业" in text_of(kefu.get("/office/sites?q=chyy"))


def test_a_new_day_of_a_home_names_the_requests_it_may_change(sign_in, stored, session):
    dwelling = stored(a_dwelling)
    stored(an_open_request, dwelling_id=dwelling.id)
    kefu = sign_in("kefu")
    path = f"/office/dwellings/{dwelling.id}"

    saved = kefu.post(path, data=form(room="1203", handed_over_on="2024-06-28", revision="1"))

    assert saved.headers["Location"] == f"{path}?days=1"
    assert "BX9-001" in text_of(kefu.get(f"{path}?days=1"))
    assert only(session, Dwelling).handed_over_on.isoformat() == "2024-06-28"
    assert only(session, RequestItem).warranty_text  # judged with the day that is known now


def test_products_are_added_changed_and_removed_without_being_lost(sign_in, stored, session):
    dwelling = stored(a_dwelling)
    kefu = sign_in("kefu")
    path = f"/office/dwellings/{dwelling.id}"
    typed = {"position": "厨房纱窗", "kind": "screen", "code": "S0915-2"}

    kefu.post(f"{path}/products", data=form(**typed, installed_on="2024-03-16"))
    product = only(session, Product)
    edit = f"/office/products/{product.id}"
    assert "S0915-2" in text_of(kefu.get(f"{edit}/edit"))
    kefu.post(edit, data=form(**typed, revision="1", removed_on="2026-11-01"))

    assert "拆除" in text_of(kefu.get(path))
    assert only(session, Product).removed_on.isoformat() == "2026-11-01"
    assert kefu.post(edit, data=form(**typed, revision="1")).status_code == 409
    wrong = kefu.post(edit, data=form(**typed, revision="2", installed_on="morgen"))
    assert wrong.status_code == 422
    assert "请填日期" in text_of(wrong)


@pytest.mark.parametrize("who", ["jiandu", "zhijian", "buzhang"])
def test_readers_read_and_change_nothing(sign_in, stored, who):
    customer, dwelling = stored(a_customer), stored(a_dwelling)
    reader = sign_in(who)

    for path in ("/office/customers", f"/office/customers/{customer.id}", "/office/sites",
                 f"/office/sites/{dwelling.site_id}", f"/office/dwellings/{dwelling.id}",
                 "/office/customers/duplicates"):  # fmt: skip
        assert reader.get(path).status_code == 200
    for path in ("/office/customers/new", f"/office/customers/{customer.id}/edit"):
        assert reader.get(path).status_code == 403
    for path in ("/office/customers", f"/office/customers/{customer.id}", "/office/sites",
                 f"/office/dwellings/{dwelling.id}", "/office/customers/merges"):  # fmt: skip
        assert reader.post(path, data=form(name="x")).status_code == 403


def test_technicians_have_no_archive(sign_in):
    assert sign_in("wang").get("/office/customers").status_code == 403


def test_another_companys_rows_are_not_there(sign_in, stored, session):
    stranger = stored(foreign(Customer, name="别人", kind="owner"))
    site = stored(foreign(Site, name="别处"))
    home = stored(foreign(Dwelling, site_id=site.id, label="1"))
    product = stored(foreign(Product, dwelling_id=home.id, position="窗", kind="window"))
    kefu = sign_in("kefu")

    for path in (f"customers/{stranger.id}", f"sites/{site.id}", f"dwellings/{home.id}"):
        assert kefu.get(f"/office/{path}").status_code == 404
        assert kefu.post(f"/office/{path}", data=form(name="我们的")).status_code == 404
    assert kefu.get(f"/office/products/{product.id}/edit").status_code == 404
    assert "别人" not in text_of(kefu.get("/office/customers"))
    assert kefu.get("/office/customers/x").status_code == 404
    own = stored(a_customer)
    compared = kefu.get(f"/office/customers/comparison?first={own.id}&second={stranger.id}")
    assert compared.status_code == 404
    merge = kefu.post("/office/customers/merges", data=form(kept_id=own.id, merged_id=stranger.id))
    assert merge.status_code == 404
