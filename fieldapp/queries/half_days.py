"""Half-days (半天) with what is still free in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from fieldapp.domain.half_days import (
    HALVES,
    HalfDay,
    coming_half_days,
    half_of,
    visits_per_technician,
)
from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Company,
    Person,
    PersonRole,
    Request,
    RequestItem,
    Trip,
    Visit,
    WorkOrder,
)

#: Offered at least, as long as so many are free among the first ``_LOOKED_AT``.
_OFFERED = 4
_LOOKED_AT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeHalf:
    """A half-day; ``free`` visits can still be agreed on, 0 means it is full."""

    on: date
    half: str
    free: int

    @property
    def value(self) -> str:
        """As a form sends it."""
        return str(HalfDay(self.on, self.half))


def free_half_days(
    session: Session, *, company_id: str, now: datetime, departments: Collection[str], any_day: bool
) -> Sequence[FreeHalf]:
    """The next half-days; full ones among them have ``free`` 0.

    Capacity is the department's technicians (without apprentices) × the company's
    ``half_day_visits``, less visits planned and requests agreed on but not yet planned. Where
    several departments go, the fullest of them decides.
    """
    company = session.get_one(Company, company_id)
    local_now = now.astimezone(ZoneInfo(company.timezone))
    looked_at = list(islice(coming_half_days(local_now, any_day=any_day), _LOOKED_AT))
    each = visits_per_technician(company.rules)
    free = [
        _free(session, company, department, looked_at, each) for department in sorted(departments)
    ]
    halves = [
        FreeHalf(on=half.on, half=half.half, free=min(counts[half] for counts in free))
        for half in looked_at
    ]
    return list(_until_enough(halves))


def _until_enough(halves: Sequence[FreeHalf]) -> Iterator[FreeHalf]:
    found = 0
    for half in halves:
        if found == _OFFERED:
            return
        yield half
        found += half.free > 0


def _free(
    session: Session, company: Company, department: str, halves: Sequence[HalfDay], each: int
) -> dict[HalfDay, int]:
    capacity = _technicians(session, company.id, department) * each
    taken = _planned(session, company, department, halves)
    taken.update(_agreed(session, company.id, department, halves))
    return {half: max(capacity - taken[half], 0) for half in halves}


def _technicians(session: Session, company_id: str, department: str) -> int:
    count = session.scalar(
        select(func.count(Person.id.distinct()))
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            Person.company_id == company_id,
            Person.department == department,
            Person.is_active.is_(True),
            Person.is_apprentice.is_(False),
            PersonRole.role == "technician",
        )
    )
    return count or 0


def _planned(
    session: Session, company: Company, department: str, halves: Sequence[HalfDay]
) -> Counter[HalfDay]:
    rows = session.execute(
        select(Trip.window_start_at, func.count(Visit.id))
        .join(Visit, Visit.trip_id == Trip.id)
        .where(
            Trip.company_id == company.id,
            Trip.department == department,
            Trip.planned_on.in_({half.on for half in halves}),
            Visit.state != "cancelled",
        )
        .group_by(Trip.window_start_at)
    )
    zone = ZoneInfo(company.timezone)
    counts: Counter[HalfDay] = Counter()
    for start_at, visits in rows:
        counts[half_of(start_at.astimezone(zone))] += visits
    return counts


def _agreed(
    session: Session, company_id: str, department: str, halves: Sequence[HalfDay]
) -> Counter[HalfDay]:
    """Requests agreed on that no trip carries yet, in the department their items go to.

    Before an order says so, what is in warranty goes to 工程科 and the rest to 生产部 (rule 3).
    """
    visited = select(WorkOrder.request_id).join(Visit, Visit.work_order_id == WorkOrder.id)
    rows = session.execute(
        select(Request.id, Request.agreed_on, Request.agreed_half)
        .where(
            Request.company_id == company_id,
            Request.agreed_on.in_({half.on for half in halves}),
            Request.state.in_(("confirmed", "ordered")),
            Request.id.not_in(visited.where(WorkOrder.company_id == company_id)),
        )
    ).all()  # fmt: skip
    going = _going(session, company_id, department, [row.id for row in rows])
    counts: Counter[HalfDay] = Counter()
    for row in rows:
        if row.id in going:
            counts.update(HalfDay(row.agreed_on, half) for half in _halves(row.agreed_half))
    return counts


def _halves(agreed_half: str | None) -> Sequence[str]:
    return HALVES if agreed_half is None else (agreed_half,)


def _going(
    session: Session, company_id: str, department: str, request_ids: Sequence[str]
) -> set[str]:
    """Those of the requests that send this department out."""
    ordered = session.execute(
        select(WorkOrder.request_id, WorkOrder.department).where(
            WorkOrder.company_id == company_id, WorkOrder.request_id.in_(request_ids)
        )
    ).all()
    known = {row.request_id for row in ordered}
    in_warranty = RequestItem.warranty_verdict == "in"
    items = session.scalars(
        select(RequestItem.request_id).where(
            RequestItem.company_id == company_id,
            RequestItem.request_id.in_(set(request_ids) - known),
            in_warranty if department == "engineering" else ~in_warranty,
        )
    )
    return {row.request_id for row in ordered if row.department == department} | set(items)
