"""All tables; importing this fills the metadata."""

from fieldapp.persistence.tables.attachments import Attachment, Blob
from fieldapp.persistence.tables.base import Base, UtcDateTime, new_id
from fieldapp.persistence.tables.catalogues import (
    ChargeItem,
    ChecklistItem,
    FaultCategory,
    Material,
)
from fieldapp.persistence.tables.charges import Charge, Payment
from fieldapp.persistence.tables.command_log import (
    LoggedCommand,
    MismatchedCommand,
    StreamPlace,
    StreamRelease,
)
from fieldapp.persistence.tables.companies import Company
from fieldapp.persistence.tables.counters import Counter
from fieldapp.persistence.tables.customers import Customer, DwellingResident
from fieldapp.persistence.tables.devices import Device
from fieldapp.persistence.tables.field_records import Check, Expense, MaterialUse, Remark
from fieldapp.persistence.tables.people import LoginAttempt, Person, PersonRole
from fieldapp.persistence.tables.requests import Request, RequestItem
from fieldapp.persistence.tables.sign_offs import SignOff, UnfinishedReport
from fieldapp.persistence.tables.sites import Dwelling, Product, Site
from fieldapp.persistence.tables.trips import Trip, TripMember
from fieldapp.persistence.tables.visits import ClockMark, Contact, SheetDeparture, Visit
from fieldapp.persistence.tables.work_orders import Consent, QrCode, WorkOrder, WorkOrderItem

__all__ = [
    "Attachment",
    "Base",
    "Blob",
    "Charge",
    "ChargeItem",
    "Check",
    "ChecklistItem",
    "ClockMark",
    "Company",
    "Consent",
    "Contact",
    "Counter",
    "Customer",
    "Device",
    "Dwelling",
    "DwellingResident",
    "Expense",
    "FaultCategory",
    "LoggedCommand",
    "LoginAttempt",
    "Material",
    "MaterialUse",
    "MismatchedCommand",
    "Payment",
    "Person",
    "PersonRole",
    "Product",
    "QrCode",
    "Remark",
    "Request",
    "RequestItem",
    "SheetDeparture",
    "SignOff",
    "Site",
    "StreamPlace",
    "StreamRelease",
    "Trip",
    "TripMember",
    "UnfinishedReport",
    "UtcDateTime",
    "Visit",
    "WorkOrder",
    "WorkOrderItem",
    "new_id",
]
