"""Terms follow their rows, in the same transaction."""

import pytest
from sqlalchemy import delete, select, update

from fieldapp.persistence.pinyin import initials_of, pinyin_terms
from fieldapp.persistence.search_index import mend_search_index, reindex
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Customer, CustomerPhone, SearchTerm, WorkOrder, new_id
from tests.builders import a_customer, a_dwelling, a_request, a_work_order, added
from tests.cast import COMPANY_ID


def terms(session, subject_id):
    statement = select(SearchTerm.term).where(SearchTerm.subject_id == subject_id)
    return set(session.scalars(statement))


def test_a_customer_is_found_by_name_pinyin_and_phone(session):
    customer = a_customer(session, name="王秀英")

    assert {"王秀英", "wxy", "wangxiuying", "+19900003187", "*3187"} <= terms(session, customer.id)


@pytest.mark.parametrize(
    ("name", "typed"),
    [("张䶮", "zy"), ("陈㛃", "cj"), ("单雄", "sx"), ("仇英", "qiuying"), ("𬱖", "d")],
)
def test_rare_and_many_voiced_characters_have_their_pinyin(name, typed):
    assert typed in pinyin_terms(name)


def test_initials_are_those_of_the_usual_reading():
    assert initials_of("欧阳靖雯") == "oyjw"


def test_a_new_name_takes_the_place_of_the_old_one(session):
    customer = a_customer(session, name="王秀英")
    customer.name = "李秀英"
    session.flush()

    assert "李秀英" in terms(session, customer.id)
    assert "王秀英" not in terms(session, customer.id)


def test_a_further_phone_finds_its_customer_until_it_is_gone(session):
    customer = a_customer(session)
    phone = added(
        session,
        CustomerPhone(
            company_id=COMPANY_ID, customer_id=customer.id, phone="19900009999", phone_tail="9999"
        ),
    )
    assert "*9999" in terms(session, customer.id)

    session.delete(phone)
    session.flush()

    assert "*9999" not in terms(session, customer.id)


def test_a_merged_customer_is_not_offered_and_comes_back(session):
    kept, merged = a_customer(session), a_customer(session, name="王秀莹")
    merged.merged_into_id = kept.id
    session.flush()
    assert terms(session, merged.id) == set()

    merged.merged_into_id = None
    session.flush()
    assert "王秀莹" in terms(session, merged.id)


def test_a_home_is_found_by_its_label_however_it_is_written(session):
    assert terms(session, a_dwelling(session, label="5栋2单元1203室").id) == {"5-2-1203", "1203"}


def test_a_request_names_only_whom_the_archive_does_not_know(session):
    customer = a_customer(session)
    known = a_request(session, number="BX20261123-001", reporter_id=customer.id)
    unknown = a_request(
        session, number="BX20261123-002", dwelling_id=None, address_text="老街 12 号",
        reporter_name="冯志远",
    )  # fmt: skip

    assert terms(session, known.id) == {"bx20261123-001", "1123-001"}
    assert {"冯志远", "fzy", "老街12", "12", "lj"} <= terms(session, unknown.id)


def test_a_state_that_changes_writes_no_terms(session, engine):
    order = a_work_order(session)
    session.execute(delete(SearchTerm))
    order.state = "dispatched"
    session.flush()

    assert terms(session, order.id) == set()


def test_terms_vanish_with_a_transaction_that_fails(session):
    def interrupted():
        with write_transaction(session):
            a_customer(session)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()

    assert session.scalars(select(SearchTerm.term)).all() == []


def test_what_was_written_past_the_session_is_mended(session):
    with write_transaction(session):
        customer, order = a_customer(session), a_work_order(session)
        order_id, customer_id = order.id, customer.id
    with write_transaction(session):
        session.execute(update(Customer).values(name="赵六"))
        session.execute(delete(SearchTerm).where(SearchTerm.subject_id == order_id))
        session.add(
            SearchTerm(
                company_id=COMPANY_ID, subject_kind="customer", subject_id=new_id(), term="谁"
            )
        )
    with write_transaction(session):
        mending = mend_search_index(session)

    assert mending.mended == 3
    assert "赵六" in terms(session, customer_id)
    assert order_id in set(session.scalars(select(SearchTerm.subject_id)))
    assert session.scalar(select(SearchTerm).where(SearchTerm.term == "谁")) is None
    assert mend_search_index(session).mended == 0


def test_one_subject_can_be_told(session):
    order = a_work_order(session)
    session.execute(update(WorkOrder).values(number="WX20261128-007"))

    reindex(session, "work_order", [order.id])

    assert terms(session, order.id) == {"wx20261128-007", "1128-007"}
