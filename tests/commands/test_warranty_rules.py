"""Warranty rules: versions from a day on, never overwritten, never below the law."""

import pytest
from sqlalchemy import select

from fieldapp.domain.problems import (
    PayloadRefused,
    PermissionMissing,
    WarrantyRuleBelowLaw,
    WarrantyRuleInThePast,
    WarrantyRuleTooWide,
    WarrantyRuleTwice,
)
from fieldapp.persistence.tables import WarrantyRule
from tests.commands.senders import Office

RULE = {
    "part": "五金件", "cause": "自然损坏", "months": 24, "start_kind": "handover",
    "basis_kind": "promise", "basis": "公司承诺", "valid_from": "2026-11-28",
}  # fmt: skip


def stored(session):
    session.rollback()
    return session.scalars(select(WarrantyRule).order_by(WarrantyRule.valid_from)).all()


def test_a_new_version_stands_beside_the_old_one(zhuguan, session):
    zhuguan.submit("add_warranty_rule", **RULE)
    zhuguan.submit("add_warranty_rule", **RULE | {"months": 36, "valid_from": "2027-01-01"})

    assert [rule.months for rule in stored(session)] == [24, 36]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"valid_from": "2026-11-27"}, WarrantyRuleInThePast),
        ({"part": " ", "cause": ""}, WarrantyRuleTooWide),
        ({"basis_kind": "law", "months": 6}, WarrantyRuleBelowLaw),
        ({"months": 601}, PayloadRefused),
        ({"months": -1}, PayloadRefused),
        ({"basis": ""}, PayloadRefused),
        ({"start_kind": "someday"}, PayloadRefused),
        ({"valid_from": ""}, PayloadRefused),
    ],
)
def test_a_rule_that_cannot_be_is_refused(zhuguan, session, change, problem):
    with pytest.raises(problem):
        zhuguan.submit("add_warranty_rule", **RULE | change)
    assert stored(session) == []


def test_two_versions_of_one_day_would_leave_it_open_which_holds(zhuguan):
    zhuguan.submit("add_warranty_rule", **RULE)

    with pytest.raises(WarrantyRuleTwice):
        zhuguan.submit("add_warranty_rule", **RULE | {"months": 12})


def test_a_promise_may_be_shorter_than_the_law_but_takes_nothing_from_it(zhuguan, session):
    zhuguan.submit("add_warranty_rule", **RULE | {"months": 6})

    assert [rule.months for rule in stored(session)] == [6]


@pytest.mark.parametrize("username", ["kefu", "zhijian", "wang", "jiandu"])
def test_only_supervisor_and_admin_write_rules(session, clock, username):
    with pytest.raises(PermissionMissing):
        Office(session, clock, username).submit("add_warranty_rule", **RULE)


def test_the_administrator_writes_rules(session, clock):
    Office(session, clock, "admin").submit("add_warranty_rule", **RULE)

    assert len(stored(session)) == 1
