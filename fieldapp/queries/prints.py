"""How often an order was printed: each copy is a line of the command log."""

from __future__ import annotations

from sqlalchemy import func, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import LoggedCommand


def print_count(session: Session, *, company_id: str, work_order_id: str) -> int:
    """Copies printed so far."""
    count = session.scalar(
        select(func.count()).where(
            LoggedCommand.company_id == company_id,
            LoggedCommand.stream == f"work_order:{work_order_id}",
            LoggedCommand.result == "applied",
            LoggedCommand.name == "print_work_order",
        )
    )
    return int(count or 0)
