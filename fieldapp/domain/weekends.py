"""Which days a trip may go (rule 6): repairs at weekends, with named exceptions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fieldapp.domain.problems import TripBasis, TripWeekday

#: Kinds of work that may be any day.
ANY_DAY_KINDS = frozenset({"install", "measure"})

BASES = ("weekend", "notice", "emergency", "other_kind")

_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWork:
    """What the rule needs to know of an order."""

    kind: str
    is_emergency: bool


def is_weekend(day: date) -> bool:
    """Saturday or Sunday."""
    return day.weekday() >= _SATURDAY


def check_day(day: date, *, basis: str, notice_text: str, orders: Sequence[PlannedWork]) -> None:
    """Refuse a day the chosen basis does not allow.

    A weekday repair needs the earlier written notice (``notice_text`` tells who gave it and when)
    or must be an emergency; that the supervisor decides is a matter of permission.
    Raises TripWeekday (nothing allows it) or TripBasis (something else was chosen).
    """
    allowed = _bases(day, notice_text, orders)
    if not allowed:
        raise TripWeekday(day=day.isoformat())
    if basis not in allowed:
        raise TripBasis(basis=basis, allowed=sorted(allowed))


def _bases(day: date, notice_text: str, orders: Sequence[PlannedWork]) -> set[str]:
    allowed = set()
    if is_weekend(day):
        allowed.add("weekend")
    if notice_text.strip():
        allowed.add("notice")
    if all(order.is_emergency for order in orders):
        allowed.add("emergency")
    if all(order.kind in ANY_DAY_KINDS for order in orders):
        allowed.add("other_kind")
    return allowed
