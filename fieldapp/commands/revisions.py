"""Forms that began before somebody else's change: told, never overwritten silently."""

from collections.abc import Callable, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from fieldapp.commands.handling import Command, HandlerContext
from fieldapp.domain.problems import StaleForm
from fieldapp.persistence.tables import LoggedCommand, Person


def check_revision(context: HandlerContext, row: Any, command: Command) -> None:
    """Count the change of a row whose ``revision`` the form knew; refuse one that is older.

    row: has a ``revision``. command: carries the ``revision`` its form began with, and fields
    named like the row's. Edits of a row share the stream ``<noun>:<id>``, which tells who was
    first. Raises StaleForm with the values that stand there now.
    """
    count_change(
        context,
        row,
        command.revision,  # type: ignore[attr-defined]
        lambda: {name: _as_json(getattr(row, name)) for name in _shared_fields(row, command)},
        lambda: (
            LoggedCommand.stream == context.envelope.stream,
            LoggedCommand.name != "reveal_phone",
        ),
    )


def count_change(
    context: HandlerContext,
    row: Any,
    revision: int,
    current: Callable[[], dict[str, object]],
    changes: Callable[[], Sequence[ColumnElement[bool]]],
) -> None:
    """Count the change of a row; raise StaleForm where the form began before another one.

    current: what stands there now, by the names of the form. changes: which rows of the log
    changed the row, for who was first.
    """
    context.session.flush()
    context.session.refresh(row, with_for_update=True)
    if row.revision == revision:
        row.revision += 1
        return
    raise StaleForm(
        revision=row.revision,
        current=current(),
        **_last_change(context.session, context, changes()),
    )


def _shared_fields(row: Any, command: Command) -> list[str]:
    named = (field.name for field in fields(command))  # type: ignore[arg-type]
    return [name for name in named if name != "revision" and hasattr(row, name)]


def _last_change(
    session: Session, context: HandlerContext, changes: Sequence[ColumnElement[bool]]
) -> dict[str, str]:
    row = session.execute(
        select(Person.name, LoggedCommand.received_at)
        .join(Person, Person.id == LoggedCommand.person_id)
        .where(
            LoggedCommand.company_id == context.actor.company_id,
            LoggedCommand.result == "applied",
            *changes,
        )
        .order_by(LoggedCommand.received_at.desc(), LoggedCommand.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return {"changed_by": "", "changed_at": ""}
    return {"changed_by": row.name, "changed_at": row.received_at.isoformat()}


def _as_json(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
