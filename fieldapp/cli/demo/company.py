"""The standing data of the demo company: what a real one brings by import."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from fieldapp.cli.demo.goods import fill_catalogue
from fieldapp.cli.demo.homes import build_homes
from fieldapp.cli.demo.paper import document, table
from fieldapp.persistence.passwords import hash_password
from fieldapp.persistence.tables import Company, Person, PersonRole

PASSWORD = "fieldapp-demo"  # noqa: S105 - the demo accounts are public (README)


def found_company(session: Session, first_day: date) -> str:
    """Write the company with people, catalogue, sites and homes; returns its id.

    first_day: the day the demo is made; dates of buildings count back from it.
    """
    company = Company(
        name="云州明睿门窗有限公司",
        short_name="明睿门窗",
        hotline="0000-8800-1200",
        rules=document("rules"),
    )
    session.add(company)
    session.flush()
    _hire_people(session, company.id)
    fill_catalogue(session, company.id)
    build_homes(session, company.id, first_day)
    session.flush()
    return company.id


def _hire_people(session: Session, company_id: str) -> None:
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
