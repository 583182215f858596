"""Half-days a visit may be agreed on (rule 6): which there are, and how many visits one takes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from fieldapp.domain.weekends import ANY_DAY_KINDS, is_weekend

HALVES = ("am", "pm")
#: Local time at which each half is over.
_ENDS = {"am": time(12), "pm": time(18)}
#: Visits of one technician in half a day, unless the company's rule ``half_day_visits`` says so.
_VISITS = 2


@dataclass(frozen=True, slots=True, order=True)
class HalfDay:
    """A morning or an afternoon."""

    on: date
    half: str

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.half}"


def half_day_from(text: str) -> HalfDay | None:
    """``2026-11-28 am`` back; None for nothing and for anything else."""
    on, _blank, half = text.partition(" ")
    try:
        return HalfDay(date.fromisoformat(on), half) if half in HALVES else None
    except ValueError:
        return None


def may_be_any_day(kind: str, urgency: str) -> bool:
    """Whether work of this kind may be agreed on a weekday: no repair, or an emergency (rule 6)."""
    return kind in ANY_DAY_KINDS or urgency == "urgent"


def coming_half_days(now: datetime, *, any_day: bool) -> Iterator[HalfDay]:
    """Half-days from now on, without end; ``now`` is local. Saturdays and Sundays, or all days."""
    day = now.date()
    while True:
        for half in HALVES if any_day or is_weekend(day) else ():
            if day > now.date() or now.time() < _ENDS[half]:
                yield HalfDay(day, half)
        day += timedelta(days=1)


def half_of(local: datetime) -> HalfDay:
    """The half-day an instant of local time lies in."""
    return HalfDay(local.date(), "am" if local.time() < _ENDS["am"] else "pm")


def visits_per_technician(rules: Mapping[str, Any]) -> int:
    """How many visits one technician makes in half a day."""
    return int(rules.get("half_day_visits", _VISITS))
