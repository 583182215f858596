"""People who sign in and work: rows for identity and for choosing a technician."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Company, Person, PersonRole


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyRow:
    """The company a person works for, as pages show it."""

    company_id: str
    name: str
    short_name: str
    hotline: str
    timezone: str
    language: str
    lease_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person with an account; ``language`` is already the company's where he chose none."""

    person_id: str
    username: str
    password_hash: str
    name: str
    badge_no: str
    department: str
    language: str
    is_active: bool
    roles: tuple[str, ...]
    company: CompanyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnicianRow:
    """One name on a department's list; apprentices help and lead nothing."""

    person_id: str
    name: str
    badge_no: str
    department: str
    is_apprentice: bool


_COMPANY: tuple[Any, ...] = (
    Company.id.label("company_id"),
    Company.name.label("company_name"),
    Company.short_name,
    Company.hotline,
    Company.timezone,
    Company.language.label("company_language"),
    Company.lease_days,
)
# Made once: every request of a signed-in person asks, and building costs more than running.
_PERSON: Select[*tuple[Any, ...]] = (
    select(
        Person.id, Person.username, Person.password_hash, Person.name, Person.badge_no,
        Person.department, Person.language, Person.is_active, PersonRole.role, *_COMPANY,
    )
    .join(Company, Company.id == Person.company_id)
    .outerjoin(PersonRole, PersonRole.person_id == Person.id)
    .order_by(PersonRole.role)
)  # fmt: skip
_BY_ID = _PERSON.where(Person.id == bindparam("which"))
_BY_USERNAME = _PERSON.where(func.lower(Person.username) == bindparam("which"))


def person_by_id(session: Session, person_id: str) -> PersonRow | None:
    """The person, active or not; None means there is no such account."""
    return _person(session, _BY_ID, person_id)


def person_by_username(session: Session, username: str) -> PersonRow | None:
    """The person of that account name, compared without case; None means there is none."""
    return _person(session, _BY_USERNAME, username.strip().lower())


def first_company(session: Session) -> CompanyRow | None:
    """The company whose name stands on pages before sign-in; None in an empty installation."""
    row = session.execute(select(*_COMPANY).order_by(Company.id).limit(1)).one_or_none()
    return None if row is None else _company(row)


_TECHNICIANS = (
    select(Person.id, Person.name, Person.badge_no, Person.department, Person.is_apprentice)
    .join(PersonRole, PersonRole.person_id == Person.id)
    .where(
        Person.company_id == bindparam("company_id"),
        Person.is_active.is_(True),
        PersonRole.role == "technician",
    )
    .order_by(Person.department, Person.is_apprentice, Person.badge_no)
)


def technicians(session: Session, *, company_id: str) -> Sequence[TechnicianRow]:
    """Active technicians by department and badge number."""
    rows = session.connection().execute(_TECHNICIANS, {"company_id": company_id})
    return [
        TechnicianRow(
            person_id=row.id,
            name=row.name,
            badge_no=row.badge_no,
            department=row.department,
            is_apprentice=row.is_apprentice,
        )
        for row in rows
    ]


def _company(row: Row[Any]) -> CompanyRow:
    return CompanyRow(
        company_id=row.company_id,
        name=row.company_name,
        short_name=row.short_name,
        hotline=row.hotline,
        timezone=row.timezone,
        language=row.company_language,
        lease_days=row.lease_days,
    )


def _person(session: Session, statement: Select[*tuple[Any, ...]], which: str) -> PersonRow | None:
    rows = session.connection().execute(statement, {"which": which}).all()
    if not rows:
        return None
    first = rows[0]
    return PersonRow(
        person_id=first.id,
        username=first.username,
        password_hash=first.password_hash,
        name=first.name,
        badge_no=first.badge_no,
        department=first.department,
        language=first.language or first.company_language,
        is_active=first.is_active,
        roles=tuple(row.role for row in rows if row.role is not None),
        company=_company(first),
    )
