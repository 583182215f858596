"""The catalogue as a phone keeps it: read whole, replaced whole, named by its version."""

from typing import TypedDict

from sqlalchemy.orm import Session

from fieldapp.queries.catalogue import AnyRow, catalogue_rows


class CatalogueMaterial(TypedDict):
    """A part or substance; stock figures are those of the last change, a hint only."""

    material_id: str
    code: str
    name: str
    spec: str
    unit: str
    unit_price_cents: int
    initials: str
    van_milli: int
    store_milli: int


class CatalogueChargeItem(TypedDict):
    """Priced work."""

    charge_item_id: str
    code: str
    name: str
    unit: str
    unit_price_cents: int
    note: str


class CatalogueCheck(TypedDict):
    """One question of a checklist; kind is tick, choice, text, number or photo."""

    list_code: str
    code: str
    text: str
    kind: str
    choices: list[str]
    is_required: bool


class CatalogueCategory(TypedDict):
    """A kind of fault and what it usually costs outside the warranty; 0 means not known."""

    code: str
    name: str
    low_cents: int
    high_cents: int


class CategoryMaterials(TypedDict):
    """Codes of the materials a kind of fault often needs."""

    category_code: str
    material_codes: list[str]


class UnfinishedReason(TypedDict):
    """A reason for leaving and what usually follows."""

    code: str
    text: str
    next_text: str


class Phrases(TypedDict):
    """Phrases to tap instead of typing."""

    remark: list[str]
    explain: list[str]
    opinion: list[str]


class Catalogue(TypedDict):
    """Everything a technician chooses from."""

    version: int
    materials: list[CatalogueMaterial]
    charge_items: list[CatalogueChargeItem]
    checklists: list[CatalogueCheck]
    categories: list[CatalogueCategory]
    category_materials: list[CategoryMaterials]
    unfinished_reasons: list[UnfinishedReason]
    phrases: Phrases
    expense_kinds: list[str]


def build_catalogue(session: Session, *, company_id: str) -> Catalogue:
    """The catalogue of a company in 5 statements."""
    rows = catalogue_rows(session, company_id=company_id)
    phrases = rows.rules.get("phrases", {})
    return {
        "version": rows.version,
        "materials": [_material(row) for row in rows.materials],
        "charge_items": [_charge_item(row) for row in rows.charge_items],
        "checklists": [_check(row) for row in rows.checklist_items],
        "categories": [_category(row) for row in rows.categories],
        "category_materials": [
            {"category_code": row.code, "material_codes": row.material_codes}
            for row in rows.categories
        ],
        "unfinished_reasons": rows.rules.get("unfinished_reasons", []),
        "phrases": {
            "remark": phrases.get("remark", []),
            "explain": phrases.get("explain", []),
            "opinion": phrases.get("opinion", []),
        },
        "expense_kinds": rows.rules.get("expense_kinds", []),
    }


def _material(row: AnyRow) -> CatalogueMaterial:
    return {
        "material_id": row.id,
        "code": row.code,
        "name": row.name,
        "spec": row.spec,
        "unit": row.unit,
        "unit_price_cents": row.unit_price_cents,
        "initials": row.initials,
        "van_milli": row.van_milli,
        "store_milli": row.store_milli,
    }


def _charge_item(row: AnyRow) -> CatalogueChargeItem:
    return {
        "charge_item_id": row.id,
        "code": row.code,
        "name": row.name,
        "unit": row.unit,
        "unit_price_cents": row.unit_price_cents,
        "note": row.note,
    }


def _category(row: AnyRow) -> CatalogueCategory:
    return {
        "code": row.code,
        "name": row.name,
        "low_cents": row.usual_low_cents or 0,
        "high_cents": row.usual_high_cents or 0,
    }


def _check(row: AnyRow) -> CatalogueCheck:
    return {
        "list_code": row.list_code,
        "code": row.code,
        "text": row.text,
        "kind": row.kind,
        "choices": row.choices,
        "is_required": row.is_required,
    }
