from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.deadlines import MOST_DAYS, deadline, due_day
from fieldapp.domain.weekends import is_weekend

#: 2026-11-28 is a Saturday.
days = st.dates(date(2026, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("registered", "today", "state", "weekends"),
    [
        ("2026-11-23", "2026-11-23", "due", 2),
        ("2026-11-23", "2026-11-30", "last_weekend", 1),
        ("2026-11-23", "2026-12-06", "last_weekend", 1),
        ("2026-11-23", "2026-12-07", "no_weekend", 0),
        ("2026-11-23", "2026-12-08", "no_weekend", 0),
        ("2026-11-23", "2026-12-09", "overdue", 0),
    ],
    ids=["new", "one left", "its sunday", "monday after", "last day", "a day late"],
)
def test_a_weekend_repair_says_early_how_many_weekends_are_left(registered, today, state, weekends):
    term = deadline(date.fromisoformat(registered), date.fromisoformat(today))

    assert (term.state, term.weekends) == (state, weekends)
    assert term.due_on == date(2026, 12, 8)


def test_work_of_any_day_needs_no_weekend():
    term = deadline(date(2026, 11, 23), date(2026, 12, 8), kind="measure")

    assert (term.state, term.is_alarm) == ("due", False)


@pytest.mark.parametrize(
    ("agreed_until", "today", "state"),
    [
        (date(2026, 12, 20), date(2026, 12, 9), "agreed"),
        (date(2026, 12, 20), date(2026, 12, 20), "agreed"),
        (date(2026, 12, 20), date(2026, 12, 21), "overdue"),
        (date(2026, 12, 5), date(2026, 11, 30), "last_weekend"),
    ],
    ids=["late but agreed", "to its last day", "agreement over", "agreed to no delay at all"],
)
def test_the_customers_agreement_silences_the_alarm_to_its_last_day(agreed_until, today, state):
    term = deadline(date(2026, 11, 23), today, agreed_until=agreed_until)

    assert term.state == state
    assert term.is_alarm is (state != "agreed")


@given(days, st.integers(0, 60))
def test_late_is_late_by_the_calendar(registered, age):
    today = registered + timedelta(days=age)

    assert (deadline(registered, today).state == "overdue") is (age > MOST_DAYS)


@given(days, st.integers(0, 20))
def test_weekends_left_are_those_that_are_left(registered, age):
    today = registered + timedelta(days=age)
    left = [today + timedelta(days=n) for n in range((due_day(registered) - today).days + 1)]

    term = deadline(registered, today)

    assert (term.weekends > 0) is any(is_weekend(day) for day in left)
    assert term.weekends <= 3
