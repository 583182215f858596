"""What was agreed to about orders (收费同意) and their items, laid out for ``domain.consents``.

Pages show the sums and commands ask whether all that is charged is agreed to; both read here.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.consents import agreed_in_all
from fieldapp.persistence.tables import Consent, WorkOrderItem

AnyRow = Row[*tuple[Any, ...]]
Rows = Sequence[AnyRow]


def agreements_of(
    session: Session, company_id: str, work_order_ids: Collection[str]
) -> Mapping[str, Rows]:
    """Order → its agreements; those that have none are left out."""
    rows = session.execute(
        select(
            Consent.work_order_id, Consent.item_ids, Consent.agreed_cents,
            func.coalesce(Consent.received_at, Consent.agreed_at).label("received_at"),
        ).where(Consent.company_id == company_id, Consent.work_order_id.in_(work_order_ids))
    ).all()  # fmt: skip
    return _by_order(rows)


def agreed_of_orders(
    session: Session, company_id: str, work_order_ids: Collection[str]
) -> dict[str, int]:
    """Order → how much was agreed to for it in all; those nobody agreed to are left out."""
    consents = agreements_of(session, company_id, work_order_ids)
    items = _by_order(
        session.execute(
            select(
                WorkOrderItem.work_order_id, WorkOrderItem.id, WorkOrderItem.received_at,
                WorkOrderItem.charge_verdict,
            ).where(
                WorkOrderItem.company_id == company_id,
                WorkOrderItem.work_order_id.in_(consents),
                WorkOrderItem.voided_at.is_(None),
            )
        ).all()
    )  # fmt: skip
    return {
        order_id: agreed_in_all(
            given, [(item.id, item.received_at, item.charge_verdict) for item in items[order_id]]
        )
        for order_id, given in consents.items()
    }


def _by_order(rows: Sequence[Any]) -> Mapping[str, Rows]:
    grouped: dict[str, list[AnyRow]] = defaultdict(list)
    for row in rows:
        grouped[row.work_order_id].append(row)
    return grouped
