"""A company as it is after many years: 100,000 customers and homes, 200,000 orders."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.company import Company
from fieldapp.domain.numbers import REQUEST_PREFIX, WORK_ORDER_PREFIX, paper_number
from fieldapp.domain.search_words import label_term, number_terms
from fieldapp.persistence import tables
from fieldapp.persistence.search_index import customer_terms
from fieldapp.persistence.session import learn_sizes, write_transaction

HOMES = 100_000
ORDERS = 200_000
SITES = 200
_PER_SITE = HOMES // SITES
_A_DAY = 120
_AT_ONCE = 10_000

_SITE_WORDS = ("锦绣", "翠湖", "书香", "金桂", "云栖", "望江", "丹枫", "清荷", "东篱", "明月")
_SITE_KINDS = ("华庭", "雅苑", "名邸", "花园", "新村", "公馆", "府", "家园", "广场", "里")
#: The first is said by eight callers in a hundred.
_SURNAMES = ("王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "单", "仇")
_WEIGHTS = (8, 8, 7, 6, 5, 4, 3, 3, 3, 3, 2, 2, 1, 1)
_GIVEN = "秀英建国志强海峰丽娜静敏伟芳洋艳勇军杰娟涛明超兰霞平刚桂华玉梅琳晨曦"


def grow(company: Company) -> None:
    """Add the years to the demo company; its own rows stay."""
    with company.session() as session:
        # Ids come in no order: without room for the indexes every row would read and write pages.
        session.connection().exec_driver_sql("PRAGMA cache_size = -600000")
        session.rollback()
        with write_transaction(session):
            _Growth(session).grow()
        learn_sizes(session.get_bind().engine)  # as a server does when it starts


class _Growth:
    def __init__(self, session: Session) -> None:
        self.session = session
        self.dice = random.Random(20261128)
        self.company_id = session.scalars(select(tables.Company.id)).one()
        self.clerk_id = session.scalars(
            select(tables.Person.id).where(tables.Person.username == "kefu")
        ).one()
        self.device_id = session.scalars(select(tables.LoggedCommand.device_id).limit(1)).one()
        self.now = datetime.now(UTC)

    def grow(self) -> None:
        sites = [self._row(name=name) for name in _site_names()]
        self._insert(tables.Site, iter(sites))
        homes = [home for site in sites for home in self._homes(site["id"])]
        customers = [self._customer() for _home in homes]
        self._insert(tables.Dwelling, iter(homes))
        self._insert(tables.Customer, iter(customers))
        self._insert(tables.DwellingResident, self._residents(homes, customers))
        requests = [self._request(number, homes, customers) for number in range(ORDERS)]
        orders = [self._order(number, request) for number, request in enumerate(requests)]
        self._insert(tables.Request, iter(requests))
        self._insert(tables.WorkOrder, iter(orders))
        self._insert(tables.WorkOrderItem, (self._item(order) for order in orders))
        self._insert(tables.LoggedCommand, (self._logged(order) for order in orders))
        self._insert(tables.SearchTerm, self._terms(homes, customers, requests, orders))

    def _row(self, **values: Any) -> dict[str, Any]:
        row_id = str(uuid.UUID(int=self.dice.getrandbits(128), version=4))
        return {"id": row_id, "company_id": self.company_id, **values}

    def _insert(self, table: type[tables.Base], rows: Iterator[dict[str, Any]]) -> None:
        batch: list[dict[str, Any]] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _AT_ONCE:
                self.session.execute(insert(table), batch)
                batch = []
        if batch:
            self.session.execute(insert(table), batch)

    def _homes(self, site_id: str) -> Iterator[dict[str, Any]]:
        for number in range(_PER_SITE):
            door, floor = number % 2 + 1, number // 2 % 25 + 1
            unit, building = number // 50 % 2 + 1, number // 100 + 1
            label = f"{building}-{unit}-{floor}0{door}"
            yield self._row(site_id=site_id, label=label)

    def _customer(self) -> dict[str, Any]:
        name = self.dice.choices(_SURNAMES, _WEIGHTS)[0]
        name += "".join(self.dice.choices(_GIVEN, k=self.dice.randint(1, 2)))
        phone = f"199{self.dice.randrange(10**8):08}"
        return self._row(name=name, kind="owner", phone=phone, phone_tail=phone[-4:])

    def _residents(
        self, homes: list[dict[str, Any]], customers: list[dict[str, Any]]
    ) -> Iterator[dict[str, Any]]:
        for home, customer in zip(homes, customers, strict=True):
            yield {
                "company_id": self.company_id,
                "dwelling_id": home["id"],
                "customer_id": customer["id"],
                "relation": "owner",
            }

    def _request(
        self, number: int, homes: list[dict[str, Any]], customers: list[dict[str, Any]]
    ) -> dict[str, Any]:
        at = self.now - timedelta(days=number // _A_DAY + 60, minutes=number % _A_DAY)
        which = self.dice.randrange(HOMES)
        return self._row(
            number=paper_number(REQUEST_PREFIX, at.date(), number % _A_DAY + 501),
            channel="phone", state="ordered", dwelling_id=homes[which]["id"],
            reporter_id=customers[which]["id"], reporter_name=customers[which]["name"],
            reporter_phone=customers[which]["phone"], registered_at=at,
            registered_by_id=self.clerk_id,
        )  # fmt: skip

    def _order(self, number: int, request: dict[str, Any]) -> dict[str, Any]:
        at = request["registered_at"]
        return self._row(
            number=paper_number(WORK_ORDER_PREFIX, at.date(), number % _A_DAY + 501),
            request_id=request["id"], department="engineering" if number % 3 else "production",
            state="closed" if number % 40 else "ready", created_at=at,
            created_by_id=self.clerk_id,
        )  # fmt: skip

    def _item(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._row(
            work_order_id=order["id"], position_no=1, position="主卧飘窗", category_code="LS",
            warranty_verdict="in", charge_verdict="free",
        )  # fmt: skip

    def _logged(self, order: dict[str, Any]) -> dict[str, Any]:
        return self._row(
            command_id=order["id"], device_id=self.device_id, stream=f"work_order:{order['id']}",
            name="make_work_order", version=1, person_id=self.clerk_id, sha256="",
            payload='{"department":"engineering"}', blobs=[], made_at=order["created_at"],
            received_at=order["created_at"], result="applied",
        )  # fmt: skip

    def _terms(
        self, homes: list[dict[str, Any]], customers: list[dict[str, Any]],
        requests: list[dict[str, Any]], orders: list[dict[str, Any]],
    ) -> Iterator[dict[str, Any]]:  # fmt: skip
        for row in customers:
            yield from self._of("customer", row, customer_terms(row["name"], [row["phone"]]))
        for row in homes:
            yield from self._of("dwelling", row, {label_term(row["label"])})
        for row in requests:
            yield from self._of("request", row, number_terms(row["number"]))
        for row in orders:
            yield from self._of("work_order", row, number_terms(row["number"]))

    def _of(self, kind: str, row: dict[str, Any], terms: set[str]) -> Iterator[dict[str, Any]]:
        for term in terms:
            yield {
                "company_id": self.company_id,
                "subject_kind": kind,
                "subject_id": row["id"],
                "term": term,
            }


def _site_names() -> list[str]:
    names = [f"{word}{kind}" for word in _SITE_WORDS for kind in _SITE_KINDS]
    return [f"{name}{phase}" for name in names for phase in ("一期", "二期")]
