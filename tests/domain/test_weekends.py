from datetime import date, timedelta

import pytest

from fieldapp.domain.problems import TripBasis, TripWeekday
from fieldapp.domain.weekends import PlannedWork, check_day, is_weekend

MONDAY = date(2026, 11, 30)
REPAIR = PlannedWork(kind="repair", is_emergency=False)
EMERGENCY = PlannedWork(kind="repair", is_emergency=True)
MEASURING = PlannedWork(kind="measure", is_emergency=False)


def test_a_week_has_two_days_for_repairs():
    assert [is_weekend(MONDAY + timedelta(days=n)) for n in range(7)] == [False] * 5 + [True] * 2


@pytest.mark.parametrize("n", range(5))
def test_a_repair_stays_at_home_on_weekdays(n):
    with pytest.raises(TripWeekday):
        check_day(MONDAY + timedelta(days=n), basis="weekend", notice_text="", orders=[REPAIR])


@pytest.mark.parametrize(
    ("day", "basis", "notice_text", "orders"),
    [
        (MONDAY - timedelta(days=1), "weekend", "", [REPAIR, MEASURING]),
        (MONDAY, "notice", "物业 11月25日", [REPAIR, REPAIR]),
        (MONDAY, "emergency", "", [EMERGENCY]),
        (MONDAY, "other_kind", "", [MEASURING]),
    ],
)
def test_a_basis_that_holds_allows_the_day(day, basis, notice_text, orders):
    check_day(day, basis=basis, notice_text=notice_text, orders=orders)


@pytest.mark.parametrize(
    ("basis", "notice_text", "orders"),
    [
        ("weekend", "物业 11月25日", [REPAIR]),
        ("notice", "  ", [EMERGENCY]),
        ("other_kind", "", [EMERGENCY]),
    ],
)
def test_another_basis_than_the_one_that_holds_is_refused(basis, notice_text, orders):
    with pytest.raises(TripBasis):
        check_day(MONDAY, basis=basis, notice_text=notice_text, orders=orders)


def test_each_order_of_a_trip_needs_its_reason():
    with pytest.raises(TripWeekday):
        check_day(MONDAY, basis="emergency", notice_text="", orders=[EMERGENCY, MEASURING])
