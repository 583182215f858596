"""The demo company's catalogue: fault categories, materials, charges, checklists, warranty."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from fieldapp.cli.demo.paper import cents, milli, table
from fieldapp.cli.warranty_presets import add_presets
from fieldapp.persistence.tables import (
    ChargeItem,
    ChecklistItem,
    FaultCategory,
    Material,
    WarrantyRule,
)


def fill_catalogue(session: Session, company_id: str) -> None:
    """Write everything technicians and clerks choose from."""
    warranty = {row["code"]: row for row in table("warranty_categories")}
    for position, row in enumerate(table("fault_categories")):
        session.add(_category(company_id, position, row, warranty[row["code"]]))
    for position, row in enumerate(table("materials")):
        session.add(_material(company_id, position, row))
    for row in table("charge_items"):
        session.add(_charge_item(company_id, row))
    for position, row in enumerate(table("checklist_items")):
        session.add(_checklist_item(company_id, position, row))
    add_presets(session, company_id)
    for row in table("warranty_rules"):
        session.add(_warranty_rule(company_id, row))


def _category(
    company_id: str, position: int, row: dict[str, str], warranty: dict[str, str]
) -> FaultCategory:
    return FaultCategory(
        company_id=company_id,
        code=row["code"],
        name=row["name"],
        urgency=row["urgency"],
        is_rain_sensitive=row["weather"] == "1",
        is_wind_sensitive=row["weather"] == "1",
        is_noisy=row["noisy"] == "1",
        needs_two=row["needs_two"] == "1",
        minutes=int(row["minutes"]),
        questions=_questions(row["questions"]),
        first_aid=row["first_aid"],
        photo_hint=row["photos"],
        material_codes=row["materials"].split(),
        position=position,
        warranty_part=warranty["part"],
        warranty_cause=warranty["cause"],
        usual_low_cents=cents(warranty["low"]),
        usual_high_cents=cents(warranty["high"]),
    )


def _material(company_id: str, position: int, row: dict[str, str]) -> Material:
    return Material(
        company_id=company_id,
        code=row["code"],
        name=row["name"],
        spec=row["spec"],
        unit=row["unit"],
        unit_price_cents=cents(row["price"]),
        initials=row["initials"],
        van_milli=milli(row["van"]),
        store_milli=milli(row["store"]),
        lead_note=row["lead"],
        position=position,
    )


def _charge_item(company_id: str, row: dict[str, str]) -> ChargeItem:
    return ChargeItem(
        company_id=company_id,
        code=row["code"],
        name=row["name"],
        unit=row["unit"],
        unit_price_cents=cents(row["price"]),
        note=row["note"],
    )


def _checklist_item(company_id: str, position: int, row: dict[str, str]) -> ChecklistItem:
    return ChecklistItem(
        company_id=company_id,
        list_code=row["list"],
        code=row["code"],
        text=row["text"],
        kind=row["kind"],
        choices=row["choices"].split(";") if row["choices"] else [],
        is_required=row["required"] == "1",
        position=position,
    )


def _warranty_rule(company_id: str, row: dict[str, str]) -> WarrantyRule:
    return WarrantyRule(
        company_id=company_id,
        part=row["part"],
        cause=row["cause"],
        months=int(row["months"]),
        start_kind=row["start"],
        basis_kind=row["kind"],
        basis=row["basis"],
        valid_from=date.fromisoformat(row["valid_from"]),
    )


def _questions(text: str) -> list[dict[str, object]]:
    """`*哪一扇？;多久了？` → the questions, those with a star required."""
    return [
        {"text": part.removeprefix("*"), "required": part.startswith("*")}
        for part in text.split(";")
        if part
    ]
