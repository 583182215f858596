"""Which part of each window of a home is under warranty until when, as of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fieldapp.domain.coverage import Coverage, coverage
from fieldapp.queries.fault_categories import fault_categories
from fieldapp.queries.warranty import ReportedItem, VerdictView, judge
from fieldapp.web.identity import current_actor
from fieldapp.web.scope import db, today


def coverages(dwelling_id: str, products: Iterable[tuple[str, str]]) -> Mapping[str, Coverage]:
    """Product id → its coverage, by what usually breaks of a window.

    products: id and position of each.
    """
    company_id = current_actor().company_id
    codes = [each.code for each in fault_categories(db(), company_id=company_id)]
    items = [
        ReportedItem(position=position, category_code=code, product_id=product_id)
        for product_id, position in products
        for code in codes
    ]
    views = judge(
        db(),
        company_id=company_id,
        dwelling_id=dwelling_id,
        registered_on=today(),
        items=items,
    )
    found: dict[str, list[VerdictView]] = {}
    for item, view in zip(items, views, strict=True):
        found.setdefault(str(item.product_id), []).append(view)
    return {
        product_id: coverage(
            ((view.part, view.ends_on, view.warranty_verdict == "unknown") for view in each),
            on=today(),
        )
        for product_id, each in found.items()
    }
