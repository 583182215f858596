"""合并客户: nothing is lost, and undoing brings back exactly what was there."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from fieldapp.commands.customer_merges import POINTERS
from fieldapp.domain.problems import (
    CustomerMerged,
    CustomersTheSame,
    CustomerUnknown,
    MergeCovered,
    MergeUndone,
    MergeUnknown,
    PermissionMissing,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import (
    Base,
    Contact,
    Customer,
    CustomerMerge,
    CustomerPhone,
    Document,
    DwellingResident,
    Request,
    new_id,
)
from tests.builders import a_customer, a_dwelling, a_request, added
from tests.cast import COMPANY_ID, NOW, person_id
from tests.commands.senders import Office

TABLES = (Customer, CustomerPhone, DwellingResident, Request, Contact, Document)
#: Pointers that are moved in ways of their own, and those that say who was merged.
SPECIAL = {
    "dwelling_residents.customer_id", "customer_phones.customer_id", "customers.merged_into_id",
    "customer_merges.kept_id", "customer_merges.merged_id",
}  # fmt: skip


def rows(session):
    """Everything that can be moved, as plain values."""
    session.rollback()
    session.expire_all()
    return {
        table.__tablename__: sorted(
            str([(each.key, str(getattr(row, each.key))) for each in table.__mapper__.attrs])
            for row in session.scalars(select(table))
        )
        for table in TABLES
    }


def did(office, command_name, /, **payload):
    """The id of a command that was applied."""
    office.submit(command_name, **payload)
    return office.command_id


def live(session, customer_id, dwelling_id, relation="owner"):
    session.add(
        DwellingResident(
            company_id=COMPANY_ID, customer_id=customer_id, dwelling_id=dwelling_id,
            relation=relation,
        )
    )  # fmt: skip


def a_phone(session, customer_id, phone):
    return added(
        session,
        CustomerPhone(
            id=new_id(), company_id=COMPANY_ID, customer_id=customer_id, phone=phone,
            phone_tail=phone[-4:],
        ),
    )  # fmt: skip


def a_paper(session, customer_id):
    return added(
        session,
        Document(
            id=new_id(), company_id=COMPANY_ID, owner_kind="customer", owner_id=customer_id,
            kind="contract", title="合同", sha256="0" * 64, mime="application/pdf", size_bytes=1,
            added_at=NOW, added_by_id=person_id("kefu"),
        ),
    )  # fmt: skip


def a_contact(session, customer_id):
    return added(
        session,
        Contact(
            id=new_id(), company_id=COMPANY_ID, customer_id=customer_id, outcome="reached",
            made_at=NOW, person_id=person_id("kefu"),
        ),
    )  # fmt: skip


@pytest.fixture
def two(session):
    """王秀英 twice; ids."""
    with write_transaction(session):
        first = a_customer(session)
        second = a_customer(session, "王秀英女士")
        second.phone, second.phone_tail = "19900004000", "4000"
        return first.id, second.id


def stand(session, customer_id):
    session.expire_all()
    return session.get_one(Customer, customer_id)


@st.composite
def lives(draw):
    """For each of two customers: which homes, which numbers, which parts on which request."""
    side = st.sampled_from([0, 1])
    homes = st.lists(st.tuples(side, st.integers(0, 2), st.sampled_from(["owner", "tenant"])),
                     unique_by=lambda home: home[:2])  # fmt: skip
    phones = st.lists(
        st.tuples(side, st.sampled_from(["19900003187", "19900004000", "19900005000"])), unique=True
    )
    parts = st.tuples(*[st.sampled_from([None, 0, 1])] * 3)
    return {
        "homes": draw(homes),
        "phones": draw(phones),
        "requests": draw(st.lists(parts, max_size=3)),
        "papers": draw(st.lists(side, max_size=2)),
        "contacts": draw(st.lists(side, max_size=2)),
        "has_phone": draw(st.booleans()),
    }


def build(session, ids, life):
    with write_transaction(session):
        homes = [a_dwelling(session, f"1-{number}") for number in range(3)]
        for who, number, relation in life["homes"]:
            live(session, ids[who], homes[number].id, relation)
        for who, phone in life["phones"]:
            a_phone(session, ids[who], phone)
        for parts in life["requests"]:
            reporter, user, payer = (None if who is None else ids[who] for who in parts)
            a_request(session, reporter_id=reporter, user_id=user, payer_id=payer)
        for who in life["papers"]:
            a_paper(session, ids[who])
        for who in life["contacts"]:
            a_contact(session, ids[who])
        if not life["has_phone"]:
            session.get_one(Customer, ids[1]).phone = ""


@given(lives())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_merging_moves_everything_and_undoing_brings_it_all_back(session, clock, life):
    kefu = Office(session, clock, "kefu")
    with write_transaction(session):
        ids = (a_customer(session).id, a_customer(session, "王秀英女士").id)
    build(session, ids, life)
    before = rows(session)

    merge_id = did(kefu, "merge_customers", kept_id=ids[0], merged_id=ids[1])

    left = rows(session)
    for table in ("dwelling_residents", "customer_phones", "requests", "contacts", "documents"):
        assert not any(ids[1] in row for row in left[table]), table
    homes = {number for _who, number, _relation in life["homes"]}
    assert sum(ids[0] in row for row in left["dwelling_residents"]) == len(homes)
    did(kefu, "undo_merge", merge_id=merge_id)
    assert rows(session) == before


def test_every_pointer_to_a_customer_is_moved():
    pointing = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        for key in column.foreign_keys
        if key.target_fullname == "customers.id"
    }
    moved = {f"{column.class_.__tablename__}.{column.key}" for column in POINTERS}

    assert pointing - SPECIAL == moved - {"documents.owner_id"}


def test_what_came_to_the_kept_one_later_stays_with_it(session, kefu, two):
    with write_transaction(session):
        old = a_request(session, reporter_id=two[1]).id
    merge_id = did(kefu, "merge_customers", kept_id=two[0], merged_id=two[1])
    with write_transaction(session):
        new = a_request(session, reporter_id=two[0]).id
        session.get_one(Request, old).payer_id = two[0]

    did(kefu, "undo_merge", merge_id=merge_id)

    session.expire_all()
    assert session.get_one(Request, old).reporter_id == two[1]
    assert session.get_one(Request, old).payer_id == two[0]
    assert session.get_one(Request, new).reporter_id == two[0]


def test_what_was_taken_elsewhere_meanwhile_is_left_there(session, kefu, two):
    with write_transaction(session):
        third = a_customer(session, "王小明").id
        request = a_request(session, reporter_id=two[1]).id
    merge_id = did(kefu, "merge_customers", kept_id=two[0], merged_id=two[1])
    with write_transaction(session):
        session.get_one(Request, request).reporter_id = third

    did(kefu, "undo_merge", merge_id=merge_id)

    session.expire_all()
    assert session.get_one(Request, request).reporter_id == third


def test_a_merged_customer_is_changed_no_more(session, kefu, two):
    did(kefu, "merge_customers", kept_id=two[0], merged_id=two[1])

    assert stand(session, two[1]).merged_into_id == two[0]
    for name, payload in (
        ("change_customer", {"customer_id": two[1], "revision": 1, "name": "x", "kind": "owner"}),
        ("add_customer_phone", {"customer_id": two[1], "phone": "12345"}),
        ("merge_customers", {"kept_id": two[1], "merged_id": two[0]}),
        ("merge_customers", {"kept_id": two[0], "merged_id": two[1]}),
        ("log_contact", {"customer_id": two[1], "note": "来电"}),
        (
            "attach_document",
            {
                "owner_kind": "customer",
                "owner_id": two[1],
                "kind": "contract",
                "title": "合同",
                "sha256": "0" * 64,
                "size_bytes": 1,
            },
        ),
    ):
        with pytest.raises(CustomerMerged):
            did(kefu, name, **payload)


def test_merges_are_undone_in_their_order(session, kefu, two):
    with write_transaction(session):
        third = a_customer(session, "王老师").id
    inner = did(kefu, "merge_customers", kept_id=two[0], merged_id=two[1])
    outer = did(kefu, "merge_customers", kept_id=third, merged_id=two[0])

    with pytest.raises(MergeCovered):
        did(kefu, "undo_merge", merge_id=inner)
    did(kefu, "undo_merge", merge_id=outer)
    did(kefu, "undo_merge", merge_id=inner)
    with pytest.raises(MergeUndone):
        did(kefu, "undo_merge", merge_id=inner)
    assert stand(session, two[1]).merged_into_id is None


def test_wrong_merges_are_refused(session, kefu, clock, two):
    with pytest.raises(CustomersTheSame):
        did(kefu, "merge_customers", kept_id=two[0], merged_id=two[0])
    with pytest.raises(CustomerUnknown):
        did(kefu, "merge_customers", kept_id=two[0], merged_id=new_id())
    with pytest.raises(MergeUnknown):
        did(kefu, "undo_merge", merge_id=new_id())
    with pytest.raises(PermissionMissing):
        did(Office(session, clock, "jiandu"), "merge_customers", kept_id=two[0], merged_id=two[1])
    assert session.scalar(select(CustomerMerge)) is None


REQUEST = {
    "channel": "phone",
    "address_text": "锦绣华庭 5-2-1203",
    "items": [{"position": "主卧飘窗", "category_code": "LS"}],
}


@pytest.mark.parametrize("party", ["reporter_id", "user_id", "payer_id"])
def test_a_request_follows_merges_since_its_form_was_opened(kefu, session, two, party):
    with write_transaction(session):
        third = a_customer(session).id
    did(kefu, "merge_customers", kept_id=two[0], merged_id=two[1])
    did(kefu, "merge_customers", kept_id=third, merged_id=two[0])

    request_id = did(kefu, "register_request", **REQUEST, **{party: two[1]})

    session.rollback()
    assert getattr(session.get_one(Request, request_id), party) == third


@pytest.mark.parametrize("party", ["reporter_id", "user_id", "payer_id"])
def test_a_request_of_nobody_known_is_refused(kefu, session, party):
    with pytest.raises(CustomerUnknown):
        kefu.submit("register_request", **REQUEST, **{party: new_id()})
