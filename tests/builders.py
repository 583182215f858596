"""Rows with sensible values; each builder flushes and returns what it made."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from fieldapp.persistence.tables import (
    Customer,
    Device,
    Dwelling,
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
from tests.cast import COMPANY_ID, NOW, person_id

SATURDAY = date(2026, 11, 28)
MONDAY = date(2026, 11, 30)


def added(session: Session, row):
    session.add(row)
    session.flush()
    return row


def a_dwelling(session: Session, label: str = "5-2-1203") -> Dwelling:
    site = added(session, Site(id=new_id(), company_id=COMPANY_ID, name="锦绣华庭二期"))
    return added(
        session, Dwelling(id=new_id(), company_id=COMPANY_ID, site_id=site.id, label=label)
    )


def a_customer(session: Session, name: str = "王秀英") -> Customer:
    return added(
        session,
        Customer(
            id=new_id(),
            company_id=COMPANY_ID,
            name=name,
            kind="owner",
            phone="19900003187",
            phone_tail="3187",
        ),
    )


def a_request(session: Session, **overrides) -> Request:
    values = {
        "id": new_id(),
        "company_id": COMPANY_ID,
        "number": f"BX-{new_id()[:8]}",
        "channel": "phone",
        "state": "confirmed",
        "reporter_name": "王秀英",
        "reporter_phone": "19900003187",
        "registered_at": NOW - timedelta(days=3),
        "registered_by_id": person_id("kefu"),
    }
    if overrides.get("state", "confirmed") in {"confirmed", "ordered"}:
        values |= {"confirmed_at": NOW - timedelta(days=2), "confirmed_by_id": person_id("kefu")}
    if "dwelling_id" not in overrides:
        values["dwelling_id"] = a_dwelling(session).id
    return added(session, Request(**(values | overrides)))


def a_request_item(session: Session, request: Request, position_no: int = 1) -> RequestItem:
    return added(
        session,
        RequestItem(
            id=new_id(),
            company_id=COMPANY_ID,
            request_id=request.id,
            position_no=position_no,
            position="主卧飘窗",
            category_code="LS",
        ),
    )


def a_work_order(session: Session, *, positions=("主卧飘窗",), **overrides) -> WorkOrder:
    request = a_request(session, state="ordered")
    values = {
        "id": new_id(),
        "company_id": COMPANY_ID,
        "number": f"WX-{new_id()[:8]}",
        "request_id": request.id,
        "department": "engineering",
        "state": "ready",
        "created_at": NOW - timedelta(days=2),
        "created_by_id": person_id("kefu"),
    }
    order = added(session, WorkOrder(**(values | overrides)))
    for position_no, position in enumerate(positions, start=1):
        an_item(session, order, position=position, position_no=position_no)
    return order


def a_charged_order(session: Session, **overrides) -> WorkOrder:
    """An order whose only item is to be paid, and with it what names no item."""
    order = a_work_order(session, positions=(), **overrides)
    an_item(session, order, warranty_verdict="out", charge_verdict="charged")
    return order


def an_item(session: Session, order: WorkOrder, **overrides) -> WorkOrderItem:
    values = {
        "id": new_id(),
        "company_id": COMPANY_ID,
        "work_order_id": order.id,
        "position_no": 1,
        "position": "主卧飘窗",
        "category_code": "LS",
        "warranty_verdict": "in",
        "charge_verdict": "free",
    }
    return added(session, WorkOrderItem(**(values | overrides)))


def a_trip(session: Session, *, lead: str = "wang", helpers=(), **overrides) -> Trip:
    values = {
        "id": new_id(),
        "company_id": COMPANY_ID,
        "department": "engineering",
        "lead_id": person_id(lead),
        "planned_on": SATURDAY,
        "window_start_at": NOW,
        "window_end_at": NOW + timedelta(hours=2),
        "dispatched_by_id": person_id("zhuguan"),
        "dispatched_at": NOW - timedelta(days=1),
        "basis": "weekend",
    }
    trip = added(session, Trip(**(values | overrides)))
    roles = {lead: "lead"} | dict.fromkeys(helpers, "helper")
    for username, role in roles.items():
        added(
            session,
            TripMember(
                company_id=COMPANY_ID,
                trip_id=trip.id,
                person_id=person_id(username),
                role=role,
            ),
        )
    return trip


def a_visit(session: Session, *, lead: str = "wang", helpers=(), order=None, **overrides) -> Visit:
    """A visit of a new trip, planned unless told otherwise; its order is dispatched."""
    order = order or a_work_order(session, state="dispatched")
    trip = a_trip(session, lead=lead, helpers=helpers)
    values = {
        "id": new_id(),
        "company_id": COMPANY_ID,
        "trip_id": trip.id,
        "work_order_id": order.id,
        "state": "planned",
    }
    return added(session, Visit(**(values | overrides)))


def a_device(session: Session, username: str, **overrides) -> Device:
    values = {
        "id": new_id(),
        "company_id": COMPANY_ID,
        "person_id": person_id(username),
        "kind": "phone",
        "install_id": new_id(),
        "registered_at": NOW,
        "last_seen_at": NOW,
    }
    return added(session, Device(**(values | overrides)))
