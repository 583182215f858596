"""Sites: the ledger, and one site with its contacts and homes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from fieldapp.persistence.session import Session
from fieldapp.persistence.tables import Dwelling, DwellingResident, Site, SiteContact


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLine:
    """One line of the ledger."""

    site_id: str
    name: str
    property_name: str
    entry_rule: str
    quiet_hours: str
    completed_on: date | None
    dwellings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteChoice:
    """A site by its name, to choose from."""

    site_id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteContactRow:
    """Somebody at the property company."""

    contact_id: str
    name: str
    duty: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRow:
    """One home in the grid of a site."""

    dwelling_id: str
    label: str
    room: str
    has_residents: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """The homes of one staircase."""

    building: str
    unit: str
    doors: tuple[DoorRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePage:
    """One site; ``fields`` are its own columns by name."""

    site_id: str
    revision: int
    fields: dict[str, object]
    contacts: tuple[SiteContactRow, ...]
    units: tuple[UnitRow, ...]

    @property
    def dwelling_count(self) -> int:
        return sum(len(unit.doors) for unit in self.units)


#: Columns of a site that are shown and edited.
SITE_FIELDS = (
    "name", "entry_rule", "quiet_hours", "lift", "parking", "property_name", "property_contact",
    "property_phone", "completed_on", "wechat_group", "key_place", "glass_shop", "notes",
)  # fmt: skip


def sites_list(session: Session, *, company_id: str, text: str = "") -> tuple[SiteLine, ...]:
    """All sites, or those whose name or initials match; they are few."""
    homes = (
        select(Dwelling.site_id, func.count().label("n"))
        .where(Dwelling.company_id == company_id)
        .group_by(Dwelling.site_id)
        .subquery()
    )
    statement = (
        select(Site, func.coalesce(homes.c.n, 0).label("dwellings"))
        .outerjoin(homes, homes.c.site_id == Site.id)
        .where(Site.company_id == company_id)
        .order_by(Site.name, Site.id)
    )
    if text:
        statement = statement.where(
            Site.name.contains(text, autoescape=True)
            | Site.name_initials.startswith(text.lower(), autoescape=True)
        )
    return tuple(
        SiteLine(
            site_id=row.Site.id,
            name=row.Site.name,
            property_name=row.Site.property_name,
            entry_rule=row.Site.entry_rule,
            quiet_hours=row.Site.quiet_hours,
            completed_on=row.Site.completed_on,
            dwellings=row.dwellings,
        )
        for row in session.execute(statement)
    )


_CHOICES = (
    select(Site.id.label("site_id"), Site.name)
    .where(Site.company_id == bindparam("company_id"))
    .order_by(Site.name)
)


def site_choices(session: Session, *, company_id: str) -> tuple[SiteChoice, ...]:
    """All sites of the company by name."""
    rows = session.connection().execute(_CHOICES, {"company_id": company_id})
    return tuple(SiteChoice(**row._mapping) for row in rows)


def site_page(session: Session, *, company_id: str, site_id: str) -> SitePage | None:
    """One site; None if the company has none of that id."""
    site = session.scalar(select(Site).where(Site.company_id == company_id, Site.id == site_id))
    if site is None:
        return None
    contacts = session.execute(
        select(
            SiteContact.id.label("contact_id"), SiteContact.name, SiteContact.duty,
            SiteContact.phone,
        )
        .where(SiteContact.company_id == company_id, SiteContact.site_id == site_id)
        .order_by(SiteContact.position, SiteContact.id)
    )  # fmt: skip
    return SitePage(
        site_id=site.id,
        revision=site.revision,
        fields={name: getattr(site, name) for name in SITE_FIELDS},
        contacts=tuple(SiteContactRow(**row._mapping) for row in contacts),
        units=_units(session, company_id, site_id),
    )


def _units(session: Session, company_id: str, site_id: str) -> tuple[UnitRow, ...]:
    rows = session.execute(
        select(
            Dwelling.id, Dwelling.label, Dwelling.building, Dwelling.unit, Dwelling.room,
            select(DwellingResident.customer_id)
            .where(DwellingResident.dwelling_id == Dwelling.id)
            .exists()
            .label("has_residents"),
        )
        .where(Dwelling.company_id == company_id, Dwelling.site_id == site_id)
        .order_by(Dwelling.label)
    )  # fmt: skip
    units: dict[tuple[str, str], list[DoorRow]] = defaultdict(list)
    for row in rows:
        units[row.building, row.unit].append(
            DoorRow(
                dwelling_id=row.id,
                label=row.label,
                room=row.room or row.label,
                has_residents=bool(row.has_residents),
            )
        )
    return tuple(
        UnitRow(building=building, unit=unit, doors=tuple(sorted(doors, key=_by_number)))
        for (building, unit), doors in sorted(units.items(), key=lambda unit: _number_key(*unit[0]))
    )


def _by_number(door: DoorRow) -> tuple[int, str]:
    return (len(door.room), door.room)


def _number_key(*texts: str) -> tuple[tuple[int, str], ...]:
    """2 before 10."""
    return tuple((len(text), text) for text in texts)
