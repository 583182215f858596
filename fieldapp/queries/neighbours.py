"""The orders before and after one, by number: what [ and ] lead to."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import BindParameter, bindparam, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import WorkOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Ids of the orders beside one; None at either end."""

    before: str | None
    after: str | None


#: Made once: every order's page asks, and building a statement costs more than running it.
_BESIDE = select(WorkOrder.id).where(WorkOrder.company_id == bindparam("company_id")).limit(1)
_NUMBER: BindParameter[str] = bindparam("number")
_NEIGHBOURS = select(
    _BESIDE.where(WorkOrder.number < _NUMBER)
    .order_by(WorkOrder.number.desc())
    .scalar_subquery()
    .label("before"),
    _BESIDE.where(WorkOrder.number > _NUMBER)
    .order_by(WorkOrder.number)
    .scalar_subquery()
    .label("after"),
)


def neighbours_of_order(session: Session, company_id: str, number: str) -> Neighbours:
    """The company's next lower and next higher number."""
    which = {"company_id": company_id, "number": number}
    row = session.connection().execute(_NEIGHBOURS, which).one()
    return Neighbours(before=row.before, after=row.after)
