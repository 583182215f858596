"""Accounts: made and changed by the command line and the administrator, outside the log.

They carry passwords, which must never stand in a log, so they are no commands.
"""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.problems import PersonUnknown, UsernameTaken
from fieldapp.domain.roles import Role
from fieldapp.persistence.passwords import hash_password
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Person, PersonRole, new_id


def create_person(
    session: Session,
    *,
    company_id: str,
    username: str,
    password: str,
    name: str,
    department: str,
    roles: Collection[Role],
) -> str:
    """Make an account and return its id; usernames are lower case. Raises UsernameTaken."""
    with write_transaction(session):
        wanted = username.strip().lower()
        if session.scalar(select(Person.id).where(Person.username == wanted)) is not None:
            raise UsernameTaken(username=wanted)
        person = Person(
            id=new_id(),
            company_id=company_id,
            username=wanted,
            password_hash=hash_password(password),
            name=name,
            department=department,
        )
        session.add(person)
        session.flush()
        session.add_all(
            PersonRole(company_id=company_id, person_id=person.id, role=role.value)
            for role in sorted(set(roles))
        )
        return person.id


def set_password(session: Session, *, username: str, password: str) -> None:
    """Give an account a new password; its sessions end. Raises PersonUnknown."""
    with write_transaction(session):
        person = session.scalar(select(Person).where(Person.username == username.strip().lower()))
        if person is None:
            raise PersonUnknown(username=username)
        person.password_hash = hash_password(password)


def set_active(session: Session, *, username: str, is_active: bool) -> None:
    """Open or close an account; what the person did stays. Raises PersonUnknown."""
    with write_transaction(session):
        person = session.scalar(select(Person).where(Person.username == username.strip().lower()))
        if person is None:
            raise PersonUnknown(username=username)
        person.is_active = is_active
