"""`fieldapp people`: accounts from the command line."""

from __future__ import annotations

from dataclasses import dataclass

import click
from sqlalchemy import select

from fieldapp.config import Settings
from fieldapp.domain.departments import DEPARTMENTS
from fieldapp.domain.roles import Role
from fieldapp.persistence.passwords import hash_password
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from fieldapp.persistence.tables import Company, Person, PersonRole


@dataclass(frozen=True, kw_only=True)
class NewPerson:
    """An account to be."""

    username: str
    name: str
    department: str
    roles: tuple[str, ...]
    badge_no: str
    password: str


def add(settings: Settings, new: NewPerson) -> str:
    """Add the account to the one company of this installation."""
    unknown = set(new.roles) - {role.value for role in Role}
    if unknown:
        raise click.ClickException(f"no such role: {', '.join(sorted(unknown))}")
    if new.department not in DEPARTMENTS:
        raise click.ClickException(f"no such department: {new.department}")
    session = session_factory(engine_for(settings.database_url))()
    with session, write_transaction(session):
        company_id = session.scalars(select(Company.id)).one()
        if session.scalar(select(Person.id).where(Person.username == new.username.lower())):
            raise click.ClickException(f"{new.username} exists already")
        person = Person(
            company_id=company_id,
            username=new.username.lower(),
            password_hash=hash_password(new.password),
            name=new.name,
            badge_no=new.badge_no,
            department=new.department,
        )
        session.add(person)
        session.flush()
        for role in new.roles:
            session.add(PersonRole(company_id=company_id, person_id=person.id, role=role))
    return f"{new.username}: {', '.join(new.roles)}"


def set_password(settings: Settings, username: str, password: str) -> str:
    """Replace the password of an account."""
    session = session_factory(engine_for(settings.database_url))()
    with session, write_transaction(session):
        person = session.scalar(select(Person).where(Person.username == username.lower()))
        if person is None:
            raise click.ClickException(f"no such account: {username}")
        person.password_hash = hash_password(password)
    return f"{username}: password changed"
