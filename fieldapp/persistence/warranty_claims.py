"""What the archive knows about reported items, laid out for ``domain.warranty.judge``.

Commands store the verdict and queries show it before it is stored; both read it here, in a fixed
number of statements for any number of items.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import BindParameter, Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.warranty import Claim, Repair, Rule, Verdict, judge_by, rules_on
from fieldapp.persistence.tables import (
    Company,
    Dwelling,
    FaultCategory,
    Product,
    Request,
    RequestItem,
    Site,
    Visit,
    WarrantyRule,
    WorkOrder,
    WorkOrderItem,
)

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedItem:
    """An item as it was reported; an empty part and cause are what its category says."""

    position: str
    category_code: str
    part: str = ""
    cause: str = ""
    product_id: str | None = None
    is_disputed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedItem:
    """The verdict about a reported item, and what its category usually costs when it is charged."""

    verdict: Verdict
    #: None means not charged, or not known.
    low_cents: int | None
    #: None means not charged, or not known.
    high_cents: int | None


_RULES = select(WarrantyRule).where(WarrantyRule.company_id == bindparam("company_id"))
_CATEGORIES: AnySelect = (
    select(
        FaultCategory.code, FaultCategory.warranty_part, FaultCategory.warranty_cause,
        FaultCategory.usual_low_cents, FaultCategory.usual_high_cents,
    )
    .where(FaultCategory.company_id == bindparam("company_id"))
    .order_by(FaultCategory.position, FaultCategory.code)
)  # fmt: skip
_DWELLINGS: BindParameter[Collection[str]] = bindparam("dwelling_ids", expanding=True)
_PLACES: AnySelect = (
    select(
        Dwelling.id.label("dwelling_id"),
        func.coalesce(Dwelling.completed_on, Site.completed_on).label("completed_on"),
        Dwelling.handed_over_on,
    )
    .join(Site, Site.id == Dwelling.site_id)
    .where(Dwelling.company_id == bindparam("company_id"), Dwelling.id.in_(_DWELLINGS))
)
_PRODUCTS: AnySelect = select(
    Product.dwelling_id, Product.id, Product.position, Product.completed_on, Product.handed_over_on,
    Product.installed_on, Product.purchased_on,
).where(
    Product.company_id == bindparam("company_id"),
    Product.dwelling_id.in_(_DWELLINGS),
    Product.removed_on.is_(None),
)  # fmt: skip
_ORDERS_OF_HOMES = select(WorkOrder.id).where(
    WorkOrder.company_id == bindparam("company_id"),
    WorkOrder.request_id.in_(
        select(Request.id).where(
            Request.company_id == bindparam("company_id"), Request.dwelling_id.in_(_DWELLINGS)
        )
    ),
)
_REPAIRS: AnySelect = (
    select(
        Request.dwelling_id, WorkOrderItem.id.label("item_id"),
        WorkOrderItem.position, WorkOrderItem.category_code,
        RequestItem.product_id, WorkOrder.id.label("work_order_id"), WorkOrder.number,
        WorkOrder.department, WorkOrder.request_id, Company.timezone,
        func.max(Visit.ended_at).label("repaired_at"),
    )
    .join(WorkOrder, WorkOrder.id == WorkOrderItem.work_order_id)
    .join(Request, Request.id == WorkOrder.request_id)
    .join(Company, Company.id == WorkOrder.company_id)
    .join(
        Visit,
        (Visit.company_id == WorkOrder.company_id)
        & (Visit.work_order_id == WorkOrder.id)
        & (Visit.ended_kind == "finished"),
    )
    .outerjoin(RequestItem, RequestItem.id == WorkOrderItem.request_item_id)
    .where(
        # From the homes to their items; the other way round all of the company's would be read.
        WorkOrderItem.company_id == bindparam("company_id"),
        WorkOrderItem.work_order_id.in_(_ORDERS_OF_HOMES),
        WorkOrderItem.result.in_(("fixed", "partly")),
        WorkOrderItem.voided_at.is_(None),
    )
    .group_by(
        Request.dwelling_id, WorkOrderItem.id, WorkOrderItem.position, WorkOrderItem.category_code,
        RequestItem.product_id, WorkOrder.id, WorkOrder.number, WorkOrder.department,
        WorkOrder.request_id, Company.timezone,
    )
    .order_by(func.max(Visit.ended_at))
)  # fmt: skip


def judge_items(
    session: Session,
    *,
    company_id: str,
    dwelling_id: str | None,
    registered_on: date,
    items: Sequence[ReportedItem],
    request_id: str | None = None,
) -> list[JudgedItem]:
    """A verdict for each item, decided by the day of registration (rule 3).

    registered_on: a local day. request_id: the request the items stand on, if it is stored
    already: what was done about it is no earlier repair. An address that is not in the archive
    (dwelling_id None) has no days and no repairs.
    """
    archive = read_archive(session, company_id, [] if dwelling_id is None else [dwelling_id])
    return [archive.judged(item, dwelling_id, registered_on, request_id) for item in items]


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeFacts:
    """All that verdicts about one home hang on: from equal facts follow equal verdicts."""

    categories: tuple[AnyRow, ...]
    rules: tuple[Rule, ...]
    place: "_Place"


class Archive:
    """All that verdicts about some homes are made from."""

    def __init__(
        self,
        categories: Iterable[AnyRow],
        rules: Iterable[Rule],
        places: Mapping[str | None, "_Place"],
    ) -> None:
        """places: dwelling → its days, products and repairs."""
        self.categories = {row.code: row for row in categories}
        self._rules = tuple(rules)
        self._standing: dict[date, list[Rule]] = {}
        self._verdicts: dict[Claim, Verdict] = {}
        self._places = places

    @classmethod
    def of_home(cls, facts: HomeFacts) -> "Archive":
        """An archive of one home, which is no dwelling's: None."""
        return cls(facts.categories, facts.rules, {None: facts.place})

    def facts(self, dwelling_id: str | None, request_id: str) -> HomeFacts:
        """What is known of one home; what is done about this request is no earlier repair."""
        place = self._place(dwelling_id)
        earlier = tuple(row for row in place.repairs if row.request_id != request_id)
        return HomeFacts(
            categories=tuple(self.categories.values()),
            rules=self._rules,
            place=replace(place, repairs=earlier),
        )

    def judged(
        self,
        item: ReportedItem,
        dwelling_id: str | None,
        registered_on: date,
        request_id: str | None = None,
    ) -> JudgedItem:
        """The verdict about one item in one of the homes."""
        category = self.categories.get(item.category_code)
        verdict = self._judge(
            _claim(item, category, self._place(dwelling_id), registered_on, request_id)
        )
        is_charged = verdict.charge == "charged" and category is not None
        return JudgedItem(
            verdict=verdict,
            low_cents=category.usual_low_cents if is_charged and category else None,
            high_cents=category.usual_high_cents if is_charged and category else None,
        )

    def _judge(self, claim: Claim) -> Verdict:
        """Once for all items that make the same claim."""
        day = claim.registered_on
        if day not in self._standing:
            self._standing[day] = rules_on(self._rules, day)
        if claim not in self._verdicts:
            self._verdicts[claim] = judge_by(self._standing[day], claim)
        return self._verdicts[claim]

    def positions(self, dwelling_id: str | None) -> list[str]:
        """Where a home's products stand and where something was repaired before."""
        place = self._place(dwelling_id)
        return sorted({row.position for row in (*place.products, *place.repairs)} - {""})

    def _place(self, dwelling_id: str | None) -> "_Place":
        return self._places.get(dwelling_id, _Place())


def read_archive(session: Session, company_id: str, dwelling_ids: Collection[str]) -> Archive:
    """The company's rules and categories, the days and repairs of these homes: five statements."""
    connection = session.connection()
    return Archive(
        connection.execute(_CATEGORIES, {"company_id": company_id}),
        company_rules(session, company_id),
        _places(session, company_id, dwelling_ids),
    )


def company_rules(session: Session, company_id: str) -> list[Rule]:
    """All versions of all rules of a company."""
    return [
        Rule(
            rule_id=row.id,
            part=row.part,
            cause=row.cause,
            months=row.months,
            start_kind=row.start_kind,
            basis_kind=row.basis_kind,
            basis=row.basis,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in session.scalars(_RULES, {"company_id": company_id})
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """The days of a home, its products and what was repaired there."""

    completed_on: date | None = None
    handed_over_on: date | None = None
    products: tuple[AnyRow, ...] = ()
    repairs: tuple[AnyRow, ...] = ()


def _places(
    session: Session, company_id: str, dwelling_ids: Collection[str]
) -> dict[str | None, _Place]:
    """Each known home; nothing is asked for where none is wanted."""
    if not dwelling_ids:
        return {}
    connection = session.connection()
    keys = {"company_id": company_id, "dwelling_ids": list(dwelling_ids)}
    products: dict[str, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(_PRODUCTS, keys):
        products[row.dwelling_id].append(row)
    repairs: dict[str, list[AnyRow]] = defaultdict(list)
    for row in connection.execute(_REPAIRS, keys):
        repairs[row.dwelling_id].append(row)
    return {
        row.dwelling_id: _Place(
            completed_on=row.completed_on,
            handed_over_on=row.handed_over_on,
            products=tuple(products[row.dwelling_id]),
            repairs=tuple(repairs[row.dwelling_id]),
        )
        for row in connection.execute(_PLACES, keys)
    }


def _claim(
    item: ReportedItem,
    category: AnyRow | None,
    place: _Place,
    registered_on: date,
    request_id: str | None,
) -> Claim:
    part, cause = _part_and_cause(item, category)
    products = _products_of(item, place.products)
    return Claim(
        part=part,
        cause=cause,
        registered_on=registered_on,
        completed_on=_agreed(products, "completed_on") or place.completed_on,
        handed_over_on=_agreed(products, "handed_over_on") or place.handed_over_on,
        installed_on=_agreed(products, "installed_on"),
        purchased_on=_agreed(products, "purchased_on"),
        repair=_latest_repair(item, place.repairs, registered_on, request_id),
        is_disputed=item.is_disputed,
    )


def _part_and_cause(item: ReportedItem, category: AnyRow | None) -> tuple[str, str]:
    """As they were chosen; the category's cause only goes with the category's part."""
    if category is None:
        return item.part, item.cause
    part = item.part or category.warranty_part
    is_usual = part == category.warranty_part
    return part, item.cause or (category.warranty_cause if is_usual else "")


def _products_of(item: ReportedItem, products: Iterable[AnyRow]) -> list[AnyRow]:
    """The product that was named, else all that stand at the position."""
    if item.product_id is not None:
        return [row for row in products if row.id == item.product_id]
    return [row for row in products if _same(row.position, item.position)]


def _agreed(products: Sequence[AnyRow], name: str) -> date | None:
    """The day all these products have in common; None where they differ or none is known."""
    days = {getattr(row, name) for row in products}
    return days.pop() if len(days) == 1 else None


def _latest_repair(
    item: ReportedItem, repairs: Sequence[AnyRow], registered_on: date, request_id: str | None
) -> Repair | None:
    """The latest finished repair of the same position and category, or of the same product."""
    latest = None
    for row in repairs:
        is_same_product = item.product_id is not None and row.product_id == item.product_id
        is_same_place = _same(row.position, item.position)
        if row.category_code != item.category_code or not (is_same_product or is_same_place):
            continue
        repaired_on = row.repaired_at.astimezone(ZoneInfo(row.timezone)).date()
        if row.request_id != request_id and repaired_on <= registered_on:
            latest = Repair(
                item_id=row.item_id,
                work_order_id=row.work_order_id,
                number=row.number,
                department=row.department,
                repaired_on=repaired_on,
            )
    return latest


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """Without blanks, full-width letters and digits as their usual ones."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()
