"""The 15 days of a repair (rule 17, 处罚办法 §8), seen with the weekends that are left.

Repairs go out on weekends only (rule 6), so what counts is not the days but how many weekends lie
before the last one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from fieldapp.domain.weekends import ANY_DAY_KINDS

MOST_DAYS = 15
_SUNDAY = 6
#: From this day on clerk and supervisor are told.
WARNING_DAYS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """How an open order stands to its 15 days."""

    due_on: date
    #: Days since it was registered; that day itself is 0.
    days: int
    #: Weekends from today to the due day, today's included.
    weekends: int
    #: Until when the customer agreed to wait; None means not asked.
    agreed_until: date | None
    #: due (nothing to say yet), last_weekend, no_weekend, overdue or agreed.
    state: str

    @property
    def is_alarm(self) -> bool:
        """Whether somebody must act: too late, or only one weekend from it, and no agreement."""
        return self.state in {"last_weekend", "no_weekend", "overdue"}


def due_day(registered_on: date) -> date:
    """The last day a repair may still be open without an alarm."""
    return registered_on + timedelta(days=MOST_DAYS)


def deadline(
    registered_on: date, today: date, *, kind: str = "repair", agreed_until: date | None = None
) -> Deadline:
    """How an order registered on a day stands today.

    kind: of the request; work that may be done on any day needs no weekend. agreed_until: the
    customer's own agreement holds to its last day and silences the alarm until then.
    """
    due_on = due_day(registered_on)
    weekends = _weekends(today, due_on)
    return Deadline(
        due_on=due_on,
        days=(today - registered_on).days,
        weekends=weekends,
        agreed_until=agreed_until,
        state=_state(due_on, today, weekends, kind=kind, agreed_until=agreed_until),
    )


def _state(
    due_on: date, today: date, weekends: int, *, kind: str, agreed_until: date | None
) -> str:
    if agreed_until is not None and today <= agreed_until and due_on < agreed_until:
        return "agreed"
    if today > due_on:
        return "overdue"
    if kind in ANY_DAY_KINDS or weekends > 1:
        return "due"
    return "last_weekend" if weekends else "no_weekend"


def _weekends(first: date, last: date) -> int:
    """How many weekends have a day in between; a Sunday at the beginning is one."""
    if last < first:
        return 0
    saturday = first + timedelta(days=-1 if first.weekday() == _SUNDAY else 5 - first.weekday())
    return max((last - saturday).days // 7 + 1, 0)
