"""The document a customer signs: what the sheet says about work, materials and money.

The phone builds the same text from its sheet (``service_worker/apply/document.js``); a parity test
holds the two equal. The bytes that were signed are kept as received, never rebuilt from here.
"""

from typing import TypedDict

from sqlalchemy.orm import Session

from fieldapp.domain.canonical_json import canonical_json
from fieldapp.offline.sheet_record import SheetCharge, SheetMaterialUse, SignedPart, WorkItem
from fieldapp.offline.sheets import signed_part
from fieldapp.templating.wording import mark

DOCUMENT_FORMAT = 1

#: What the signature says; wording of the hand-over page (docs/glossary.md).
STATEMENT = mark(
    "本人已看过以上维修内容、用料、金额与照片，同意以电子签名确认。"
    "签名与电话只用于本次维修与保修，保存 3 年。"
)


class DocumentResult(TypedDict):
    """One item and what became of it; result is None while open."""

    position: str
    category_name: str
    description: str
    result: str | None


class DocumentMaterial(TypedDict):
    """A used material as the customer reads it."""

    name: str
    spec: str
    unit: str
    quantity_milli: int
    unit_price_cents: int
    amount_cents: int
    due_cents: int
    old_part: str | None


class DocumentCharge(TypedDict):
    """A priced line as the customer reads it."""

    name: str
    unit: str
    quantity_milli: int
    unit_price_cents: int
    amount_cents: int
    due_cents: int
    waived_reason: str


class DocumentWarranty(TypedDict):
    """The warranty verdict of one item in words."""

    position: str
    text: str


class SignOffDocument(TypedDict):
    """Everything the customer confirms; lists keep the order of the sheet."""

    format: int
    work_order_number: str
    visit_id: str
    company_name: str
    address: str
    customer_name: str
    technician_name: str
    technician_badge_no: str
    results: list[DocumentResult]
    materials: list[DocumentMaterial]
    charges: list[DocumentCharge]
    due_cents: int
    warranty: list[DocumentWarranty]
    photos: list[str]
    remarks: list[str]
    statement: str


def sign_off_document(sheet: SignedPart) -> SignOffDocument:
    """The document as the sheet stands now."""
    return {
        "format": DOCUMENT_FORMAT,
        "work_order_number": sheet["work_order_number"],
        "visit_id": sheet["visit_id"],
        "company_name": sheet["company_name"],
        "address": sheet["address"],
        "customer_name": sheet["contact_name"],
        "technician_name": sheet["technician_name"],
        "technician_badge_no": sheet["technician_badge_no"],
        "results": [_result(item) for item in sheet["work_items"]],
        "materials": [_material(use) for use in sheet["material_uses"]],
        "charges": [_charge(charge) for charge in sheet["charges"]],
        "due_cents": sheet["due_cents"],
        "warranty": [
            {"position": item["position"], "text": item["warranty_text"]}
            for item in sheet["work_items"]
        ],
        "photos": [photo["sha256"] for photo in sheet["photos"]],
        "remarks": [remark["text"] for remark in sheet["remarks"]],
        "statement": STATEMENT,
    }


def document_text(sheet: SignedPart) -> str:
    """The document as RFC 8785 text: what is shown, hashed and signed."""
    return canonical_json(sign_off_document(sheet)).decode("utf-8")


def current_document(session: Session, visit_id: str) -> str:
    """The document as the database would show it now; the visit must exist."""
    return document_text(signed_part(session, visit_id))


def _result(item: WorkItem) -> DocumentResult:
    return {
        "position": item["position"],
        "category_name": item["category_name"],
        "description": item["description"],
        "result": item["result"],
    }


def _material(use: SheetMaterialUse) -> DocumentMaterial:
    return {
        "name": use["name"],
        "spec": use["spec"],
        "unit": use["unit"],
        "quantity_milli": use["quantity_milli"],
        "unit_price_cents": use["unit_price_cents"],
        "amount_cents": use["amount_cents"],
        "due_cents": use["due_cents"],
        "old_part": use["old_part"],
    }


def _charge(charge: SheetCharge) -> DocumentCharge:
    return {
        "name": charge["name"],
        "unit": charge["unit"],
        "quantity_milli": charge["quantity_milli"],
        "unit_price_cents": charge["unit_price_cents"],
        "amount_cents": charge["amount_cents"],
        "due_cents": charge["due_cents"],
        "waived_reason": charge["waived_reason"],
    }
