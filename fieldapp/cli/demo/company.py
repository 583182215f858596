"""The standing data of the demo company: what a real one brings by import."""

from __future__ import annotations

from datetime import date, timedelta

from pypinyin import Style, lazy_pinyin
from sqlalchemy.orm import Session

from fieldapp.cli.demo.paper import cents, document, milli, table
from fieldapp.persistence.passwords import hash_password
from fieldapp.persistence.tables import (
    ChargeItem,
    ChecklistItem,
    Company,
    Customer,
    Dwelling,
    DwellingResident,
    FaultCategory,
    Material,
    Person,
    PersonRole,
    Product,
    Site,
)

PASSWORD = "fieldapp-demo"  # noqa: S105 - the demo accounts are public (docs, README)
WINDOWS = (
    ("主卧飘窗", "断桥铝 70 系列外开窗", "C1821"),
    ("次卧北窗", "断桥铝 65 系列内开内倒窗", "C1815"),
    ("客厅南阳台", "120 系列重型推拉门", "M2424"),
)


def found_company(session: Session, first_day: date) -> str:
    """Write the company with people, catalogue, sites and homes; returns its id.

    first_day: the day the demo is made (D of the demo papers); dates of buildings count back from it.
    """
    company = Company(
        name="云州明睿门窗有限公司",
        short_name="明睿门窗",
        hotline="0000-8800-1200",
        rules=document("rules"),
    )
    session.add(company)
    session.flush()
    hire_people(session, company.id)
    fill_catalogue(session, company.id)
    build_homes(session, company.id, first_day)
    session.flush()
    return company.id


def hire_people(session: Session, company_id: str) -> None:
    password_hash = hash_password(PASSWORD)
    for row in table("people"):
        person = Person(
            company_id=company_id,
            username=row["username"],
            password_hash=password_hash,
            name=row["name"],
            badge_no=row["badge_no"],
            department=row["department"],
            phone=row["phone"],
            is_apprentice=row["apprentice"] == "1",
        )
        session.add(person)
        session.flush()
        for role in row["roles"].split():
            session.add(PersonRole(company_id=company_id, person_id=person.id, role=role))


def fill_catalogue(session: Session, company_id: str) -> None:
    add_categories(session, company_id)
    for position, row in enumerate(table("materials")):
        session.add(
            Material(
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
        )
    for row in table("charge_items"):
        session.add(
            ChargeItem(
                company_id=company_id,
                code=row["code"],
                name=row["name"],
                unit=row["unit"],
                unit_price_cents=cents(row["price"]),
                note=row["note"],
            )
        )
    for position, row in enumerate(table("checklist_items")):
        session.add(
            ChecklistItem(
                company_id=company_id,
                list_code=row["list"],
                code=row["code"],
                text=row["text"],
                kind=row["kind"],
                choices=row["choices"].split(";") if row["choices"] else [],
                is_required=row["required"] == "1",
                position=position,
            )
        )


def add_categories(session: Session, company_id: str) -> None:
    for position, row in enumerate(table("fault_categories")):
        session.add(
            FaultCategory(
                company_id=company_id,
                code=row["code"],
                name=row["name"],
                urgency=row["urgency"],
                is_rain_sensitive=row["weather"] == "1",
                is_wind_sensitive=row["weather"] == "1",
                is_noisy=row["noisy"] == "1",
                needs_two=row["needs_two"] == "1",
                minutes=int(row["minutes"]),
                questions=questions(row["questions"]),
                first_aid=row["first_aid"],
                photo_hint=row["photos"],
                material_codes=row["materials"].split(),
                position=position,
            )
        )


def questions(text: str) -> list[dict[str, object]]:
    """`*哪一扇？;多久了？` → the questions, those with a star required."""
    return [
        {"text": part.removeprefix("*"), "required": part.startswith("*")}
        for part in text.split(";")
        if part
    ]


def build_homes(session: Session, company_id: str, first_day: date) -> None:
    sites = {}
    for row in table("sites"):
        completed_on = first_day - timedelta(days=int(row["completed_days_before"]))
        site = Site(
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
        session.add(site)
        session.flush()
        sites[row["name"]] = site
    for number, row in enumerate(table("homes")):
        add_home(session, sites[row["site"]], row, number)


def add_home(session: Session, site: Site, row: dict[str, str], number: int) -> None:
    parts = row["label"].split("-")
    assert site.completed_on is not None
    handed_over_on = site.completed_on + timedelta(days=43)
    dwelling = Dwelling(
        company_id=site.company_id,
        site_id=site.id,
        building=parts[0],
        unit=parts[1] if len(parts) > 2 else "",
        room=parts[-1],
        label=row["label"],
        handed_over_on=handed_over_on,
        door_hint=row["door_hint"],
    )
    customer = Customer(
        company_id=site.company_id,
        name=row["name"],
        name_initials="".join(lazy_pinyin(row["name"], style=Style.FIRST_LETTER, errors="ignore")),
        kind=row["kind"],
        phone=row["phone"],
        phone_tail=row["phone"][-4:],
    )
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
                installed_on=site.completed_on - timedelta(days=90),
                batch="MR24-0316" if number % 7 == 0 else "",
            )
        )
