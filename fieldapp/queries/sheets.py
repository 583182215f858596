"""The rows behind sheets: a fixed number of statements for any number of visits.

Everything is read by visit, order, trip, request or dwelling and grouped by that id; putting the
rows together is the work of ``offline/sheets.py``.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import BindParameter, Result, Row, Select, bindparam, func, select
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
from fieldapp.persistence.warranty_claims import read_archive
from fieldapp.persistence.warranty_offers import WarrantyOffers
from fieldapp.queries.previous_repairs import CATEGORY_OF_ITEM, PREVIOUS_REPAIRS

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]
Grouped = Mapping[str, Sequence[AnyRow]]

#: Whatever the statement is keyed by. Statements are made once: making them takes longer than
#: running them.
_IDS: BindParameter[Collection[str]] = bindparam("ids", expanding=True)
#: Every index begins with the company: a statement that does not name it reads whole tables.
_COMPANY: BindParameter[str] = bindparam("company_id")

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


_VISITS: AnySelect = (
    select(*_VISIT_COLUMNS)
    .join(Company, Company.id == Visit.company_id)
    .join(Trip, Trip.id == Visit.trip_id)
    .join(_lead, _lead.id == Trip.lead_id)
    .join(_dispatcher, _dispatcher.id == Trip.dispatched_by_id)
    .join(WorkOrder, WorkOrder.id == Visit.work_order_id)
    .join(Request, Request.id == WorkOrder.request_id)
    .outerjoin(Dwelling, Dwelling.id == Request.dwelling_id)
    .outerjoin(Site, Site.id == Dwelling.site_id)
    .where(Visit.id.in_(_IDS))
    .order_by(Trip.planned_on, Trip.window_start_at, Visit.id)
)
_HELPERS: AnySelect = (
    select(TripMember.trip_id, Person.name)
    .join(Person, Person.id == TripMember.person_id)
    .where(
        TripMember.company_id == _COMPANY, TripMember.trip_id.in_(_IDS), TripMember.role == "helper"
    )
    .order_by(Person.badge_no, Person.id)
)
_CODES: AnySelect = (
    select(QrCode.work_order_id, QrCode.code)
    .where(
        QrCode.company_id == _COMPANY, QrCode.work_order_id.in_(_IDS), QrCode.revoked_at.is_(None)
    )
    .order_by(QrCode.created_at, QrCode.id)
)
_ITEMS: AnySelect = (
    select(
        *WorkOrderItem.__table__.c,
        FaultCategory.name.label("category_name"),
        FaultCategory.is_rain_sensitive,
        FaultCategory.needs_two,
    )
    .outerjoin(FaultCategory, CATEGORY_OF_ITEM)
    .where(WorkOrderItem.company_id == _COMPANY, WorkOrderItem.work_order_id.in_(_IDS))
    .order_by(WorkOrderItem.position_no)
)
_HEARD_AT = func.coalesce(Consent.received_at, Consent.agreed_at)
_CONSENTS: AnySelect = (
    select(
        Consent.id, Consent.work_order_id, Consent.who_name, Consent.how, Consent.agreed_cents,
        Consent.agreed_at, Consent.item_ids, _HEARD_AT.label("received_at"),
    )
    .where(Consent.company_id == _COMPANY, Consent.work_order_id.in_(_IDS))
    .order_by(_HEARD_AT, Consent.id)
)  # fmt: skip
_CHARGES: AnySelect = (
    select(*Charge.__table__.c)
    .where(
        Charge.company_id == _COMPANY, Charge.work_order_id.in_(_IDS), Charge.voided_at.is_(None)
    )
    .order_by(Charge.code, Charge.id)
)
_PARTIES: AnySelect = select(Customer.id, Customer.name, Customer.kind, Customer.phone).where(
    Customer.id.in_(_IDS)
)
_PRODUCTS: AnySelect = (
    select(Product.dwelling_id, Product.model, Product.code)
    .where(Product.company_id == _COMPANY, Product.dwelling_id.in_(_IDS))
    .order_by(Product.position, Product.id)
)


def _by_visit(table: Any) -> AnySelect:
    return (
        select(*table.__table__.c)
        .where(table.company_id == _COMPANY, table.visit_id.in_(_IDS))
        .order_by(table.made_at, table.id)
    )


def _field_records(table: Any) -> AnySelect:
    return _by_visit(table).where(table.voided_at.is_(None))


def _siblings() -> AnySelect:
    """The other orders of the same request: who reads one paper knows of the other."""
    own = aliased(WorkOrder)
    return (
        select(own.id.label("work_order_id"), WorkOrder.number)
        .join(own, own.request_id == WorkOrder.request_id)
        .where(own.id.in_(_IDS), WorkOrder.id != own.id, WorkOrder.company_id == _COMPANY)
    )


_SIBLINGS = _siblings()
_USES = _field_records(MaterialUse)
_PHOTOS = _field_records(Attachment).where(Attachment.owner_kind == "visit")
_CHECKS = _field_records(Check)
_EXPENSES = _field_records(Expense)
_SIGN_OFFS = _field_records(SignOff)
_MARKS = _by_visit(ClockMark)
_CONTACTS = _by_visit(Contact)
_UNFINISHED = _by_visit(UnfinishedReport)
_REMARKS: AnySelect = (
    select(Remark.id, Remark.visit_id, Remark.text, Remark.made_at, Person.name)
    .join(Person, Person.id == Remark.person_id)
    .where(Remark.company_id == _COMPANY, Remark.visit_id.in_(_IDS))
    .order_by(Remark.made_at, Remark.id)
)
_COMMANDS: AnySelect = select(LoggedCommand.stream, LoggedCommand.command_id).where(
    LoggedCommand.company_id == _COMPANY,
    LoggedCommand.stream.in_(_IDS),
    LoggedCommand.result == "applied",
)


class SheetRows:
    """Rows of some visits; each mapping is keyed by the id its name ends with.

    A group is read when it is first asked for: a signature needs less than half of a sheet. Orders
    of one request and commands come unsorted: told to sort, SQLite walks the index of the order
    asked for, through all of the company's.
    """

    def __init__(self, session: Session, visit_ids: Collection[str]) -> None:
        """Reads the visits; unknown ids are left out."""
        self._session = session
        self.visits = self._rows(_VISITS, {"ids": list(visit_ids)}).all()
        self._company_id = self.visits[0].company_id if self.visits else None
        self._visit_ids = [row.visit_id for row in self.visits]
        self._orders = {row.work_order_id for row in self.visits}
        self._dwellings = {row.dwelling_id for row in self.visits} - {None}

    @cached_property
    def helpers_by_trip(self) -> Grouped:
        return self._grouped(_HELPERS, {row.trip_id for row in self.visits}, "trip_id")

    @cached_property
    def codes_by_order(self) -> Grouped:
        return self._grouped(_CODES, self._orders, "work_order_id")

    @cached_property
    def siblings_by_order(self) -> Grouped:
        return self._grouped(_SIBLINGS, self._orders, "work_order_id")

    @cached_property
    def items_by_order(self) -> Grouped:
        return {
            order_id: [row for row in rows if row.voided_at is None]
            for order_id, rows in self._items.items()
        }

    @cached_property
    def _items(self) -> Grouped:
        return self._grouped(_ITEMS, self._orders, "work_order_id")

    @cached_property
    def last_item_no(self) -> Mapping[str, int]:
        """The highest number any item of an order has or had."""
        return {
            order_id: max(row.position_no for row in rows) for order_id, rows in self._items.items()
        }

    @cached_property
    def offers(self) -> WarrantyOffers:
        """What may be told about extra items in the homes of these visits."""
        archive = read_archive(self._session, self.visits[0].company_id, self._dwellings)
        return WarrantyOffers(archive)

    @cached_property
    def consents_by_order(self) -> Grouped:
        return self._grouped(_CONSENTS, self._orders, "work_order_id")

    @cached_property
    def charges_by_order(self) -> Grouped:
        return self._grouped(_CHARGES, self._orders, "work_order_id")

    @cached_property
    def parties_by_id(self) -> Grouped:
        named = {key for row in self.visits for key in (row.reporter_id, row.user_id, row.payer_id)}
        return self._grouped(_PARTIES, named - {None}, "id")

    @cached_property
    def products_by_dwelling(self) -> Grouped:
        return self._grouped(_PRODUCTS, self._dwellings, "dwelling_id")

    @cached_property
    def previous_by_visit(self) -> Grouped:
        return self._of_visits(PREVIOUS_REPAIRS)

    @cached_property
    def uses_by_visit(self) -> Grouped:
        return self._of_visits(_USES)

    @cached_property
    def photos_by_visit(self) -> Grouped:
        return self._of_visits(_PHOTOS)

    @cached_property
    def remarks_by_visit(self) -> Grouped:
        return self._of_visits(_REMARKS)

    @cached_property
    def checks_by_visit(self) -> Grouped:
        return self._of_visits(_CHECKS)

    @cached_property
    def expenses_by_visit(self) -> Grouped:
        return self._of_visits(_EXPENSES)

    @cached_property
    def marks_by_visit(self) -> Grouped:
        return self._of_visits(_MARKS)

    @cached_property
    def contacts_by_visit(self) -> Grouped:
        return self._of_visits(_CONTACTS)

    @cached_property
    def sign_offs_by_visit(self) -> Grouped:
        return self._of_visits(_SIGN_OFFS)

    @cached_property
    def unfinished_by_visit(self) -> Grouped:
        return self._of_visits(_UNFINISHED)

    @cached_property
    def commands_by_stream(self) -> Grouped:
        streams = [f"visit:{visit_id}" for visit_id in self._visit_ids]
        return self._grouped(_COMMANDS, streams, "stream")

    def _of_visits(self, statement: AnySelect) -> Grouped:
        return self._grouped(statement, self._visit_ids, "visit_id")

    def _grouped(self, statement: AnySelect, ids: Collection[str], key: str) -> Grouped:
        groups: dict[str, list[AnyRow]] = defaultdict(list)
        for row in self._rows(statement, {"ids": list(ids), "company_id": self._company_id}):
            groups[getattr(row, key)].append(row)
        return groups

    def _rows(self, statement: AnySelect, values: Mapping[str, Any]) -> Result[Any]:
        """Columns only, so the session need not look for objects: a third of the time."""
        return self._session.connection().execute(statement, values)
