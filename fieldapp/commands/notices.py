"""Notices (通知): telling people of the company in the app, and their having read it."""

from collections.abc import Iterable
from dataclasses import dataclass as record
from datetime import timedelta
from typing import Literal

from pydantic.dataclasses import dataclass
from sqlalchemy import select, update

from fieldapp.commands.fields import STRICT, Uuid
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.domain.notices import reminder_minutes
from fieldapp.domain.problems import NoticeUnknown
from fieldapp.domain.roles import PERMISSIONS, Role
from fieldapp.persistence.tables import Notice, Person, PersonRole


@record(frozen=True, slots=True)
class Subject:
    """What a notice is about: kind request, work_order or customer, and its id."""

    kind: str
    id: str


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ReadNotice(Command):
    """The person has seen one notice."""

    permission = "notices.own"

    notice_id: Uuid


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ReadNotices(Command):
    """The person has seen all notices, or all about one subject."""

    permission = "notices.own"

    subject_kind: Literal["request", "work_order", "customer"] | None = None
    subject_id: Uuid | None = None


@handles(ReadNotice)
def read_notice(command: ReadNotice, context: HandlerContext) -> None:
    """Mark the person's own notice read; the first reading counts."""
    notice = context.session.get(Notice, command.notice_id)
    if notice is None or notice.person_id != context.actor.person_id:
        raise NoticeUnknown(notice_id=command.notice_id)
    notice.read_at = notice.read_at or context.now


@handles(ReadNotices)
def read_notices(command: ReadNotices, context: HandlerContext) -> None:
    """Mark the person's unread notices read."""
    statement = update(Notice).where(
        Notice.company_id == context.actor.company_id,
        Notice.person_id == context.actor.person_id,
        Notice.read_at.is_(None),
    )
    if command.subject_id is not None:
        statement = statement.where(
            Notice.subject_kind == command.subject_kind, Notice.subject_id == command.subject_id
        )
    context.session.execute(statement.values(read_at=context.now))


def tell(
    context: HandlerContext,
    people_ids: Iterable[str],
    kind: str,
    subject: Subject,
    details: dict[str, object] | None = None,
    remind_after_minutes: int | None = None,
) -> None:
    """Tell these people in the app, in the same transaction (K5.2.2c).

    kind: its wording is ``notice`` in templating/labels.py, with the details as placeholders.
    remind_after_minutes: None takes the company's rule for the kind; see ``domain/notices.py``.
    Whoever did it knows it already and is left out.
    """
    minutes = remind_after_minutes or reminder_minutes(context.company.rules, kind)
    context.session.add_all(
        Notice(
            id=context.new_id(),
            company_id=context.actor.company_id,
            person_id=person_id,
            kind=kind,
            subject_kind=subject.kind,
            subject_id=subject.id,
            details=details or {},
            told_at=context.now,
            remind_at=None if minutes is None else context.now + timedelta(minutes=minutes),
        )
        for person_id in dict.fromkeys(people_ids)
        if person_id != context.actor.person_id
    )


def people_with_role(context: HandlerContext, *roles: Role) -> list[str]:
    """Ids of the company's active people who hold one of these roles."""
    return list(
        context.session.scalars(
            select(Person.id)
            .join(PersonRole, PersonRole.person_id == Person.id)
            .where(
                Person.company_id == context.actor.company_id,
                Person.is_active.is_(True),
                PersonRole.role.in_([str(role) for role in roles]),
            )
            .distinct()
            .order_by(Person.id)
        )
    )


def people_who_may(context: HandlerContext, permission: str) -> list[str]:
    """Ids of the company's active people who hold a permission (domain/roles.py)."""
    return people_with_role(context, *sorted(PERMISSIONS[permission]))


def people_of_department(context: HandlerContext, department: str) -> list[str]:
    """Ids of a department's active people."""
    return list(
        context.session.scalars(
            select(Person.id)
            .where(
                Person.company_id == context.actor.company_id,
                Person.is_active.is_(True),
                Person.department == department,
            )
            .order_by(Person.id)
        )
    )
