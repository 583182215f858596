"""`fieldapp import customers` and `fieldapp export customers`: Excel lists."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy import select

from fieldapp.commands.dispatch import dispatch
from fieldapp.commands.envelopes import web_envelope
from fieldapp.commands.handling import Command
from fieldapp.commands.imports import ExportCustomers, StartImport, WriteImport
from fieldapp.config import Settings
from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.domain.problems import Problem
from fieldapp.domain.roles import Actor, Role, may
from fieldapp.persistence.blobs import blobs_for
from fieldapp.persistence.devices import web_device_id
from fieldapp.persistence.session import Session, engine_for, session_factory
from fieldapp.persistence.tables import Person, PersonRole, new_id
from fieldapp.queries.customers import CustomerFilter
from fieldapp.queries.imports import ImportRow, import_problems, import_row
from fieldapp.reports.customer_lists import customers_workbook
from fieldapp.reports.imports import Workshop, check_headings, import_name, run_import
from fieldapp.templating.amounts import masked_phone
from fieldapp.templating.labels import label


def import_customers(settings: Settings, file: Path, username: str, *, dry_run: bool) -> str:
    """Check a list and, unless it is a dry run, write its rows without problems."""
    content = file.read_bytes()
    with session_factory(engine_for(settings.database_url))() as session:
        workshop = Workshop(
            session=session,
            blobs=blobs_for(settings.blobs_url),
            clock=_now,
            actor=_actor(session, username),
        )
        try:
            return _import(workshop, file.name, content, dry_run=dry_run)
        except Problem as problem:
            raise click.ClickException(_words(problem)) from problem


def export_customers(settings: Settings, file: Path, username: str) -> str:
    """Write all customers to a list; phones are masked for whoever may not reveal them."""
    with session_factory(engine_for(settings.database_url))() as session:
        actor = _actor(session, username)
        sees_phones = may(actor, "phones.reveal")
        content, rows = customers_workbook(
            session,
            company_id=actor.company_id,
            wanted=CustomerFilter(),
            title=file.stem[:30],
            phone=str if sees_phones else masked_phone,
            labels=label,
        )
        try:
            _do(session, actor, new_id(), ExportCustomers(rows=rows, with_phones=sees_phones))
        except Problem as problem:
            raise click.ClickException(_words(problem)) from problem
    file.write_bytes(content)
    return f"{file}: {rows} rows"


def _import(workshop: Workshop, file_name: str, content: bytes, *, dry_run: bool) -> str:
    check_headings(content)
    import_id = new_id()
    started = StartImport(file_name=file_name, sha256=sha256_hex(content))
    _do(workshop.session, workshop.actor, import_id, started)
    workshop.blobs.put(import_name(workshop.actor.company_id, import_id), content)
    run_import(workshop, import_id)
    row = _row(workshop, import_id)
    for one in import_problems(
        workshop.session, company_id=workshop.actor.company_id, import_id=import_id
    ):
        words = label(one.code, "import_problem")
        click.echo(f"{one.column}{one.row_no} {one.heading} {one.value!r}: {words}")
    if not dry_run:
        _do(workshop.session, workshop.actor, new_id(), WriteImport(import_id=import_id))
        run_import(workshop, import_id)
        row = _row(workshop, import_id)
    return (
        f"{row.state}: {row.rows} rows, {row.created} new, {row.updated} changed, "
        f"{row.unchanged} unchanged, {row.bad_rows} with problems"
    )


def _do(session: Session, actor: Actor, command_id: str, command: Command) -> None:
    dispatch(
        command,
        actor=actor,
        session=session,
        clock=_now,
        envelope=web_envelope(
            command,
            command_id=command_id,
            device_id=web_device_id(session, actor.company_id, _now()),
            stream=f"person:{actor.person_id}",
            now=_now(),
        ),
    )


def _row(workshop: Workshop, import_id: str) -> ImportRow:
    row = import_row(workshop.session, company_id=workshop.actor.company_id, import_id=import_id)
    assert row is not None  # noqa: S101 - it was made above
    return row


def _actor(session: Session, username: str) -> Actor:
    person = session.scalar(select(Person).where(Person.username == username.lower()))
    if person is None or not person.is_active:
        raise click.ClickException(f"no such account: {username}")
    roles = session.scalars(select(PersonRole.role).where(PersonRole.person_id == person.id))
    actor = Actor(
        person_id=person.id,
        company_id=person.company_id,
        roles=frozenset(Role(role) for role in roles),
        name=person.name,
        department=person.department,
    )
    session.rollback()
    return actor


def _words(problem: Problem) -> str:
    return problem.message % problem.details if "%(" in problem.message else problem.message


def _now() -> datetime:
    return datetime.now(UTC)
