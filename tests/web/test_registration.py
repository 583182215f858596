"""登记: what the form understands, answers while it is typed, and how it goes on."""

import io
import re

import pytest
from sqlalchemy import select

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Contact,
    Customer,
    Document,
    DwellingResident,
    FaultCategory,
    LoggedCommand,
    Product,
    Request,
    RequestItem,
    WorkOrder,
    new_id,
)
from tests.builders import a_customer, a_dwelling, a_request, a_request_item, added
from tests.cast import COMPANY_ID
from tests.web.conftest import PARTIAL, text_of
from tests.web.test_office_requests import a_form, a_picture


@pytest.fixture
def home(session):
    """A home with one resident and one window, and a category with questions."""
    with write_transaction(session):
        dwelling = a_dwelling(session)
        customer = a_customer(session, "欧阳靖雯")
        session.add(
            DwellingResident(
                company_id=COMPANY_ID, dwelling_id=dwelling.id, customer_id=customer.id,
                relation="owner",
            )
        )  # fmt: skip
        session.add(
            Product(
                id=new_id(), company_id=COMPANY_ID, dwelling_id=dwelling.id, code="C1821-3",
                position="主卧飘窗", kind="外开窗",
            )
        )  # fmt: skip
        category = session.scalar(select(FaultCategory).where(FaultCategory.code == "LS"))
        category.questions = [
            {"text": "哪扇窗？", "required": True},
            {"text": "几层？", "required": False},
        ]
        category.first_aid = "先清排水孔"
        category.photo_hint = "窗下口"
        return dwelling.id


@pytest.fixture
def twin(session, home):
    """An open request of the same home about the same window."""
    with write_transaction(session):
        request = a_request(session, state="open", dwelling_id=home)
        a_request_item(session, request)
        return request.id


def a_typed_form(home, **more):
    return a_form(
        dwelling_id=home,
        position=["主卧飘窗", "厨房"],
        category_code=["ls", "五金"],
        description=["渗水", ""],
        **more,
    )


def test_a_category_is_understood_by_code_name_or_initials(sign_in, session, home):
    form = a_form(
        position=["一", "二", "三", "四"],
        category_code=["ls", "LS 渗漏水", "五金", "ＷＪ"],
        description=[""] * 4,
    )

    sign_in("kefu").post("/office/requests", data=form)

    codes = session.scalars(select(RequestItem.category_code).order_by(RequestItem.position_no))
    assert codes.all() == ["LS", "LS", "WJ", "WJ"]


def test_what_is_no_category_is_said_in_its_row_and_keeps_the_form(sign_in, session):
    form = a_form(position=["", "厨房"], category_code=["", "空调"], description=["", "滴水"])

    answer = sign_in("kefu").post("/office/requests", data=form)

    assert answer.status_code == 422
    page = text_of(answer)
    assert 'id="row-2-error">没有这个类别' in page
    assert 'value="滴水"' in page
    assert session.query(Request).count() == 0


def test_the_window_is_recognised_by_its_place_or_its_code(sign_in, session, home):
    form = a_form(
        dwelling_id=home,
        position=["主卧飘窗", "C1821-3", "客厅"],
        category_code=["LS", "WJ", "LS"],
        description=[""] * 3,
    )

    sign_in("kefu").post("/office/requests", data=form)

    items = session.scalars(select(RequestItem).order_by(RequestItem.position_no)).all()
    assert [(item.position, item.product_id is not None) for item in items] == [
        ("主卧飘窗", True), ("主卧飘窗", True), ("客厅", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("１９９ ００００ ３１８７", "19900003187"), ("0571-8800 1200", "057188001200")],
)
def test_a_phone_is_kept_as_it_is_dialled(sign_in, session, typed, kept):
    sign_in("kefu").post("/office/requests", data=a_form(reporter_phone=typed))

    assert session.query(Request).one().reporter_phone == kept


def test_what_is_no_phone_is_said_at_the_field(sign_in, session):
    answer = sign_in("kefu").post("/office/requests", data=a_form(reporter_phone="打座机"))

    assert answer.status_code == 422
    assert 'id="field-reporter_phone-error"' in text_of(answer)
    assert session.query(Request).count() == 0


def test_answers_are_kept_with_their_questions(sign_in, session, home):
    form = a_typed_form(home) | {"answer-1-LS-1": "主卧飘窗", "answer-1-WJ-1": "别的类别的"}

    sign_in("kefu").post("/office/requests", data=form)

    answers = session.scalars(select(RequestItem.answers).order_by(RequestItem.position_no)).all()
    assert answers == [[{"question": "哪扇窗？", "answer": "主卧飘窗"}], []]


def test_the_reporter_is_known_only_under_his_own_name(sign_in, session, home):
    reporter_id = session.scalar(select(Customer.id).where(Customer.name == "欧阳靖雯"))
    for name in ("欧阳靖雯", "她女儿"):
        form = a_typed_form(home, reporter_id=reporter_id, reporter_name=name, anyway="1")
        sign_in("kefu").post("/office/requests", data=form)

    session.rollback()
    rows = session.execute(select(Request.reporter_name, Request.reporter_id)).all()
    assert dict(rows) == {"欧阳靖雯": reporter_id, "她女儿": None}


@pytest.fixture
def property_id(session):
    """云栖物业, a customer who lives nowhere."""
    with write_transaction(session):
        return a_customer(session, "云栖物业").id


@pytest.mark.parametrize("is_at_home", [True, False], ids=["of a home", "of an address"])
@pytest.mark.parametrize("party", ["user", "payer"])
def test_any_customer_may_use_or_pay(sign_in, session, home, property_id, party, is_at_home):
    kefu, place = sign_in("kefu"), home if is_at_home else ""
    form = a_typed_form(place, **{f"{party}_q": "云栖", "anyway": "1"})

    found = text_of(kefu.get(f"/office/requests/parties?party={party}&{party}_q=云栖"))
    assert f'name="chosen_{party}_id" value="{property_id}"' in found
    chosen = text_of(
        kefu.post("/office/requests/drafts", data=form | {f"chosen_{party}_id": property_id})
    )
    assert f'<option value="{property_id}" selected>云栖物业' in chosen
    assert f'name="{party}_q" value=""' in chosen
    assert 'value="渗水"' in chosen

    kefu.post("/office/requests", data=form | {f"{party}_id": property_id})
    session.rollback()
    request = session.query(Request).one()
    assert getattr(request, f"{party}_id") == property_id
    page = text_of(kefu.get(f"/office/requests/{request.id}"))
    assert "云栖物业" in page


def test_without_scripts_payers_are_found_and_residents_stay_a_list(
    sign_in, session, home, property_id
):
    page = text_of(
        sign_in("kefu").post("/office/requests/drafts", data=a_typed_form(home, payer_q="云栖"))
    )

    assert f'name="chosen_payer_id" value="{property_id}"' in page
    assert '<details class="rarely" open>' in page
    resident_id = session.scalar(select(Customer.id).where(Customer.name == "欧阳靖雯"))
    assert page.count(f'<option value="{resident_id}"') == 2


@pytest.mark.parametrize("nobody", ["他", new_id()])
def test_a_payer_nobody_knows_is_refused_and_the_form_stays(sign_in, session, home, nobody):
    answer = sign_in("kefu").post("/office/requests", data=a_typed_form(home, payer_id=nobody))

    assert answer.status_code in {404, 422}
    assert 'value="渗水"' in text_of(answer)
    assert session.query(Request).count() == 0


def test_a_reporter_without_a_home_stays_the_known_customer(sign_in, session, property_id):
    kefu, form = sign_in("kefu"), a_form(reporter_name="", address_text="云栖会所")
    page = text_of(
        kefu.post("/office/requests/drafts", data=form | {"chosen_customer_id": property_id})
    )
    assert f'name="reporter_id" value="{property_id}"' in page

    for name in ("云栖物业", "小李"):
        kefu.post(
            "/office/requests",
            data=form | {"reporter_id": property_id, "reporter_name": name, "command_id": new_id()},
        )

    session.rollback()
    rows = session.execute(select(Request.reporter_name, Request.reporter_id)).all()
    assert dict(rows) == {"云栖物业": property_id, "小李": None}


def test_the_form_answers_while_it_is_typed(sign_in, home):
    answer = sign_in("kefu").post(
        "/office/requests/previews", data=a_typed_form(home), headers=PARTIAL
    )

    page = text_of(answer)
    assert answer.status_code == 200
    for part in ('id="verdicts"', 'id="times"', 'id="reply"', 'id="ask-1"', "欧阳靖雯，您好"):
        assert part in page
    assert "哪扇窗？" in page
    assert "先清排水孔" in page
    assert "0 / 1" in page


def test_questions_that_are_shown_already_are_left_alone(sign_in, home):
    form = a_typed_form(home) | {"asked": ["1-LS"]}

    page = text_of(sign_in("kefu").post("/office/requests/previews", data=form, headers=PARTIAL))

    assert 'id="ask-1"' not in page
    assert 'id="ask-2"' in page


@pytest.mark.parametrize("dwelling_id", ["x" * 40, "", new_id()])
def test_a_preview_of_nonsense_answers_all_the_same(sign_in, dwelling_id):
    form = a_form(dwelling_id=dwelling_id, kind="x", urgency="x", category_code=["", "ZZ"])

    answer = sign_in("kefu").post("/office/requests/previews", data=form, headers=PARTIAL)

    assert answer.status_code == 200


def test_an_open_item_of_the_same_home_is_pointed_out_before_it_is_registered_again(
    sign_in, session, home, twin
):
    browser, form = sign_in("kefu"), a_typed_form(home)

    answer = browser.post("/office/requests", data=form)

    page = text_of(answer)
    number = session.get_one(Request, twin).number
    assert answer.status_code == 409
    assert f"并入 {number}" in page
    assert "仍然登记，待回复" in page
    assert "仍然登记，当场已回复" in page  # the way it was going on is still there
    assert re.search(r'<td[^>]*><span id="verdict-of-1" class="strong[^"]*">\w+</span></td>', page)
    assert page.count('id="verdict-of-1"') == page.count('id="price-of-1"') == 1
    assert 'value="渗水"' in page
    assert session.query(Request).count() == 1
    assert browser.post("/office/requests", data=form | {"anyway": "1"}).status_code == 303
    session.rollback()
    assert session.query(Request).count() == 2


def test_a_form_sent_twice_is_no_repetition_of_itself(sign_in, session, home):
    browser, form = sign_in("kefu"), a_typed_form(home)

    first, second = (browser.post("/office/requests", data=form) for _time in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert session.query(Request).count() == 1


def test_a_repeated_call_is_merged_at_once(sign_in, session, home, twin):
    answer = sign_in("kefu").post("/office/requests", data=a_typed_form(home, then=f"merge:{twin}"))

    assert answer.headers["Location"] == f"/office/requests/{twin}"
    merged = session.query(Request).filter_by(state="merged").one()
    assert merged.merged_into_id == twin
    positions = session.scalars(
        select(RequestItem.position).where(RequestItem.request_id == twin)
    ).all()
    assert sorted(positions) == ["主卧飘窗", "厨房"]


def test_who_is_on_the_phone_is_confirmed_in_the_same_submit(sign_in, session, home):
    form = a_typed_form(home, then="confirm", agreed="2026-11-29 am")

    answer = sign_in("kefu").post("/office/requests", data=form)

    assert answer.status_code == 303
    request = session.query(Request).one()
    assert (request.state, str(request.agreed_on), request.agreed_half) == (
        "confirmed", "2026-11-29", "am",
    )  # fmt: skip
    contact = session.query(Contact).one()
    assert (contact.purpose, contact.direction, contact.with_name) == (
        "confirm_back", "in", "欧阳靖雯",
    )  # fmt: skip
    assert "11月29日周日上午师傅上门" in contact.note


def test_confirming_at_once_is_all_or_nothing(sign_in, session, home):
    form = a_typed_form(home, then="confirm", agreed="2026-11-01 am")

    answer = sign_in("kefu").post("/office/requests", data=form)

    assert answer.status_code == 422
    assert "约定的日子已经过了" in text_of(answer)
    assert session.query(Request).count() == 0
    assert session.query(LoggedCommand).count() == 0


def test_a_wish_is_no_confirmation(sign_in, session, home):
    form = a_typed_form(home, agreed="2026-11-29 am", wished_text="")

    sign_in("kefu").post("/office/requests", data=form)

    request = session.query(Request).one()
    assert (request.state, request.agreed_on) == ("open", None)
    assert request.wished_text == "11月29日周日上午"


def test_a_count_of_items_nobody_can_mean_is_refused(sign_in, session):
    form = a_form(channel="fax", slip_items="9" * 5_000)

    answer = sign_in("kefu").post("/office/requests", data=form)

    assert (answer.status_code, session.query(Request).count()) == (422, 0)


def test_a_fax_is_kept_with_its_slip_and_its_count(sign_in, session):
    form = a_form(channel="fax", slip_items="5") | {"slip": (io.BytesIO(a_picture()), "原单.jpg")}

    sign_in("kefu").post("/office/requests", data=form, content_type="multipart/form-data")

    request = session.query(Request).one()
    assert (request.channel, request.slip_items) == ("fax", 5)
    paper = session.query(Document).one()
    assert (paper.owner_kind, paper.owner_id, paper.kind) == ("request", request.id, "slip")


@pytest.mark.parametrize(
    ("slip", "said"), [(b"MZ", "这种文件不收"), (b"", "请选择文件"), (b"%PDF-1.7 x", "")]
)
def test_only_a_photo_or_a_pdf_is_a_slip(sign_in, session, slip, said):
    form = a_form(channel="fax") | {"slip": (io.BytesIO(slip), "原单.pdf")}

    answer = sign_in("kefu").post("/office/requests", data=form, content_type="multipart/form-data")

    assert answer.status_code == (422 if said else 303)
    assert said in text_of(answer)


def test_without_scripts_the_draft_answers(sign_in, session, home):
    page = text_of(sign_in("kefu").post("/office/requests/drafts", data=a_typed_form(home)))

    for words in ("哪扇窗？", "先清排水孔", "欧阳靖雯，您好", 'value="LS 渗漏水"'):
        assert words in page
    assert session.query(Request).count() == 0


def test_without_scripts_a_home_is_found_and_what_was_typed_stays(sign_in, home):
    form = a_form(q="锦绣 5-2")

    page = text_of(sign_in("kefu").post("/office/requests/drafts", data=form))

    assert f'value="{home}"' in page
    assert 'value="窗下口往里渗"' in page


def test_another_home_keeps_the_items(sign_in, home):
    form = a_typed_form(home, chosen_dwelling_id="")

    page = text_of(sign_in("kefu").post("/office/requests/drafts", data=form))

    assert 'value="渗水"' in page
    assert 'name="dwelling_id" value=""' in page
    assert 'name="reporter_name" value=""' in page


@pytest.mark.parametrize("path", ["", "/drafts", "/previews"])
@pytest.mark.parametrize("username", ["wang", "jiandu", "zhijian"])
def test_only_the_desk_uses_the_form(sign_in, session, path, username):
    answer = sign_in(username).post(f"/office/requests{path}", data=a_form())

    assert answer.status_code == 403
    assert session.query(WorkOrder).count() == 0


@pytest.mark.parametrize("path", ["/drafts", "/previews"])
def test_a_draft_wants_a_post(sign_in, path):
    assert sign_in("kefu").get(f"/office/requests{path}").status_code in {404, 405}


def test_a_call_somebody_else_logged_first_loses_no_word(sign_in, session, twin):
    first, second = sign_in("kefu"), sign_in("zhuguan")
    path = f"/office/requests/{twin}/confirmation"
    first.post(path, data={"note": "周六上午", "outcome": "reached"})

    answer = second.post(path, data={"note": "说好周日下午", "outcome": "reached"})

    page = text_of(answer)
    assert answer.status_code == 409
    assert "周六上午" in page
    assert "说好周日下午" in page
    assert "刚才已由 何婷 回复" in page
    session.rollback()
    assert session.query(Contact).count() == 1


def test_a_form_opened_before_a_merge_names_the_customer_that_was_kept(sign_in, session, home):
    with write_transaction(session):
        kept, merged = a_customer(session, "王秀英"), a_customer(session, "王秀瑛")
        added(
            session,
            DwellingResident(
                company_id=COMPANY_ID, customer_id=merged.id, dwelling_id=home, relation="owner"
            ),
        )  # fmt: skip
        ids = {"kept_id": kept.id, "merged_id": merged.id}
    kefu = sign_in("kefu")
    opened = text_of(kefu.get(f"/office/requests/new?dwelling_id={home}"))
    assert "王秀瑛" in opened
    assert kefu.post("/office/customers/merges", data=ids).status_code == 303

    answer = kefu.post(
        "/office/requests",
        data=a_typed_form(
            home, reporter_id=ids["merged_id"], reporter_name="王秀瑛",
            user_id=ids["merged_id"], payer_id=ids["merged_id"],
        ),
    )  # fmt: skip

    assert answer.status_code == 303
    request = session.query(Request).one()
    assert {request.reporter_id, request.user_id, request.payer_id} == {ids["kept_id"]}
    assert request.reporter_name == "王秀瑛"
