"""A small company in a real SQLite file: two technicians, a clerk and as many visits as wanted."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session, sessionmaker

from fieldapp.domain.roles import Actor, Role
from fieldapp.persistence.blobs import FileBlobs
from fieldapp.persistence.counters import next_change_no
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from fieldapp.persistence.tables import (
    Base,
    Charge,
    ChecklistItem,
    Company,
    Consent,
    Customer,
    Device,
    Dwelling,
    FaultCategory,
    Material,
    Person,
    PersonRole,
    Product,
    QrCode,
    Request,
    RequestItem,
    Site,
    Trip,
    TripMember,
    Visit,
    WorkOrder,
    WorkOrderItem,
    new_id,
)

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

    sessions: sessionmaker
    store: FileBlobs
    company_id: str
    site_id: str
    material_id: str
    people: dict[str, str]
    clock: Clock = field(default_factory=Clock)
    engine: object = None
    _made: int = 0

    def actor(self, name, *roles):
        return Actor(
            person_id=self.people[name],
            company_id=self.company_id,
            roles=frozenset(Role(role) for role in (roles or ("technician",))),
            name=name,
            department="engineering",
        )

    def visit(self, lead="wang", *, helpers=(), charged=False, dwelling_id=None, items=1):
        """A planned visit of a fresh order, stamped like dispatch would."""
        self._made += 1
        with self.sessions() as session, write_transaction(session):
            return _a_visit(session, self, lead, helpers, charged, dwelling_id, items)


def a_world(folder: Path, *, cast=("wang", "li")) -> World:
    engine = engine_for(f"sqlite:///{folder / 'test.db'}")
    Base.metadata.create_all(engine)
    sessions = session_factory(engine)
    with sessions() as session, write_transaction(session):
        company_id, site_id, material_id = _company(session)
        people = {name: _person(session, company_id, name, "technician") for name in cast}
        people["kefu"] = _person(session, company_id, "kefu", "clerk")
        session.add(_web_device(company_id))
    return World(
        sessions=sessions,
        store=FileBlobs(folder / "blobs"),
        company_id=company_id,
        site_id=site_id,
        material_id=material_id,
        people=people,
        engine=engine,
    )


def _company(session: Session):
    company = Company(
        id=new_id(),
        name="云州明睿门窗有限公司（演示）",
        short_name="明睿门窗",
        hotline="0000-8800-1200",
        rules={
            "unfinished_reasons": [{"code": "W1", "text": "玻璃需定制", "next_text": "待料"}],
            "phrases": {"remark": ["排水孔堵塞，已疏通"], "explain": [], "opinion": ["修得好"]},
            "expense_kinds": ["停车"],
        },
    )
    session.add(company)
    session.flush()
    site = Site(id=new_id(), company_id=company.id, name="锦绣华庭二期", quiet_hours="12:00–14:00")
    material = Material(
        id=new_id(),
        company_id=company.id,
        code="MF-002",
        name="等压胶条（鸭嘴）",
        spec="65 系列",
        unit="米",
        unit_price_cents=800,
        van_milli=3000,
    )
    category = FaultCategory(
        company_id=company.id,
        code="LS",
        name="渗漏水",
        is_rain_sensitive=True,
        material_codes=["MF-002"],
    )
    checks = [
        ChecklistItem(
            company_id=company.id,
            list_code="cleanup",
            code=code,
            text=text,
            kind="tick",
            is_required=True,
        )
        for code, text in (("cleanup.swept", "现场清扫"), ("cleanup.usable", "使用状态"))
    ]
    session.add_all([site, material, category, *checks])
    session.flush()
    return company.id, site.id, material.id


def _person(session: Session, company_id, name, role):
    person = Person(
        id=new_id(),
        company_id=company_id,
        username=f"{name}-{company_id}",
        password_hash="-",
        name=name,
        badge_no=name,
        department="engineering",
    )
    session.add(person)
    session.flush()
    session.add(PersonRole(company_id=company_id, person_id=person.id, role=role))
    session.flush()
    return person.id


def _web_device(company_id):
    return Device(company_id=company_id, kind="web", registered_at=NOW, last_seen_at=NOW)


def _a_visit(session: Session, world: World, lead, helpers, charged, dwelling_id, items):
    company_id, clerk, number = world.company_id, world.people["kefu"], world._made
    owned = {"company_id": company_id}
    if dwelling_id is None:
        dwelling = Dwelling(id=new_id(), **owned, site_id=world.site_id, label=f"5-2-{number}")
        session.add(dwelling)
        session.flush()
        dwelling_id = dwelling.id
        session.add(
            Product(**owned, dwelling_id=dwelling_id, position="主卧", kind="window", model="65")
        )
    customer = Customer(id=new_id(), **owned, name="张䶮", kind="owner", phone="19900001203")
    session.add(customer)
    session.flush()
    request = Request(
        id=new_id(),
        **owned,
        number=f"BX20261123-{number:03}",
        channel="phone",
        dwelling_id=dwelling_id,
        reporter_id=customer.id,
        registered_at=NOW - timedelta(days=5),
        registered_by_id=clerk,
    )
    session.add(request)
    session.flush()
    order = WorkOrder(
        id=new_id(),
        **owned,
        number=f"WX20261123-{number:03}",
        request_id=request.id,
        department="engineering",
        state="dispatched",
        created_at=NOW - timedelta(days=4),
        created_by_id=clerk,
    )
    session.add(order)
    session.flush()
    item_ids = [_an_item(session, request.id, order.id, n, charged, owned) for n in range(items)]
    session.add(
        QrCode(
            **owned,
            code=new_id()[:13].replace("-", "0"),
            work_order_id=order.id,
            created_at=NOW,
        )
    )
    if charged:
        _agree(session, order.id, clerk, owned)
    trip = Trip(
        id=new_id(),
        **owned,
        department="engineering",
        lead_id=world.people[lead],
        planned_on=date(2026, 11, 28),
        window_start_at=NOW,
        window_end_at=NOW + timedelta(hours=2),
        dispatched_by_id=clerk,
        dispatched_at=NOW - timedelta(days=1),
        basis="weekend",
    )
    session.add(trip)
    session.flush()
    roles = {lead: "lead", **dict.fromkeys(helpers, "helper")}
    session.add_all(
        TripMember(**owned, trip_id=trip.id, person_id=world.people[name], role=role)
        for name, role in roles.items()
    )
    visit = Visit(id=new_id(), **owned, trip_id=trip.id, work_order_id=order.id)
    session.add(visit)
    session.flush()
    visit.change_no = next_change_no(session, company_id)
    return AVisit(
        visit_id=visit.id,
        trip_id=trip.id,
        order_id=order.id,
        request_id=request.id,
        item_ids=item_ids,
    )


def _an_item(session: Session, request_id, order_id, number, charged, owned):
    asked = RequestItem(
        id=new_id(),
        **owned,
        request_id=request_id,
        position_no=number + 1,
        position="主卧飘窗",
        category_code="LS",
    )
    session.add(asked)
    session.flush()
    item = WorkOrderItem(
        id=new_id(),
        **owned,
        work_order_id=order_id,
        request_item_id=asked.id,
        position_no=number + 1,
        position="主卧飘窗",
        category_code="LS",
        description="窗下口渗水",
        warranty_verdict="out" if charged else "in",
        charge_verdict="charged" if charged else "free",
        estimate_low_cents=9_000 if charged else None,
        estimate_high_cents=11_000 if charged else None,
    )
    session.add(item)
    session.flush()
    return item.id


def _agree(session: Session, order_id, clerk, owned):
    session.add_all(
        [
            Consent(
                **owned,
                work_order_id=order_id,
                who="payer",
                who_name="张䶮",
                how="phone",
                low_cents=9_000,
                agreed_cents=11_000,
                agreed_at=NOW - timedelta(days=3),
                recorded_by_id=clerk,
            ),
            Charge(
                **owned,
                work_order_id=order_id,
                code="RG-03",
                name="五金件更换工费",
                unit="件",
                quantity_milli=1000,
                unit_price_cents=4_000,
            ),
        ]
    )
