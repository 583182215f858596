"""价目: new prices hold from now on; phones fetch the next version."""

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    ChargeItemCodeTaken,
    ChargeItemUnknown,
    PayloadRefused,
    PermissionMissing,
    PriceChanged,
)
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import ChargeItem, Company, new_id
from tests.cast import COMPANY_ID, LABOUR_ID, OTHER_COMPANY_ID
from tests.commands.senders import Office

WORK = {"code": "rg-14", "name": "拆旧窗", "unit": "樘", "unit_price_cents": 12_000}


@pytest.fixture
def cangguan(session, clock):
    return Office(session, clock, "cangguan")


def version(session):
    session.rollback()
    return session.get_one(Company, COMPANY_ID).catalogue_version


def test_new_work_and_a_new_price_begin_new_versions(cangguan, session):
    before = version(session)

    cangguan.submit("add_charge_item", **WORK)
    cangguan.submit(
        "change_charge_item_price", charge_item_id=LABOUR_ID, unit_price_cents=4_500,
        was_cents=4_000,
    )  # fmt: skip

    assert version(session) == before + 2
    assert session.get_one(ChargeItem, LABOUR_ID).unit_price_cents == 4_500
    assert session.scalar(select(ChargeItem.name).where(ChargeItem.code == "RG-14")) == "拆旧窗"


def test_a_code_is_given_once(cangguan, session):
    with pytest.raises(ChargeItemCodeTaken):
        cangguan.submit("add_charge_item", **(WORK | {"code": "rg-03"}))


def test_whoever_saw_another_price_is_told(cangguan, session):
    with pytest.raises(PriceChanged) as refusal:
        cangguan.submit(
            "change_charge_item_price", charge_item_id=LABOUR_ID, unit_price_cents=1,
            was_cents=3_900,
        )  # fmt: skip

    assert refusal.value.details == {"now": "40.00"}
    session.rollback()
    assert session.get_one(ChargeItem, LABOUR_ID).unit_price_cents == 4_000


@pytest.mark.parametrize(
    "change", [{"unit_price_cents": -1}, {"name": ""}, {"code": "工费"}, {"unit": ""}]
)
def test_work_that_cannot_be_is_refused(cangguan, change):
    with pytest.raises(PayloadRefused):
        cangguan.submit("add_charge_item", **(WORK | change))


@pytest.mark.parametrize("username", ["kefu", "wang", "jiandu"])
def test_only_store_and_administration_set_prices(session, clock, username):
    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit("add_charge_item", **WORK)


def test_prices_of_another_company_are_unknown(cangguan, session):
    with write_transaction(session):
        foreign = ChargeItem(
            id=new_id(), company_id=OTHER_COMPANY_ID, code="RG-99", name="别家", unit="次",
            unit_price_cents=1,
        )  # fmt: skip
        session.add(foreign)
        foreign_id = foreign.id

    with pytest.raises(ChargeItemUnknown):
        cangguan.submit("change_charge_item_price", charge_item_id=foreign_id, unit_price_cents=2)
