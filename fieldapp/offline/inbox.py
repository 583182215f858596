"""What waits for the decision of the person who made it: keep mine, drop mine, or send anew.

Decisions themselves are commands (``decide_command``); an edited resend is an ordinary command of
the phone that names the parked one in ``supersedes``.
"""

import json

from sqlalchemy.orm import Session

from fieldapp.domain.roles import Actor
from fieldapp.offline.wire import InboxEntry, wire_instant
from fieldapp.persistence.tables import LoggedCommand
from fieldapp.queries.parked_commands import parked_of_person


def parked_commands(session: Session, *, actor: Actor) -> list[InboxEntry]:
    """This person's undecided parked commands, oldest first."""
    rows = parked_of_person(session, company_id=actor.company_id, person_id=actor.person_id)
    return [_entry(row) for row in rows]


def _entry(row: LoggedCommand) -> InboxEntry:
    return {
        "command_id": row.command_id,
        "name": row.name,
        "stream": row.stream,
        "code": row.problem_code or "",
        "details": row.problem_details or {},
        "payload": None if row.payload is None else json.loads(row.payload),
        "made_at": wire_instant(row.made_at),
        "received_at": wire_instant(row.received_at),
    }
