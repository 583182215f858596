"""All tables; importing this fills the metadata."""

from fieldapp.persistence.tables.appraisals import Appraisal
from fieldapp.persistence.tables.attachments import Attachment, Blob
from fieldapp.persistence.tables.base import Base, DashedUuid, UtcDateTime, new_id
from fieldapp.persistence.tables.catalogues import (
    ChargeItem,
    ChecklistItem,
    FaultCategory,
    Material,
)
from fieldapp.persistence.tables.charges import Charge, Invoice, Payment
from fieldapp.persistence.tables.command_log import (
    LoggedCommand,
    MismatchedCommand,
    StreamPlace,
    StreamRelease,
)
from fieldapp.persistence.tables.companies import Company
from fieldapp.persistence.tables.contacts import Contact
from fieldapp.persistence.tables.counters import Counter
from fieldapp.persistence.tables.customers import (
    Customer,
    CustomerMerge,
    CustomerPhone,
    DwellingResident,
)
from fieldapp.persistence.tables.devices import Device
from fieldapp.persistence.tables.documents import Document
from fieldapp.persistence.tables.estimates import EstimateLine
from fieldapp.persistence.tables.field_records import Check, Expense, MaterialUse, Remark
from fieldapp.persistence.tables.imports import Import, ImportProblem
from fieldapp.persistence.tables.notices import Notice
from fieldapp.persistence.tables.part_orders import PartOrder
from fieldapp.persistence.tables.people import LoginAttempt, Person, PersonRole
from fieldapp.persistence.tables.requests import Request, RequestItem
from fieldapp.persistence.tables.search_terms import SearchTerm
from fieldapp.persistence.tables.sign_offs import SignOff, UnfinishedReport
from fieldapp.persistence.tables.sites import Dwelling, Product, Site, SiteContact
from fieldapp.persistence.tables.trips import Trip, TripMember
from fieldapp.persistence.tables.visits import ClockMark, SheetDeparture, Visit
from fieldapp.persistence.tables.warranty_rules import WarrantyRule
from fieldapp.persistence.tables.work_orders import Consent, QrCode, WorkOrder, WorkOrderItem

__all__ = [
    "Appraisal",
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
    "CustomerMerge",
    "CustomerPhone",
    "DashedUuid",
    "Device",
    "Document",
    "Dwelling",
    "DwellingResident",
    "EstimateLine",
    "Expense",
    "FaultCategory",
    "Import",
    "ImportProblem",
    "Invoice",
    "LoggedCommand",
    "LoginAttempt",
    "Material",
    "MaterialUse",
    "MismatchedCommand",
    "Notice",
    "PartOrder",
    "Payment",
    "Person",
    "PersonRole",
    "Product",
    "QrCode",
    "Remark",
    "Request",
    "RequestItem",
    "SearchTerm",
    "SheetDeparture",
    "SignOff",
    "Site",
    "SiteContact",
    "StreamPlace",
    "StreamRelease",
    "Trip",
    "TripMember",
    "UnfinishedReport",
    "UtcDateTime",
    "Visit",
    "WarrantyRule",
    "WorkOrder",
    "WorkOrderItem",
    "new_id",
]
