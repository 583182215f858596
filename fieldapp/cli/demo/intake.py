"""How a request of the demo company comes in, becomes an order and finds its technician."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from fieldapp.cli.demo.money import estimate_and_agree
from fieldapp.cli.demo.paper import table
from fieldapp.cli.demo.story import Story
from fieldapp.persistence.tables import (
    Customer,
    Dwelling,
    DwellingResident,
    RequestItem,
    Site,
    Trip,
    Visit,
)

ZONE = ZoneInfo("Asia/Shanghai")
WARRANTY_SITES = frozenset({"锦绣华庭二期", "书香名邸", "滨江国际公寓"})
ENGINEERING = ("wang", "li", "sun", "zhou")
PRODUCTION = ("zhao", "chen", "zheng", "ma", "huang")
WINDOWS = ((time(8, 30), 120), (time(10, 45), 75), (time(13, 30), 90), (time(15, 20), 90))
LABOUR = {
    "LS": ("RG-05", 3000), "WJ": ("RG-03", 1000), "KG": ("RG-02", 1000), "BL": ("RG-07", 1000),
    "QW": ("RG-07", 1000), "MF": ("RG-04", 4000), "TL": ("RG-09", 1000), "SC": ("RG-10", 1000),
    "MS": ("RG-03", 1000), "DJ": ("RG-05", 2000), "XC": ("RG-02", 1000), "AZ": ("RG-02", 2000),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Home:
    """A dwelling with whom to ring at."""

    dwelling_id: str
    customer_id: str
    site: str
    label: str
    customer_name: str
    phone: str
    relation: str

    @property
    def is_in_warranty(self) -> bool:
        return self.site in WARRANTY_SITES

    @property
    def department(self) -> str:
        return "engineering" if self.is_in_warranty else "production"

    @property
    def technicians(self) -> tuple[str, ...]:
        return ENGINEERING if self.is_in_warranty else PRODUCTION


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A window of a technician's day."""

    technician: str
    day: date
    number: int

    @property
    def start_at(self) -> datetime:
        return datetime.combine(self.day, WINDOWS[self.number][0], ZONE)

    @property
    def end_at(self) -> datetime:
        return self.start_at + timedelta(minutes=WINDOWS[self.number][1])


class Intake:
    """The clerk's and the supervisor's part of the demo."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.homes = homes(story)
        self.faults = table("faults")
        self.taken = self._taken_slots()

    def register(self, home: Home, faults: list[dict[str, str]], at: datetime) -> str:
        """The call is taken; returns the id of the request."""
        return self.story.act(
            "kefu",
            "register_request",
            at=at,
            channel=self.story.dice.choice(["phone", "phone", "phone", "desk", "slip", "fax"]),
            kind="repair",
            urgency="urgent" if faults[0]["category"] == "BL" else "normal",
            dwelling_id=home.dwelling_id,
            reporter_id=home.customer_id,
            reporter_name=home.customer_name,
            reporter_relation=home.relation,
            reporter_phone=home.phone,
            wished_text=self.story.dice.choice(["周六上午", "周末都可以", "周日下午", ""]),
            note="",
            items=[
                {
                    "position": fault["position"],
                    "category_code": fault["category"],
                    "description": fault["description"],
                }
                for fault in faults
            ],
        )

    def confirm(self, request_id: str, at: datetime) -> None:
        self.story.act(
            "kefu",
            "confirm_request",
            at=at,
            stream=f"request:{request_id}",
            request_id=request_id,
            note="内容、时间、大概金额已和客户确认",
        )

    def make_order(self, home: Home, request_id: str, at: datetime) -> str:
        """One order for all items; returns its id."""
        items = self._items(request_id)
        charges = [] if home.is_in_warranty else [self._labour(item) for item in items]
        order_id = self.story.act(
            "kefu",
            "make_work_order",
            at=at,
            stream=f"request:{request_id}",
            request_id=request_id,
            department=home.department,
            note="",
            items=[self._verdict(home, item) for item in items],
            charges=charges,
        )
        if not home.is_in_warranty:
            estimate_and_agree(self.story, home.customer_name, order_id, at)
        return order_id

    def dispatch(self, order_id: str, slot: Slot, at: datetime, **basis: Any) -> str:
        """Send a technician; returns the id of the visit."""
        self.taken.add(slot)
        self.story.act(
            "zhuguan",
            "dispatch_trip",
            at=at,
            work_order_ids=[order_id],
            lead_id=self.story.people[slot.technician].person_id,
            helper_ids=[],
            planned_on=slot.day,
            window_start_at=slot.start_at,
            window_end_at=slot.end_at,
            reason_text="技能合适，该时段空",
            **{"basis": "weekend", "notice_text": "", **basis},
        )
        visits = self.story.session.scalars(
            select(Visit.id).where(Visit.work_order_id == order_id, Visit.ended_at.is_(None))
        )
        visit_id = visits.one()
        self.story.session.rollback()
        return visit_id

    def free_slot(self, technicians: tuple[str, ...], days: list[date]) -> Slot | None:
        """The first window nobody of these is sent to; days and people take turns."""
        for number in range(len(WINDOWS)):
            for day in days:
                for technician in technicians:
                    slot = Slot(technician=technician, day=day, number=number)
                    if slot not in self.taken:
                        return slot
        return None

    def some_faults(self) -> list[dict[str, str]]:
        count = self.story.dice.choice([1, 1, 1, 2])
        return self.story.dice.sample(self.faults, count)

    def _verdict(self, home: Home, item: RequestItem) -> dict[str, object]:
        free = home.is_in_warranty
        return {
            "request_item_id": item.id,
            "warranty_verdict": "in" if free else "out",
            "warranty_text": (
                "保修期内：公司承诺，自竣工验收起计，报修日在期内。免费。"
                if free
                else "保修期外：已过公司承诺的期限。收费，须客户同意。"
            ),
            "charge_verdict": "free" if free else "charged",
        }

    def _labour(self, item: RequestItem) -> dict[str, object]:
        code, quantity_milli = LABOUR[item.category_code]
        return {
            "charge_item_id": self.story.charge_items[code].id,
            "quantity_milli": quantity_milli,
        }

    def _items(self, request_id: str) -> list[RequestItem]:
        rows = list(
            self.story.session.scalars(
                select(RequestItem)
                .where(RequestItem.request_id == request_id)
                .order_by(RequestItem.position_no)
            )
        )
        self.story.session.expunge_all()
        self.story.session.rollback()
        return rows

    def _taken_slots(self) -> set[Slot]:
        usernames = {actor.person_id: name for name, actor in self.story.people.items()}
        rows = self.story.session.execute(
            select(Trip.lead_id, Trip.planned_on, Trip.window_start_at)
        ).all()
        self.story.session.rollback()
        starts = {start: number for number, (start, _) in enumerate(WINDOWS)}
        return {
            Slot(
                technician=usernames[row.lead_id],
                day=row.planned_on,
                number=starts[row.window_start_at.astimezone(ZONE).time()],
            )
            for row in rows
            if row.window_start_at.astimezone(ZONE).time() in starts
        }


def homes(story: Story) -> list[Home]:
    """All homes with the person who lives there."""
    rows = story.session.execute(
        select(Dwelling.id, Site.name, Dwelling.label, Customer, DwellingResident.relation)
        .join(Site, Site.id == Dwelling.site_id)
        .join(DwellingResident, DwellingResident.dwelling_id == Dwelling.id)
        .join(Customer, Customer.id == DwellingResident.customer_id)
        .where(Dwelling.company_id == story.company_id)
        .order_by(Site.name, Dwelling.label)
    ).all()
    found = [
        Home(
            dwelling_id=row.id,
            customer_id=row.Customer.id,
            site=row.name,
            label=row.label,
            customer_name=row.Customer.name,
            phone=row.Customer.phone,
            relation=row.relation,
        )
        for row in rows
    ]
    story.session.expunge_all()
    story.session.rollback()
    return found
