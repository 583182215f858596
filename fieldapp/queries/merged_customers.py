"""Customers that were merged away, for forms opened before."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Customer


def names_merged_into(
    session: Session, *, company_id: str, kept_ids: Collection[str]
) -> dict[str, str]:
    """Id and former name of every customer that became one of these, also step by step."""
    found: dict[str, str] = {}
    kept = set(kept_ids)
    while kept:
        rows = session.execute(
            select(Customer.id, Customer.name).where(
                Customer.company_id == company_id, Customer.merged_into_id.in_(kept)
            )
        ).all()
        found |= {row.id: row.name for row in rows}
        kept = {row.id for row in rows}
    return found
