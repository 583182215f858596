"""Half-days a visit may be agreed on (rule 6): which there are, and how many visits one takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from fieldapp.domain.problems.families import mark as _
from fieldapp.domain.weekends import ANY_DAY_KINDS, is_weekend

HALVES = ("am", "pm")
#: As a refusal names them; None is the whole day.
HALF_WORDS: Mapping[str | None, str] = {"am": _("上午"), "pm": _("下午"), None: _("全天")}
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one department can do in half a day, and what of it is taken."""

    technicians: int
    #: Visits planned, and requests agreed on that no visit carries yet.
    taken: int


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


def halves_of(half: str | None) -> Sequence[str]:
    """The halves a visit agreed on takes; None is the whole day."""
    return HALVES if half is None else (half,)


def visits_per_technician(rules: Mapping[str, Any]) -> int:
    """How many visits one technician makes in half a day."""
    return int(rules.get("half_day_visits", _VISITS))


def free_visits(loads: Iterable[Load], *, each: int) -> int:
    """How many visits can still be agreed on in half a day (rule 2: the time is confirmed).

    loads: one for every department that goes; the fullest decides. each: visits per technician.
    """
    return min(max(load.technicians * each - load.taken, 0) for load in loads)


def takes_another(free: int, urgency: str) -> bool:
    """Whether one more visit may be agreed on; an emergency (抢修) goes first, full or not."""
    return free > 0 or urgency == "urgent"
