"""Keeps commands that cannot even be read, whole, where somebody will look at them."""

from datetime import datetime

from sqlalchemy.orm import Session

from fieldapp.domain.roles import Actor
from fieldapp.offline.envelopes import BrokenCommand
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import MismatchedCommand, new_id
from fieldapp.queries.mismatches import is_kept


def keep_broken(
    session: Session, command: BrokenCommand, device_id: str, *, actor: Actor, now: datetime
) -> None:
    """Store the command beside the mismatched ones; the same one sent again adds nothing."""
    with write_transaction(session):
        if is_kept(
            session, company_id=actor.company_id, person_id=actor.person_id, raw=command.raw
        ):
            return
        session.add(
            MismatchedCommand(
                company_id=actor.company_id,
                device_id=device_id,
                command_id=command.command_id or new_id(),
                person_id=actor.person_id,
                raw=command.raw,
                reason=f"unreadable: {command.reason}"[:100],
                received_at=now,
            )
        )
