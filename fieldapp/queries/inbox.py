"""What waits for somebody in the office: parked and mismatched commands, streams with a gap."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import (
    Device,
    LoggedCommand,
    MismatchedCommand,
    Person,
    Request,
    Visit,
    WorkOrder,
)
from fieldapp.queries.addresses import address_column, with_place


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedCommand:
    """A command that was stored but not applied; ``payload`` is None once blanked."""

    command_id: str
    device_id: str
    stream: str
    stream_seq: int | None
    name: str
    person_name: str
    device_label: str
    made_at: datetime
    received_at: datetime
    problem_code: str
    problem_details: dict[str, Any]
    payload: dict[str, Any] | None
    work_order_id: str | None
    work_order_number: str | None
    address: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A command whose id or place was taken; nothing of it was applied."""

    mismatch_id: str
    command_id: str
    reason: str
    raw: str
    person_name: str
    device_id: str
    device_label: str
    received_at: datetime


def parked_commands(session: Session, *, company_id: str) -> Sequence[ParkedCommand]:
    """Undecided parked commands, oldest first, with the order they belong to."""
    rows = session.execute(
        select(
            LoggedCommand.command_id, LoggedCommand.device_id, LoggedCommand.stream,
            LoggedCommand.stream_seq, LoggedCommand.name, Person.name.label("person_name"),
            Device.label.label("device_label"), LoggedCommand.made_at, LoggedCommand.received_at,
            LoggedCommand.problem_code, LoggedCommand.problem_details, LoggedCommand.payload,
        )
        .join(Person, Person.id == LoggedCommand.person_id)
        .join(Device, Device.id == LoggedCommand.device_id)
        .where(
            LoggedCommand.company_id == company_id,
            LoggedCommand.result == "parked",
            LoggedCommand.decided.is_(None),
        )
        .order_by(LoggedCommand.received_at, LoggedCommand.stream_seq)
        .limit(200)
    ).all()  # fmt: skip
    orders = _orders_of_visits(session, company_id, [_visit_of(row.stream) for row in rows])
    return [
        ParkedCommand(
            **{**row._mapping, "payload": _object(row.payload)}
            | {"problem_code": row.problem_code or "", "problem_details": row.problem_details or {}}
            | orders.get(_visit_of(row.stream), _NO_ORDER)
        )
        for row in rows
    ]


def mismatches(session: Session, *, company_id: str) -> Sequence[Mismatch]:
    """Unresolved mismatched commands, oldest first."""
    rows = session.execute(
        select(
            MismatchedCommand.id.label("mismatch_id"), MismatchedCommand.command_id,
            MismatchedCommand.reason, MismatchedCommand.raw, Person.name.label("person_name"),
            MismatchedCommand.device_id, Device.label.label("device_label"),
            MismatchedCommand.received_at,
        )
        .join(Person, Person.id == MismatchedCommand.person_id)
        .join(Device, Device.id == MismatchedCommand.device_id)
        .where(
            MismatchedCommand.company_id == company_id, MismatchedCommand.resolved_at.is_(None)
        )
        .order_by(MismatchedCommand.received_at)
        .limit(200)
    )  # fmt: skip
    return [Mismatch(**row._mapping) for row in rows]


_WAITING = select(
    select(func.count())
    .where(
        LoggedCommand.company_id == bindparam("company_id"),
        LoggedCommand.result == "parked",
        LoggedCommand.decided.is_(None),
    )
    .scalar_subquery()
    + select(func.count())
    .where(
        MismatchedCommand.company_id == bindparam("company_id"),
        MismatchedCommand.resolved_at.is_(None),
    )
    .scalar_subquery()
)


def inbox_count(session: Session, *, company_id: str) -> int:
    """How many commands wait for a decision; one statement, as every page of the desk asks."""
    return int(session.connection().scalar(_WAITING, {"company_id": company_id}) or 0)


_NO_ORDER: dict[str, str | None] = {
    "work_order_id": None,
    "work_order_number": None,
    "address": None,
}


def _visit_of(stream: str) -> str:
    kind, _colon, visit_id = stream.partition(":")
    return visit_id if kind == "visit" else ""


def _orders_of_visits(
    session: Session, company_id: str, visit_ids: Sequence[str]
) -> dict[str, dict[str, str | None]]:
    wanted = [visit_id for visit_id in visit_ids if visit_id]
    rows = session.execute(
        with_place(
            select(Visit.id, WorkOrder.id.label("order_id"), WorkOrder.number, address_column())
            .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
            .join(Request, Request.id == WorkOrder.request_id)
        ).where(Visit.company_id == company_id, Visit.id.in_(wanted))
    )
    return {
        row.id: {
            "work_order_id": row.order_id,
            "work_order_number": row.number,
            "address": row.address,
        }
        for row in rows
    }


def _object(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    value = json.loads(text)
    return value if isinstance(value, dict) else {"": value}
