"""What an order's lines cost and what was paid for it, laid out for ``domain.payments``.

Pages show the account and commands hold waivers against it; both read the payments here.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from fieldapp.domain.payments import Balance, balance, charged_items, charged_work
from fieldapp.domain.quantities import line_amount_cents
from fieldapp.persistence.tables import Charge, MaterialUse, Payment, Visit, WorkOrderItem

#: Made once: every order's page asks, and building a statement costs more than running it.
_HELD = select(Payment.method, Payment.amount_cents).where(
    Payment.company_id == bindparam("company_id"),
    Payment.work_order_id == bindparam("order_id"),
    Payment.voided_at.is_(None),
)


def held_payments(
    session: Session, company_id: str, work_order_id: str
) -> Sequence[tuple[str, int]]:
    """Method and cents of the payments of an order that were not voided."""
    which = {"company_id": company_id, "order_id": work_order_id}
    rows = session.connection().execute(_HELD, which)
    return [(row.method, row.amount_cents) for row in rows]


def order_account(session: Session, company_id: str, work_order_id: str) -> Balance:
    """The account of an order as it stands: what its lines cost, less what was paid and waived."""
    items = _items(session, company_id, work_order_id)
    materials = charged_items([(item.id, item.charge_verdict) for item in items])
    work = charged_work([(item.id, item.charge_verdict, item.is_extra) for item in items])
    due = _materials_cents(session, company_id, work_order_id, materials)
    due += _charges_cents(session, company_id, work_order_id, work)
    return balance(due, held_payments(session, company_id, work_order_id))


def _items(session: Session, company_id: str, work_order_id: str) -> Sequence[Row[str, str, bool]]:
    return session.execute(
        select(WorkOrderItem.id, WorkOrderItem.charge_verdict, WorkOrderItem.is_extra)
        .where(
            WorkOrderItem.company_id == company_id,
            WorkOrderItem.work_order_id == work_order_id,
            WorkOrderItem.voided_at.is_(None),
        )
        .order_by(WorkOrderItem.position_no)
    ).all()


def _materials_cents(
    session: Session, company_id: str, work_order_id: str, due_items: Collection[str | None]
) -> int:
    uses = session.execute(
        select(MaterialUse.item_id, MaterialUse.quantity_milli, MaterialUse.unit_price_cents)
        .join(Visit, Visit.id == MaterialUse.visit_id)
        .where(
            MaterialUse.company_id == company_id,
            Visit.work_order_id == work_order_id,
            MaterialUse.voided_at.is_(None),
        )
    )
    return sum(
        line_amount_cents(use.quantity_milli, use.unit_price_cents)
        for use in uses
        if use.item_id in due_items
    )


def _charges_cents(
    session: Session, company_id: str, work_order_id: str, due_items: Collection[str | None]
) -> int:
    rows = session.execute(
        select(Charge.item_id, Charge.quantity_milli, Charge.unit_price_cents).where(
            Charge.company_id == company_id,
            Charge.work_order_id == work_order_id,
            Charge.voided_at.is_(None),
            Charge.waived_by_id.is_(None),
        )
    )
    return sum(
        line_amount_cents(row.quantity_milli, row.unit_price_cents)
        for row in rows
        if row.item_id in due_items
    )
