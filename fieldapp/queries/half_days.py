"""Half-days (半天) with what is still free in them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from fieldapp.domain.half_days import HalfDay, coming_half_days, may_be_any_day, takes_another
from fieldapp.persistence.half_day_loads import departments_of_request, free_in_halves
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Company

#: Offered at least, as long as so many are free among the first ``_LOOKED_AT``.
_OFFERED = 4
_LOOKED_AT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeHalf:
    """A half-day; ``free`` visits can still be agreed on, 0 means it is full."""

    on: date
    half: str
    free: int
    #: Whether a visit may be agreed on; in a full one an emergency only.
    is_open: bool

    @property
    def value(self) -> str:
        """As a form sends it."""
        return str(HalfDay(self.on, self.half))


def free_half_days(
    session: Session,
    *,
    company_id: str,
    now: datetime,
    departments: Collection[str],
    kind: str,
    urgency: str,
) -> Sequence[FreeHalf]:
    """The next half-days; full ones among them have ``free`` 0.

    kind, urgency: of the request the half-day is for.
    """
    company = session.get_one(Company, company_id)
    local_now = now.astimezone(ZoneInfo(company.timezone))
    any_day = may_be_any_day(kind, urgency)
    looked_at = list(islice(coming_half_days(local_now, any_day=any_day), _LOOKED_AT))
    free = free_in_halves(session, company, departments=departments, halves=looked_at)
    halves = [
        FreeHalf(
            on=half.on,
            half=half.half,
            free=free[half],
            is_open=takes_another(free[half], urgency),
        )
        for half in looked_at
    ]
    return list(_until_enough(halves))


def half_days_of_request(
    session: Session, *, company_id: str, now: datetime, request_id: str, kind: str, urgency: str
) -> Sequence[FreeHalf]:
    """The next half-days for a request that stands, where its departments go."""
    return free_half_days(
        session,
        company_id=company_id,
        now=now,
        departments=departments_of_request(session, company_id, request_id),
        kind=kind,
        urgency=urgency,
    )


def _until_enough(halves: Sequence[FreeHalf]) -> Iterator[FreeHalf]:
    found = 0
    for half in halves:
        if found == _OFFERED:
            return
        yield half
        found += half.free > 0
