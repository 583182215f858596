"""How an address is read out of a request: its dwelling if it has one, else what was typed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, case

from fieldapp.persistence.tables import Dwelling, Request, Site


def address_column() -> ColumnElement[str]:
    """``锦绣华庭二期 5-2-1203``; the statement must be joined by ``with_place``."""
    return case(
        (Dwelling.id.is_not(None), Site.name + " " + Dwelling.label), else_=Request.address_text
    ).label("address")


def with_place(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """The statement (which has requests) with dwelling and site, where there is one."""
    return statement.outerjoin(Dwelling, Dwelling.id == Request.dwelling_id).outerjoin(
        Site, Site.id == Dwelling.site_id
    )
