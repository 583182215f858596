from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.payments import (
    PAYMENT_METHODS,
    balance,
    charged_items,
    charged_work,
    check_paid_at,
    check_waiver,
)
from fieldapp.domain.problems import PaymentAhead, WaiverTooHigh

amounts = st.integers(0, 9_999_999)
payments = st.lists(st.tuples(st.sampled_from(sorted(PAYMENT_METHODS)), amounts), max_size=8)


@pytest.mark.parametrize(
    ("due", "rows", "open_cents", "overpaid_cents"),
    [
        (22_360, [], 22_360, 0),
        (22_360, [("cash", 19_000)], 3_360, 0),
        (22_360, [("cash", 19_000), ("owed", 3_360)], 3_360, 0),
        (22_360, [("cash", 19_000), ("owed", 3_360), ("qr", 3_360)], 0, 0),
        (22_360, [("cash", 19_000), ("waived", 3_360)], 0, 0),
        (0, [("transfer", 5_000)], 0, 5_000),
        (5_000, [("waived", 9_000)], 0, 0),
    ],
    ids=["nothing", "part", "owed", "owed, then paid", "rest waived", "overpaid", "all waived"],
)
def test_what_is_open_follows_from_what_was_paid(due, rows, open_cents, overpaid_cents):
    account = balance(due, rows)

    assert (account.open_cents, account.overpaid_cents) == (open_cents, overpaid_cents)


@given(amounts, payments)
def test_an_account_always_adds_up(due, rows):
    account = balance(due, rows)

    asked = max(account.due_cents - account.waived_cents, 0)
    assert asked + account.overpaid_cents == account.paid_cents + account.open_cents
    assert min(account.open_cents, account.overpaid_cents) == 0


@given(amounts, payments, st.randoms(use_true_random=False))
def test_the_order_of_payments_does_not_matter(due, rows, dice):
    shuffled = list(rows)
    dice.shuffle(shuffled)

    assert balance(due, rows) == balance(due, shuffled)


ZONE = ZoneInfo("Asia/Shanghai")
#: 23:45 in Shanghai.
LATE = datetime(2026, 11, 28, 15, 45, tzinfo=UTC)


def test_money_of_tomorrow_is_refused_and_of_today_is_not():
    check_paid_at(datetime(2026, 11, 28, 15, 59, tzinfo=UTC), LATE, ZONE)
    check_paid_at(datetime(2026, 11, 1, tzinfo=UTC), LATE, ZONE)
    with pytest.raises(PaymentAhead):
        check_paid_at(datetime(2026, 11, 28, 16, 5, tzinfo=UTC), LATE, ZONE)


def test_a_clock_some_minutes_fast_at_midnight_is_no_reason():
    check_paid_at(
        datetime(2026, 11, 28, 16, 3, tzinfo=UTC),
        datetime(2026, 11, 28, 15, 55, tzinfo=UTC),
        ZONE,
    )


@given(amounts, payments, st.integers(1, 9_999_999))
def test_nobody_is_let_off_more_than_is_open(due, rows, waived):
    account = balance(due, rows)

    if waived <= account.open_cents:
        check_waiver(waived, account)
    else:
        with pytest.raises(WaiverTooHigh):
            check_waiver(waived, account)


def test_material_that_names_no_item_is_due_with_the_first_one():
    assert charged_items([("a", "charged"), ("b", "free")]) == {"a", None}
    assert charged_items([("a", "free"), ("b", "charged")]) == {"b"}
    assert charged_items([]) == set()


@pytest.mark.parametrize(
    ("items", "due"),
    [
        ([("a", "free", False), ("b", "charged", False)], {"b", None}),
        ([("a", "free", False), ("x", "charged", True)], {"x"}),
        ([("a", "pending", False)], set()),
        ([], set()),
    ],
)
def test_work_that_names_no_item_is_due_with_what_was_reported(items, due):
    assert charged_work(items) == due
