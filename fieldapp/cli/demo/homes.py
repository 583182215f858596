"""Where the demo company's customers live, and the windows it installed there."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from fieldapp.cli.demo.paper import table
from fieldapp.persistence.pinyin import initials_of
from fieldapp.persistence.tables import Customer, Dwelling, DwellingResident, Product, Site

#: Position, model, code without its number.
WINDOWS = (
    ("主卧飘窗", "断桥铝 70 系列外开窗", "C1821"),
    ("次卧北窗", "断桥铝 65 系列内开内倒窗", "C1815"),
    ("客厅南阳台", "120 系列重型推拉门", "M2424"),
)
_INSTALLED_BEFORE = timedelta(days=90)
_HANDED_OVER_AFTER = timedelta(days=43)
_BATCH = "MR24-0316"
_EVERY_BATCH = 7


def build_homes(session: Session, company_id: str, first_day: date) -> None:
    """Write the sites and in each its homes, one customer and three windows per home."""
    sites: dict[str, Site] = {}
    completions: dict[str, date] = {}
    for row in table("sites"):
        completed_on = first_day - timedelta(days=int(row["completed_days_before"]))
        sites[row["name"]] = _site(company_id, row, completed_on)
        completions[row["name"]] = completed_on
    session.add_all(sites.values())
    session.flush()
    for number, row in enumerate(table("homes")):
        _add_home(session, sites[row["site"]], row, number, completions[row["site"]])


def _site(company_id: str, row: dict[str, str], completed_on: date) -> Site:
    return Site(
        company_id=company_id,
        name=row["name"],
        name_initials=row["initials"],
        entry_rule=row["entry_rule"],
        quiet_hours=row["quiet_hours"],
        lift=row["lift"],
        parking=row["parking"],
        property_name=row["property"],
        property_contact=row["contact"],
        property_phone=row["phone"],
        completed_on=completed_on,
        wechat_group=f"{row['name']}业主群" if row["property"] else "",
    )


def _add_home(
    session: Session, site: Site, row: dict[str, str], number: int, completed_on: date
) -> None:
    dwelling = _dwelling(site, row, completed_on + _HANDED_OVER_AFTER)
    customer = _customer(site.company_id, row)
    session.add_all([dwelling, customer])
    session.flush()
    session.add(
        DwellingResident(
            company_id=site.company_id,
            dwelling_id=dwelling.id,
            customer_id=customer.id,
            relation="tenant" if row["kind"] == "tenant" else "owner",
        )
    )
    for position, model, code in WINDOWS:
        session.add(
            Product(
                company_id=site.company_id,
                dwelling_id=dwelling.id,
                position=position,
                kind="window" if code.startswith("C") else "door",
                model=model,
                code=f"{code}-{number % 5 + 1}",
                installed_on=completed_on - _INSTALLED_BEFORE,
                batch="" if number % _EVERY_BATCH else _BATCH,
            )
        )


def _dwelling(site: Site, row: dict[str, str], handed_over_on: date) -> Dwelling:
    parts = row["label"].split("-")
    return Dwelling(
        company_id=site.company_id,
        site_id=site.id,
        building=parts[0],
        unit=parts[1] if len(parts) > 2 else "",
        room=parts[-1],
        label=row["label"],
        handed_over_on=handed_over_on,
        door_hint=row["door_hint"],
    )


def _customer(company_id: str, row: dict[str, str]) -> Customer:
    return Customer(
        company_id=company_id,
        name=row["name"],
        name_initials=initials_of(row["name"]),
        kind=row["kind"],
        phone=row["phone"],
        phone_tail=row["phone"][-4:],
    )
