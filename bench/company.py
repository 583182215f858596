"""What is added to the demo company before something is measured on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from fieldapp.cli.demo.installation import demo_settings
from fieldapp.cli.demo.intake import ZONE, Intake, Slot
from fieldapp.cli.demo.story import Story
from fieldapp.persistence import tables
from fieldapp.persistence.blobs import blobs_for
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from fieldapp.persistence.tables import new_id

NOTICE = {"basis": "notice", "notice_text": "物业微信告知，早上 8:05，管家 白露"}


class Company:
    """The data of one installation, reached beside its server."""

    def __init__(self, folder: Path) -> None:
        demo = demo_settings(folder, base_url="http://127.0.0.1:8000", reset=False)
        #: As an installation runs; the demo looks at every use whether a template has changed.
        self.settings = replace(demo, debug=False)

    @contextmanager
    def session(self) -> Iterator[Session]:
        engine = engine_for(self.settings.database_url)
        try:
            with session_factory(engine)() as session:
                yield session
        finally:
            engine.dispose()

    def dispatch_visits(self, username: str, count: int) -> list[str]:
        """Register, order and dispatch today's visits, one item each, through the real commands."""
        with self.session() as session:
            now = datetime.now(UTC)
            story = Story(session, blobs_for(self.settings.blobs_url), now)
            story.open(session.scalars(select(tables.Company.id)).one())
            intake = Intake(story)
            homes = [home for home in intake.homes if home.is_in_warranty]
            slot = Slot(technician=username, day=now.astimezone(ZONE).date(), number=1)
            at = now - timedelta(hours=2)
            visits = []
            for number in range(count):
                home = homes[number % len(homes)]
                fault = intake.faults[number % len(intake.faults)]
                request_id = intake.register(home, [fault], at)
                intake.confirm(request_id, at)
                order_id = intake.make_order(home, request_id, at)
                visits.append(intake.dispatch(order_id, slot, at, **NOTICE))
            return visits

    def add_materials(self, up_to: int) -> None:
        """Fill the catalogue up with distinct materials like those it has."""
        with self.session() as session, write_transaction(session):
            known = list(session.scalars(select(tables.Material)))
            rows = [variant(known[n % len(known)], n) for n in range(len(known), up_to)]
            session.execute(insert(tables.Material), rows)
            session.execute(
                update(tables.Company).values(
                    catalogue_version=tables.Company.catalogue_version + 1
                )
            )

    def add_orders(self, up_to: int) -> None:
        """Fill the ledger up with orders like those it has: request, order, items, trip, visit."""
        with self.session() as session, write_transaction(session):
            known = list(session.scalars(select(tables.WorkOrder)))
            items = grouped(session, tables.WorkOrderItem, "work_order_id")
            visits = grouped(session, tables.Visit, "work_order_id")
            requests = {row.id: row for row in session.scalars(select(tables.Request))}
            batches: dict[type[tables.Base], list[dict[str, object]]] = {
                tables.Request: [], tables.WorkOrder: [], tables.WorkOrderItem: [],
                tables.Visit: [],
            }  # fmt: skip
            for number in range(len(known), up_to):
                order = known[number % len(known)]
                earlier = timedelta(hours=number)
                request = copy_of(requests[order.request_id], number=f"BX-BENCH-{number:05}")
                request["registered_at"] = requests[order.request_id].registered_at - earlier
                copied = copy_of(
                    order, number=f"WX-BENCH-{number:05}", request_id=request["id"],
                    created_at=order.created_at - earlier,
                )  # fmt: skip
                batches[tables.Request].append(request)
                batches[tables.WorkOrder].append(copied)
                for item in items.get(order.id, []):
                    batches[tables.WorkOrderItem].append(
                        copy_of(item, work_order_id=copied["id"], request_item_id=None)
                    )
                for visit in visits.get(order.id, []):
                    batches[tables.Visit].append(copy_of(visit, work_order_id=copied["id"]))
            for table, rows in batches.items():
                session.execute(insert(table), rows)


def variant(material: tables.Material, number: int) -> dict[str, object]:
    return copy_of(
        material,
        code=f"{material.code[:2]}-{number:04}",
        name=f"{material.name}{number}型",
        spec=f"{material.spec} {number % 97} mm",
        unit_price_cents=material.unit_price_cents + number % 900,
        position=number,
    )


def copy_of(row: tables.Base, **changed: object) -> dict[str, object]:
    """The columns of a row under a new id, some of them changed."""
    columns = {column.key: getattr(row, column.key) for column in row.__table__.columns}
    return columns | {"id": new_id()} | changed


def grouped(session: Session, table: type[tables.Base], key: str) -> dict[str, list[tables.Base]]:
    found: dict[str, list[tables.Base]] = {}
    for row in session.scalars(select(table)):
        found.setdefault(getattr(row, key), []).append(row)
    return found
