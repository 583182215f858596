"""What a technician chooses from: materials, charge items, checklists and the company's lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from fieldapp.persistence.tables import (
    ChargeItem,
    ChecklistItem,
    Company,
    FaultCategory,
    Material,
)

AnyRow = Row[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRows:
    """Rows of the catalogue in the order they are shown; ``rules`` holds the company's lists."""

    version: int
    rules: dict[str, Any]
    materials: Sequence[AnyRow]
    charge_items: Sequence[AnyRow]
    checklist_items: Sequence[AnyRow]
    categories: Sequence[AnyRow]


def catalogue_version(session: Session, *, company_id: str) -> int:
    """Rises with every change of the catalogue."""
    return session.scalars(select(Company.catalogue_version).where(Company.id == company_id)).one()


def catalogue_rows(session: Session, *, company_id: str) -> CatalogueRows:
    """Active materials, charge items and checklist items."""
    company = session.execute(
        select(Company.catalogue_version, Company.rules).where(Company.id == company_id)
    ).one()
    return CatalogueRows(
        version=company.catalogue_version,
        rules=company.rules,
        materials=session.execute(
            select(*Material.__table__.c)
            .where(Material.company_id == company_id, Material.is_active.is_(True))
            .order_by(Material.position, Material.code)
        ).all(),
        charge_items=session.execute(
            select(*ChargeItem.__table__.c)
            .where(ChargeItem.company_id == company_id)
            .order_by(ChargeItem.code)
        ).all(),
        checklist_items=session.execute(
            select(*ChecklistItem.__table__.c)
            .where(ChecklistItem.company_id == company_id)
            .order_by(ChecklistItem.list_code, ChecklistItem.position, ChecklistItem.code)
        ).all(),
        categories=session.execute(
            select(
                FaultCategory.code,
                FaultCategory.name,
                FaultCategory.usual_low_cents,
                FaultCategory.usual_high_cents,
                FaultCategory.material_codes,
            )
            .where(FaultCategory.company_id == company_id)
            .order_by(FaultCategory.position, FaultCategory.code)
        ).all(),
    )
