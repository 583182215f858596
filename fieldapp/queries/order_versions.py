"""Whether a reader's copy of an order's page is current, told without building the page."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Attachment, LoggedCommand, Visit, WorkOrder


def order_version(session: Session, *, company_id: str, work_order_id: str) -> str | None:
    """A text that changes whenever the order's page would; None if there is no such order.

    The office's changes of the order raise its revision, those of its visits the number of the
    sheet, and the history grows with every command: together they say whether a reader's copy is
    current without building the page.
    """
    which = {"company_id": company_id, "order_id": work_order_id}
    row = session.connection().execute(_version(), which).one_or_none()
    if row is None:
        return None
    streams = [f"work_order:{work_order_id}", f"request:{row.request_id}"]
    counted = {"company_id": company_id, "streams": streams}
    commands = session.connection().scalar(_commands_of(), counted)
    return f"{row.number}-{row.state}-{row.revision}-{row.newest or 0}-{commands}-{row.photos}"


# Statements are made once: building one costs more than running it.
@cache
def _version() -> Select[*tuple[Any, ...]]:
    visits = (Visit.company_id == WorkOrder.company_id, Visit.work_order_id == WorkOrder.id)
    newest = select(func.max(Visit.change_no)).where(*visits)
    photos = (
        select(func.count())
        .select_from(Attachment)
        .join(Visit, Visit.id == Attachment.visit_id)
        .where(*visits, Attachment.state == "verified")
    )
    return select(
            WorkOrder.state, WorkOrder.number, WorkOrder.revision, WorkOrder.request_id,
            newest.scalar_subquery().label("newest"), photos.scalar_subquery().label("photos"),
        ).where(
            WorkOrder.company_id == bindparam("company_id"), WorkOrder.id == bindparam("order_id")
        )  # fmt: skip


@cache
def _commands_of() -> Select[int]:
    return select(func.count()).where(
        LoggedCommand.company_id == bindparam("company_id"),
        LoggedCommand.stream.in_(bindparam("streams", expanding=True)),
    )
