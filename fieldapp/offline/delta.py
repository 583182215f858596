"""What changed for one person since his cursor, and what his phone must hold afterwards.

The cursor is a change number, never a time: numbers are given out last in each transaction from
one counter row, so a visible number implies that all smaller ones are visible.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from fieldapp.domain.canonical_json import sha256_hex
from fieldapp.offline.sheet_record import Sheet
from fieldapp.offline.sheets import build_sheets
from fieldapp.offline.wire import Delta, Held, wire_instant
from fieldapp.persistence.counters import last_change_no
from fieldapp.queries.visit_scopes import ScopedVisit, visits_in_scope, visits_left

#: How long a phone keeps the sheet of a visit that has ended.
ENDED_DAYS = 14


class CursorGone(Exception):
    """The cursor is none of this server's: the phone asks again with 0 and gets everything."""


def delta_since(
    session: Session, *, company_id: str, person_id: str, cursor: int, now: datetime
) -> Delta:
    """Changed sheets, departures and the hash of the whole scope; cursor 0 means everything.

    Must run in one transaction (one snapshot). Raises CursorGone when the cursor is newer than
    the server's counter, as after a restore from a backup.
    """
    newest = last_change_no(session, company_id)
    if cursor > newest:
        raise CursorGone
    ended_before = now - timedelta(days=ENDED_DAYS)
    scope = visits_in_scope(
        session, company_id=company_id, person_id=person_id, ended_after=ended_before
    )
    changed = [visit.visit_id for visit in scope if cursor == 0 or visit.change_no > cursor]
    sheets = build_sheets(session, changed)
    return {
        "cursor": newest,
        "full": cursor == 0,
        "sheets": sheets,
        "gone": _gone(session, company_id, person_id, cursor, scope),
        "ended_before": wire_instant(ended_before),
        "held": held(scope, sheets),
    }


def held(scope: Iterable[ScopedVisit], sheets: Iterable[Sheet]) -> Held:
    """Count and hash of a scope: sha256 over the sorted lines ``visit_id:change_no``.

    The number of a sheet that is sent counts, should it be newer than the scope (PostgreSQL).
    """
    numbers = {visit.visit_id: visit.change_no for visit in scope}
    numbers |= {sheet["visit_id"]: sheet["change_no"] for sheet in sheets}
    lines = sorted(f"{visit_id}:{change_no}\n" for visit_id, change_no in numbers.items())
    return {"count": len(lines), "hash": sha256_hex("".join(lines).encode())}


def _gone(
    session: Session, company_id: str, person_id: str, cursor: int, scope: Iterable[ScopedVisit]
) -> list[str]:
    if cursor == 0:
        return []
    here = {visit.visit_id for visit in scope}
    left = visits_left(session, company_id=company_id, person_id=person_id, after_change_no=cursor)
    return [visit_id for visit_id in left if visit_id not in here]
