"""`fieldapp init` and `fieldapp migrate`: from an empty folder to a company that can sign in."""

from __future__ import annotations

import os
import secrets
from collections.abc import MutableMapping
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy import select

from fieldapp.cli.warranty_presets import add_presets
from fieldapp.config import Settings
from fieldapp.persistence.migrations import upgrade
from fieldapp.persistence.passwords import hash_password
from fieldapp.persistence.session import (
    engine_for,
    learn_sizes,
    session_factory,
    write_transaction,
)
from fieldapp.persistence.tables import Company, Person, PersonRole

_DEFAULT_KEY_FILE = "var/secret-key"


@dataclass(frozen=True, kw_only=True)
class Founding:
    """What a new installation is told."""

    company: str
    short_name: str
    hotline: str
    username: str
    password: str


def secret_key_file(environ: MutableMapping[str, str]) -> None:
    """Make the secret key where the environment says (or in var/), unless there is one."""
    if environ.get("FIELDAPP_SECRET_KEY"):
        return
    path = Path(environ.setdefault("FIELDAPP_SECRET_KEY_FILE", _DEFAULT_KEY_FILE))
    make_secret_key(path)


def make_secret_key(path: Path) -> None:
    """Write a random key readable by its owner only; keeps one that exists."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))


def migrate_database(settings: Settings) -> None:
    """Upgrade the tables; harmless when they are up to date."""
    engine = engine_for(settings.database_url)
    upgrade(engine, "head")
    learn_sizes(engine)


def initialise(settings: Settings, founding: Founding) -> str:
    """Make tables, company and first account; refuses a database that has a company."""
    migrate_database(settings)
    session = session_factory(engine_for(settings.database_url))()
    with session, write_transaction(session):
        if session.scalar(select(Company.id).limit(1)):
            raise click.ClickException("this database already has a company")
        company = Company(
            name=founding.company,
            short_name=founding.short_name,
            hotline=founding.hotline,
            timezone=settings.timezone,
            language=settings.language,
        )
        session.add(company)
        session.flush()
        person = Person(
            company_id=company.id,
            username=founding.username.lower(),
            password_hash=hash_password(founding.password),
            name=founding.username,
            department="service",
        )
        session.add(person)
        session.flush()
        session.add(PersonRole(company_id=company.id, person_id=person.id, role="admin"))
        add_presets(session, company.id)
    return f"{founding.company}: sign in as {founding.username}"
