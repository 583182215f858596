"""How a request of the demo company comes in, becomes an order and finds its technician."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from fieldapp.cli.demo.money import estimate_and_agree
from fieldapp.cli.demo.paper import table
from fieldapp.cli.demo.story import Story
from fieldapp.domain.half_days import HALVES, HalfDay, half_of
from fieldapp.domain.warranty import DEPARTMENT_OF_VERDICT
from fieldapp.domain.weekends import is_weekend
from fieldapp.persistence.half_day_loads import departments_of_request, free_in_halves
from fieldapp.persistence.tables import (
    Company,
    Customer,
    Dwelling,
    DwellingResident,
    Request,
    RequestItem,
    Site,
    Trip,
    Visit,
    WorkOrder,
    WorkOrderItem,
)

ZONE = ZoneInfo("Asia/Shanghai")
WARRANTY_SITES = frozenset({"锦绣华庭二期", "书香名邸", "滨江国际公寓"})
ENGINEERING = ("wang", "li", "sun", "zhou")
PRODUCTION = ("zhao", "chen", "zheng", "ma", "huang")
TECHNICIANS = {"engineering": ENGINEERING, "production": PRODUCTION}
#: Faults the law or a long promise covers in every site that is not too old.
COVERED = frozenset({"LS", "QW", "XC"})
WINDOWS = ((time(8, 30), 120), (time(10, 45), 75), (time(13, 30), 90), (time(15, 20), 90))
_SHARE_COVERED = 0.65
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
    def half(self) -> HalfDay:
        return half_of(self.start_at)

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
                    "part": fault.get("part", ""),
                    "cause": fault.get("cause", ""),
                    "is_disputed": fault.get("disputed", "") == "1",
                }
                for fault in faults
            ],
        )

    def confirm(self, request_id: str, at: datetime, halves: Iterable[HalfDay] = ()) -> None:
        """The customer is called back and agrees to the emptiest of these half-days.

        Only Saturdays and Sundays are agreed on (rule 6), and only where there is room.
        """
        agreed = self._emptiest(request_id, at, halves)
        self.story.act(
            "kefu",
            "confirm_request",
            at=at,
            stream=f"request:{request_id}",
            request_id=request_id,
            note="内容、时间、大概金额已和客户确认",
            agreed_on=None if agreed is None else agreed.on,
            agreed_half=None if agreed is None else agreed.half,
        )

    def _emptiest(self, request_id: str, at: datetime, halves: Iterable[HalfDay]) -> HalfDay | None:
        today = at.astimezone(ZONE).date()
        wanted = [half for half in halves if is_weekend(half.on) and half.on >= today]
        session = self.story.session
        free = free_in_halves(
            session,
            session.get_one(Company, self.story.company_id),
            departments=departments_of_request(session, self.story.company_id, request_id),
            halves=wanted,
            but_not=request_id,
        )
        session.expunge_all()
        session.rollback()
        return max(
            (half for half in wanted if free[half]), key=lambda half: free[half], default=None
        )

    def make_order(self, home: Home, request_id: str, at: datetime) -> str:
        """The orders of a request that has one department; returns the id of the first."""
        return self.make_orders(home, request_id, at)[0]

    def make_orders(
        self,
        home: Home,
        request_id: str,
        at: datetime,
        unforeseen: frozenset[str] = frozenset(),
    ) -> list[str]:
        """One order per department, as the items were judged; the customer agrees to what it costs.

        unforeseen: materials that are left out of the estimate.
        Returns their ids, engineering first.
        """
        groups: dict[str, list[RequestItem]] = {}
        for item in self._items(request_id):
            groups.setdefault(self._department(item, home), []).append(item)
        made = {
            name: self._make_order(home, request_id, at, name, groups[name])
            for name in sorted(groups)
        }
        for order_id in made.values():
            if self._awaits_consent(order_id):
                estimate_and_agree(self.story, home.customer_name, order_id, at, unforeseen)
        return list(made.values())

    def _make_order(
        self, home: Home, request_id: str, at: datetime, department: str, items: list[RequestItem]
    ) -> str:
        return self.story.act(
            "kefu",
            "make_work_order",
            at=at,
            stream=f"request:{request_id}",
            request_id=request_id,
            department=department,
            note="",
            items=[ordered(home, item) for item in items],
            charges=[self._labour(item) for item in items] if department == "production" else [],
        )

    def _department(self, item: RequestItem, home: Home) -> str:
        """Whose the item is: of who did it before, by its verdict, or by how old the site is."""
        if item.rework_of_id is not None:
            before = (
                select(WorkOrder.department)
                .join(WorkOrderItem, WorkOrderItem.work_order_id == WorkOrder.id)
                .where(WorkOrderItem.id == item.rework_of_id)
            )
            department = self.story.session.scalars(before).one()
            self.story.session.rollback()
            return department
        by_age = "in" if home.is_in_warranty else "out"
        return DEPARTMENT_OF_VERDICT.get(item.warranty_verdict, DEPARTMENT_OF_VERDICT[by_age])

    def _awaits_consent(self, order_id: str) -> bool:
        state = self.story.session.scalar(select(WorkOrder.state).where(WorkOrder.id == order_id))
        self.story.session.rollback()
        return state == "awaiting_consent"

    def dispatch(self, order_id: str, slot: Slot, at: datetime, **basis: Any) -> str:
        """Send a technician; returns the id of the visit."""
        return self.dispatch_together([order_id], slot, at, **basis)[0]

    def dispatch_together(
        self, order_ids: list[str], slot: Slot, at: datetime, **basis: Any
    ) -> list[str]:
        """Send a technician with several orders of one door (同一趟); returns the visits' ids."""
        self.taken.add(slot)
        self.story.act(
            "zhuguan",
            "dispatch_trip",
            at=at,
            work_order_ids=order_ids,
            lead_id=self.story.people[slot.technician].person_id,
            helper_ids=[],
            planned_on=slot.day,
            window_start_at=slot.start_at,
            window_end_at=slot.end_at,
            reason_text="技能合适，该时段空",
            **{"basis": "weekend", "notice_text": "", **basis},
        )
        rows = self.story.session.execute(
            select(Visit.work_order_id, Visit.id).where(
                Visit.work_order_id.in_(order_ids), Visit.ended_at.is_(None)
            )
        ).all()
        self.story.session.rollback()
        visits = {row.work_order_id: row.id for row in rows}
        return [visits[order_id] for order_id in order_ids]

    def technicians_for(self, order_id: str) -> tuple[str, ...]:
        """Who works for the order's department."""
        department = self.story.session.scalar(
            select(WorkOrder.department).where(WorkOrder.id == order_id)
        )
        self.story.session.rollback()
        return TECHNICIANS[department or "engineering"]

    def slot_for(
        self, order_id: str, days: list[date], technicians: tuple[str, ...] = ()
    ) -> Slot | None:
        """A free window of those who work for the order's department, as was agreed if it can be.

        technicians: who goes, where it is not just anybody.
        """
        row = self.story.session.execute(
            select(Request.agreed_on, Request.agreed_half)
            .join(WorkOrder, WorkOrder.request_id == Request.id)
            .where(WorkOrder.id == order_id)
        ).one()
        self.story.session.rollback()
        who = technicians or self.technicians_for(order_id)
        agreed = None
        if row.agreed_on in days:
            agreed = self.free_slot(who, [row.agreed_on], half=row.agreed_half)
        return agreed or self.free_slot(who, days)

    def free_slot(
        self, technicians: tuple[str, ...], days: list[date], half: str = ""
    ) -> Slot | None:
        """The first window nobody of these is sent to; days and people take turns."""
        for number in range(len(WINDOWS)):
            for day in days:
                for technician in technicians:
                    slot = Slot(technician=technician, day=day, number=number)
                    if slot not in self.taken and half in {"", slot.half.half}:
                        return slot
        return None

    def likely_faults(self, home: Home) -> list[dict[str, str]]:
        """What breaks in such a home: in a young one more often what is still covered."""
        is_covered = home.is_in_warranty and self.story.dice.random() < _SHARE_COVERED
        return self.some_faults(COVERED if is_covered else frozenset())

    def some_faults(self, categories: frozenset[str] = frozenset()) -> list[dict[str, str]]:
        """One or two faults, of these categories if any are named."""
        count = self.story.dice.choice([1, 1, 1, 2])
        faults = [row for row in self.faults if not categories or row["category"] in categories]
        return self.story.dice.sample(faults, count)

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


def halves_on(days: Iterable[date]) -> list[HalfDay]:
    """Mornings and afternoons of these days."""
    return [HalfDay(day, half) for day in days for half in HALVES]


def ordered(home: Home, item: RequestItem) -> dict[str, object]:
    """The item as it was judged; what could not be judged the clerk decides by the site's age."""
    if item.warranty_verdict != "unknown":
        return {"request_item_id": item.id}
    is_in = home.is_in_warranty
    return {
        "request_item_id": item.id,
        "warranty_verdict": "in" if is_in else "out",
        "charge_verdict": "free" if is_in else "charged",
        "warranty_text": "档案没有安装日，按同小区同批安装判定",
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
