"""Rows of the archive for handlers: found within the company, and whose sheets they stand on."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from fieldapp.commands.handling import HandlerContext
from fieldapp.domain.problems import (
    CustomerMerged,
    CustomerUnknown,
    DwellingUnknown,
    ProductUnknown,
    SiteUnknown,
)
from fieldapp.persistence.tables import (
    Customer,
    Dwelling,
    Product,
    Request,
    Site,
    Visit,
    WorkOrder,
)


def customer_of(context: HandlerContext, customer_id: str) -> Customer:
    """A customer that stands for itself. Raises CustomerUnknown, CustomerMerged."""
    row = context.session.get(Customer, customer_id)
    if row is None or row.company_id != context.actor.company_id:
        raise CustomerUnknown(customer_id=customer_id)
    if row.merged_into_id is not None:
        raise CustomerMerged(kept_id=row.merged_into_id)
    return row


def kept_customer_id(context: HandlerContext, customer_id: str | None) -> str | None:
    """Who a customer is by now: where it was merged, the one that was kept. Raises CustomerUnknown.

    For forms that may have been open since before the merge; None stays None.
    """
    while customer_id is not None:
        row = context.session.get(Customer, customer_id)
        if row is None or row.company_id != context.actor.company_id:
            raise CustomerUnknown(customer_id=customer_id)
        if row.merged_into_id is None:
            break
        customer_id = row.merged_into_id
    return customer_id


def site_of(context: HandlerContext, site_id: str) -> Site:
    """A site of the company. Raises SiteUnknown."""
    row = context.session.get(Site, site_id)
    if row is None or row.company_id != context.actor.company_id:
        raise SiteUnknown(site_id=site_id)
    return row


def dwelling_of(context: HandlerContext, dwelling_id: str) -> Dwelling:
    """A home of the company. Raises DwellingUnknown."""
    row = context.session.get(Dwelling, dwelling_id)
    if row is None or row.company_id != context.actor.company_id:
        raise DwellingUnknown(dwelling_id=dwelling_id)
    return row


def product_of(context: HandlerContext, product_id: str) -> Product:
    """A window or door of the company. Raises ProductUnknown."""
    row = context.session.get(Product, product_id)
    if row is None or row.company_id != context.actor.company_id:
        raise ProductUnknown(product_id=product_id)
    return row


def set_fields(row: Any, command: Any, *names: str) -> None:
    """Write these fields of the command into the row."""
    for name in names:
        setattr(row, name, getattr(command, name))


def touch_customer(context: HandlerContext, customer_id: str) -> None:
    """Send the open sheets again on which the customer stands."""
    _touch(
        context,
        or_(
            Request.reporter_id == customer_id,
            Request.user_id == customer_id,
            Request.payer_id == customer_id,
        ),
    )


def touch_dwelling(context: HandlerContext, dwelling_id: str) -> None:
    """Send the open sheets of a home again."""
    _touch(context, Request.dwelling_id == dwelling_id)


def touch_dwellings(context: HandlerContext, dwelling_ids: Sequence[str]) -> None:
    """Send the open sheets of these homes again."""
    _touch(context, Request.dwelling_id.in_(dwelling_ids))


def touch_site(context: HandlerContext, site_id: str) -> None:
    """Send the open sheets of a site again."""
    _touch(context, Request.dwelling_id.in_(select(Dwelling.id).where(Dwelling.site_id == site_id)))


def _touch(context: HandlerContext, condition: ColumnElement[bool]) -> None:
    visits = context.session.scalars(
        select(Visit)
        .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
        .join(Request, Request.id == WorkOrder.request_id)
        .where(Visit.company_id == context.actor.company_id, Visit.ended_at.is_(None), condition)
    )
    for visit in visits:
        context.touch(visit)
