"""The cast's company in a SQLite file of its own, with bytes, a clock and as many visits as wanted.

The offline protocol is tested over several sessions, threads and even restored files, so it opens
its own connections instead of sharing the one of a test.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session, sessionmaker

from fieldapp.persistence.blobs import Blobs, blobs_for
from fieldapp.persistence.counters import next_change_no
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from fieldapp.persistence.tables import Base, Charge, Consent, QrCode, WorkOrderItem, new_id
from tests import cast
from tests.builders import a_visit, a_work_order, added

NOW = datetime(2026, 11, 28, 0, 30, tzinfo=UTC)


class Clock:
    """A clock that is moved by hand."""

    def __init__(self, now=NOW):
        self.now = now

    def __call__(self):
        return self.now

    def forward(self, **delta):
        self.now += timedelta(**delta)


@dataclass(kw_only=True)
class AVisit:
    """The ids of one visit and what hangs on it."""

    visit_id: str
    trip_id: str
    order_id: str
    request_id: str
    item_ids: list[str]


@dataclass(kw_only=True)
class World:
    """Sessions, bytes and people of one company."""

    engine: Engine
    sessions: sessionmaker
    store: Blobs
    clock: Clock = field(default_factory=Clock)
    company_id: str = cast.COMPANY_ID
    material_id: str = cast.STRIP_ID

    @property
    def people(self):
        return {name: cast.person_id(name) for name in cast.PEOPLE}

    def actor(self, name):
        return cast.actor(name)

    def visit(self, lead="wang", *, helpers=(), charged=False, items=1):
        """A planned visit of a fresh order, stamped like dispatch would."""
        with self.sessions() as session, write_transaction(session):
            return _a_stamped_visit(session, lead, helpers, charged, items)


def a_world(folder: Path, blobs_url: str | None = None) -> World:
    engine = engine_for(f"sqlite:///{folder / 'test.db'}")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions() as session, write_transaction(session):
        cast.seed(session)
    store = blobs_for(blobs_url or (folder / "blobs").as_uri())
    return World(engine=engine, sessions=sessions, store=store)


def _a_stamped_visit(session: Session, lead, helpers, charged, items):
    order = a_work_order(session, state="dispatched", positions=["主卧飘窗"] * items)
    rows = session.scalars(select(WorkOrderItem).where(WorkOrderItem.work_order_id == order.id))
    item_ids = [_with_verdict(item, charged) for item in rows]
    added(
        session,
        QrCode(
            company_id=cast.COMPANY_ID,
            code=new_id()[:13].replace("-", "0"),
            work_order_id=order.id,
            created_at=NOW,
        ),
    )
    if charged:
        _agree(session, order.id)
    visit = a_visit(session, lead=lead, helpers=helpers, order=order)
    visit.change_no = next_change_no(session, cast.COMPANY_ID)
    return AVisit(
        visit_id=visit.id,
        trip_id=visit.trip_id,
        order_id=order.id,
        request_id=order.request_id,
        item_ids=item_ids,
    )


def _with_verdict(item: WorkOrderItem, charged):
    if charged:
        item.warranty_verdict, item.charge_verdict = "out", "charged"
        item.estimate_low_cents, item.estimate_high_cents = 9_000, 11_000
    return item.id


def _agree(session: Session, order_id):
    owned = {"company_id": cast.COMPANY_ID, "work_order_id": order_id}
    consent = Consent(
        **owned,
        who="payer",
        who_name="王秀英",
        how="phone",
        low_cents=9_000,
        agreed_cents=11_000,
        agreed_at=NOW - timedelta(days=3),
        recorded_by_id=cast.person_id("kefu"),
    )
    labour = Charge(
        **owned,
        code="RG-03",
        name="换件工费",
        unit="件",
        quantity_milli=1_000,
        unit_price_cents=4_000,
    )
    session.add_all([consent, labour])
