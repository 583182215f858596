"""Numbers from a counter row: of papers per local day, and of changes per company."""

from datetime import date

from sqlalchemy import Uuid, bindparam, select, text
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import Counter

CHANGE_NO = "change_no"

# The same words on SQLite (3.35) and PostgreSQL; the row stays locked until the commit, so a
# number that can be seen implies that all smaller ones can be seen.
_TAKE = text(
    "INSERT INTO counters (company_id, kind, local_day, value)"
    " VALUES (:company_id, :kind, :local_day, 1)"
    " ON CONFLICT (company_id, kind, local_day) DO UPDATE SET value = counters.value + 1"
    " RETURNING value"
).bindparams(bindparam("company_id", type_=Uuid(as_uuid=False)))


def next_number(session: Session, company_id: str, kind: str, local_day: date) -> int:
    """The next number of a kind of paper on a local day, from 1."""
    return _take(session, company_id, kind, local_day.isoformat())


def next_change_no(session: Session, company_id: str) -> int:
    """The company's next change number. Take it last: it holds a lock until the commit."""
    return _take(session, company_id, CHANGE_NO, "")


def last_change_no(session: Session, company_id: str) -> int:
    """The company's newest change number; 0 before the first."""
    value = session.scalar(
        select(Counter.value).where(
            Counter.company_id == company_id,
            Counter.kind == CHANGE_NO,
            Counter.local_day == "",
        )
    )
    return value or 0


def _take(session: Session, company_id: str, kind: str, local_day: str) -> int:
    row = {"company_id": company_id, "kind": kind, "local_day": local_day}
    return int(session.connection().execute(_TAKE, row).scalar_one())
