"""How full half-days (半天) are: read alike for what is offered and for what is refused."""

from collections import Counter
from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fieldapp.domain.departments import department_of_item
from fieldapp.domain.half_days import (
    HalfDay,
    Load,
    free_visits,
    half_of,
    halves_of,
    visits_per_technician,
)
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


def free_in_halves(
    session: Session,
    company: Company,
    *,
    departments: Collection[str],
    halves: Sequence[HalfDay],
    but_not: str = "",
) -> dict[HalfDay, int]:
    """How many visits each half-day can still take, where these departments go.

    Capacity is a department's technicians (without apprentices); what is taken are the visits
    planned and the requests agreed on but not yet planned. but_not: a request that is being agreed
    on anew and counts neither way.
    """
    each = visits_per_technician(company.rules)
    loads: dict[HalfDay, list[Load]] = {half: [] for half in halves}
    for department in sorted(departments):
        technicians = _technicians(session, company.id, department)
        taken = _planned(session, company, department, halves, but_not)
        taken.update(_agreed(session, company.id, department, halves, but_not))
        for half in halves:
            loads[half].append(Load(technicians=technicians, taken=taken[half]))
    return {half: free_visits(loads[half], each=each) for half in halves}


def departments_of_request(session: Session, company_id: str, request_id: str) -> set[str]:
    """The departments a request sends out: of its orders, before there are any of its items."""
    ordered = session.scalars(
        select(WorkOrder.department).where(
            WorkOrder.company_id == company_id, WorkOrder.request_id == request_id
        )
    ).all()
    if ordered:
        return set(ordered)
    verdicts = session.scalars(
        select(RequestItem.warranty_verdict).where(
            RequestItem.company_id == company_id, RequestItem.request_id == request_id
        )
    )
    return {department_of_item(verdict) for verdict in verdicts} or {"engineering"}


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
    session: Session, company: Company, department: str, halves: Sequence[HalfDay], but_not: str
) -> Counter[HalfDay]:
    rows = session.execute(
        select(Trip.window_start_at, func.count(Visit.id))
        .join(Visit, Visit.trip_id == Trip.id)
        .where(
            Trip.company_id == company.id,
            Trip.department == department,
            Trip.planned_on.in_({half.on for half in halves}),
            Visit.state != "cancelled",
            Visit.work_order_id.not_in(
                select(WorkOrder.id).where(
                    WorkOrder.company_id == company.id, WorkOrder.request_id == but_not
                )
            ),
        )
        .group_by(Trip.window_start_at)
    )
    zone = ZoneInfo(company.timezone)
    counts: Counter[HalfDay] = Counter()
    for start_at, visits in rows:
        counts[half_of(start_at.astimezone(zone))] += visits
    return counts


def _agreed(
    session: Session, company_id: str, department: str, halves: Sequence[HalfDay], but_not: str
) -> Counter[HalfDay]:
    """Requests agreed on that no trip carries yet, in the department their items go to.

    Before an order says so, what is in warranty goes to 工程科 and the rest to 生产部 (rule 3).
    """
    visited = select(WorkOrder.request_id).join(Visit, Visit.work_order_id == WorkOrder.id)
    rows = session.execute(
        select(Request.id, Request.agreed_on, Request.agreed_half)
        .where(
            Request.company_id == company_id,
            Request.id != but_not,
            Request.agreed_on.in_({half.on for half in halves}),
            Request.state.in_(("confirmed", "ordered")),
            Request.id.not_in(visited.where(WorkOrder.company_id == company_id)),
        )
    ).all()  # fmt: skip
    going = _going(session, company_id, department, [row.id for row in rows])
    counts: Counter[HalfDay] = Counter()
    for row in rows:
        if row.id in going:
            counts.update(HalfDay(row.agreed_on, half) for half in halves_of(row.agreed_half))
    return counts


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
