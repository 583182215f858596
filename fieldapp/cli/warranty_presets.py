"""The warranty rules every installation begins with: the law, and what no warranty covers."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from fieldapp.domain.warranty_minima import EXCLUDED, EXCLUSION_CLAUSE, LEGAL_MINIMA
from fieldapp.persistence.tables import WarrantyRule


def add_presets(session: Session, company_id: str) -> None:
    """Write the law's minima and the usual exclusions, so that they can be read and quoted."""
    for law in LEGAL_MINIMA:
        session.add(
            WarrantyRule(
                company_id=company_id,
                part=law.part,
                cause=law.cause,
                months=law.months,
                start_kind=law.start_kind,
                basis_kind="law",
                basis=law.basis,
                valid_from=law.valid_from,
            )
        )
    for part, cause in EXCLUDED:
        session.add(
            WarrantyRule(
                company_id=company_id,
                part=part,
                cause=cause,
                months=0,
                start_kind="handover",
                basis_kind="contract",
                basis=EXCLUSION_CLAUSE,
                valid_from=date(2000, 1, 1),
            )
        )
