"""The rows behind sheets: a fixed number of statements for any number of visits.

Everything is read by visit, order, trip, request or dwelling and grouped by that id; putting the
rows together is the work of ``offline/sheets.py``.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from fieldapp.persistence.tables import (
    Attachment,
    Charge,
    Check,
    ClockMark,
    Company,
    Consent,
    Contact,
    Customer,
    Dwelling,
    Expense,
    FaultCategory,
    LoggedCommand,
    MaterialUse,
    Person,
    Product,
    QrCode,
    Remark,
    Request,
    SignOff,
    Site,
    Trip,
    TripMember,
    UnfinishedReport,
    Visit,
    WorkOrder,
    WorkOrderItem,
)

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]
Grouped = Mapping[str, Sequence[AnyRow]]

#: Earlier repairs shown on a sheet.
_PREVIOUS = 5

_CATEGORY_OF_ITEM = and_(
    FaultCategory.company_id == WorkOrderItem.company_id,
    FaultCategory.code == WorkOrderItem.category_code,
)
_lead, _dispatcher = aliased(Person), aliased(Person)
_VISIT_COLUMNS = (
    Visit.id.label("visit_id"),
    Visit.company_id,
    Visit.trip_id,
    Visit.work_order_id,
    Visit.change_no,
    Visit.state,
    Visit.ended_at,
    Visit.ended_kind,
    Visit.ended_note,
    Company.name.label("company_name"),
    Company.hotline,
    Company.language,
    Company.timezone,
    Company.rules,
    _lead.id.label("technician_id"),
    _lead.name.label("technician_name"),
    _lead.badge_no,
    _dispatcher.name.label("dispatched_by"),
    Trip.planned_on,
    Trip.window_start_at,
    Trip.window_end_at,
    Trip.dispatched_at,
    Trip.reason_text,
    WorkOrder.number.label("work_order_number"),
    WorkOrder.state.label("work_order_state"),
    WorkOrder.department,
    WorkOrder.urgency,
    WorkOrder.kind,
    WorkOrder.estimate_low_cents,
    WorkOrder.estimate_high_cents,
    Request.id.label("request_id"),
    Request.number.label("request_number"),
    Request.registered_at,
    Request.dwelling_id,
    Request.address_text,
    Request.reporter_name,
    Request.reporter_relation,
    Request.reporter_phone,
    Dwelling.label.label("dwelling_label"),
    Dwelling.door_hint,
    Site.name.label("site_name"),
    Site.entry_rule,
    Site.quiet_hours,
    Site.parking,
    Site.lift,
    Site.property_name,
    Site.property_phone,
    Request.reporter_id,
    Request.user_id,
    Request.payer_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRows:
    """Rows of some visits; each mapping is keyed by the id its name ends with."""

    visits: Sequence[AnyRow]
    helpers_by_trip: Grouped
    codes_by_order: Grouped
    items_by_order: Grouped
    consents_by_order: Grouped
    charges_by_order: Grouped
    parties_by_id: Grouped
    products_by_dwelling: Grouped
    previous_by_visit: Grouped
    uses_by_visit: Grouped
    photos_by_visit: Grouped
    remarks_by_visit: Grouped
    checks_by_visit: Grouped
    expenses_by_visit: Grouped
    marks_by_visit: Grouped
    contacts_by_visit: Grouped
    sign_offs_by_visit: Grouped
    unfinished_by_visit: Grouped
    commands_by_stream: Grouped


def sheet_rows(session: Session, visit_ids: Collection[str]) -> SheetRows:
    """All rows the sheets of these visits are made of; unknown ids are left out."""
    visits = session.execute(_visits(visit_ids)).all()
    ids = [row.visit_id for row in visits]
    orders = {row.work_order_id for row in visits}
    trips = {row.trip_id for row in visits}
    dwellings = {row.dwelling_id for row in visits} - {None}
    people = {key for row in visits for key in (row.reporter_id, row.user_id, row.payer_id)}

    def grouped(statement: AnySelect, key: str) -> Grouped:
        groups: dict[str, list[AnyRow]] = defaultdict(list)
        for row in session.execute(statement):
            groups[getattr(row, key)].append(row)
        return groups

    return SheetRows(
        visits=visits,
        helpers_by_trip=grouped(_helpers(trips), "trip_id"),
        codes_by_order=grouped(_codes(orders), "work_order_id"),
        items_by_order=grouped(_items(orders), "work_order_id"),
        consents_by_order=grouped(_consents(orders), "work_order_id"),
        charges_by_order=grouped(_charges(orders), "work_order_id"),
        parties_by_id=grouped(_parties(people - {None}), "id"),
        products_by_dwelling=grouped(_products(dwellings), "dwelling_id"),
        previous_by_visit=grouped(_previous(ids), "visit_id"),
        uses_by_visit=grouped(_field_records(MaterialUse, ids), "visit_id"),
        photos_by_visit=grouped(_photos(ids), "visit_id"),
        remarks_by_visit=grouped(_remarks(ids), "visit_id"),
        checks_by_visit=grouped(_field_records(Check, ids), "visit_id"),
        expenses_by_visit=grouped(_field_records(Expense, ids), "visit_id"),
        marks_by_visit=grouped(_by_visit(ClockMark, ids), "visit_id"),
        contacts_by_visit=grouped(_by_visit(Contact, ids), "visit_id"),
        sign_offs_by_visit=grouped(_field_records(SignOff, ids), "visit_id"),
        unfinished_by_visit=grouped(_by_visit(UnfinishedReport, ids), "visit_id"),
        commands_by_stream=grouped(_commands(ids), "stream"),
    )


def _visits(visit_ids: Collection[str]) -> AnySelect:
    return (
        select(*_VISIT_COLUMNS)
        .join(Company, Company.id == Visit.company_id)
        .join(Trip, Trip.id == Visit.trip_id)
        .join(_lead, _lead.id == Trip.lead_id)
        .join(_dispatcher, _dispatcher.id == Trip.dispatched_by_id)
        .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
        .join(Request, Request.id == WorkOrder.request_id)
        .outerjoin(Dwelling, Dwelling.id == Request.dwelling_id)
        .outerjoin(Site, Site.id == Dwelling.site_id)
        .where(Visit.id.in_(visit_ids))
        .order_by(Trip.planned_on, Trip.window_start_at, Visit.id)
    )


def _helpers(trip_ids: Collection[str]) -> AnySelect:
    return (
        select(TripMember.trip_id, Person.name)
        .join(Person, Person.id == TripMember.person_id)
        .where(TripMember.trip_id.in_(trip_ids), TripMember.role == "helper")
        .order_by(Person.badge_no, Person.id)
    )


def _codes(order_ids: Collection[str]) -> AnySelect:
    return (
        select(QrCode.work_order_id, QrCode.code)
        .where(QrCode.work_order_id.in_(order_ids), QrCode.revoked_at.is_(None))
        .order_by(QrCode.created_at, QrCode.id)
    )


def _items(order_ids: Collection[str]) -> AnySelect:
    return (
        select(
            *WorkOrderItem.__table__.c,
            FaultCategory.name.label("category_name"),
            FaultCategory.is_rain_sensitive,
            FaultCategory.needs_two,
        )
        .outerjoin(FaultCategory, _CATEGORY_OF_ITEM)
        .where(WorkOrderItem.work_order_id.in_(order_ids), WorkOrderItem.voided_at.is_(None))
        .order_by(WorkOrderItem.position_no)
    )


def _consents(order_ids: Collection[str]) -> AnySelect:
    return (
        select(*Consent.__table__.c)
        .where(Consent.work_order_id.in_(order_ids))
        .order_by(Consent.agreed_at, Consent.id)
    )


def _charges(order_ids: Collection[str]) -> AnySelect:
    return (
        select(*Charge.__table__.c)
        .where(Charge.work_order_id.in_(order_ids), Charge.voided_at.is_(None))
        .order_by(Charge.code, Charge.id)
    )


def _parties(customer_ids: Collection[str]) -> AnySelect:
    return select(Customer.id, Customer.name, Customer.kind, Customer.phone).where(
        Customer.id.in_(customer_ids)
    )


def _products(dwelling_ids: Collection[str]) -> AnySelect:
    return (
        select(Product.dwelling_id, Product.model, Product.code)
        .where(Product.dwelling_id.in_(dwelling_ids))
        .order_by(Product.position, Product.id)
    )


def _previous(visit_ids: Collection[str]) -> AnySelect:
    """Repairs in the same dwelling, newest first, with their items."""
    earlier = _earlier_visits(visit_ids).subquery()
    return (
        select(
            earlier.c.visit_id,
            earlier.c.earlier_id,
            earlier.c.ended_at,
            WorkOrderItem.position,
            FaultCategory.name.label("category_name"),
        )
        .join(WorkOrderItem, WorkOrderItem.work_order_id == earlier.c.work_order_id)
        .outerjoin(FaultCategory, _CATEGORY_OF_ITEM)
        .where(earlier.c.nth <= _PREVIOUS, WorkOrderItem.voided_at.is_(None))
        .order_by(earlier.c.visit_id, earlier.c.nth, WorkOrderItem.position_no)
    )


def _earlier_visits(visit_ids: Collection[str]) -> AnySelect:
    """Visits to the same dwelling that had ended when the visit was dispatched, numbered.

    What ends later is left out: it would change a sheet without anyone touching it.
    """
    own, earlier = aliased(Visit), aliased(Visit)
    own_order, own_request, own_trip = aliased(WorkOrder), aliased(Request), aliased(Trip)
    newest_first = (earlier.ended_at.desc(), earlier.id)
    return (
        select(
            own.id.label("visit_id"),
            earlier.id.label("earlier_id"),
            earlier.work_order_id,
            earlier.ended_at,
            func.row_number().over(partition_by=own.id, order_by=newest_first).label("nth"),
        )
        .join(own_trip, own_trip.id == own.trip_id)
        .join(own_order, own_order.id == own.work_order_id)
        .join(own_request, own_request.id == own_order.request_id)
        .join(Request, Request.dwelling_id == own_request.dwelling_id)
        .join(WorkOrder, WorkOrder.request_id == Request.id)
        .join(earlier, earlier.work_order_id == WorkOrder.id)
        .where(
            own.id.in_(visit_ids),
            earlier.id != own.id,
            earlier.ended_at < own_trip.dispatched_at,
            earlier.ended_kind != "cancelled",
        )
    )


def _by_visit(table: Any, visit_ids: Collection[str]) -> AnySelect:
    return (
        select(*table.__table__.c)
        .where(table.visit_id.in_(visit_ids))
        .order_by(table.made_at, table.id)
    )


def _field_records(table: Any, visit_ids: Collection[str]) -> AnySelect:
    return _by_visit(table, visit_ids).where(table.voided_at.is_(None))


def _photos(visit_ids: Collection[str]) -> AnySelect:
    return _field_records(Attachment, visit_ids).where(Attachment.owner_kind == "visit")


def _remarks(visit_ids: Collection[str]) -> AnySelect:
    return (
        select(Remark.id, Remark.visit_id, Remark.text, Remark.made_at, Person.name)
        .join(Person, Person.id == Remark.person_id)
        .where(Remark.visit_id.in_(visit_ids))
        .order_by(Remark.made_at, Remark.id)
    )


def _commands(visit_ids: Collection[str]) -> AnySelect:
    streams = [f"visit:{visit_id}" for visit_id in visit_ids]
    return (
        select(LoggedCommand.stream, LoggedCommand.command_id)
        .where(LoggedCommand.stream.in_(streams), LoggedCommand.result == "applied")
        .order_by(LoggedCommand.command_id)
    )
