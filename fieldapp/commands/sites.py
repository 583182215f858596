"""Sites: how one gets in, when it must be quiet, whom to ring (小区)."""

from pydantic.dataclasses import dataclass
from sqlalchemy import func, select

from fieldapp.commands.archive_access import set_fields, site_of, touch_site
from fieldapp.commands.fields import (
    STRICT,
    Day,
    Line,
    Name,
    NameOrEmpty,
    PhoneDigitsOrEmpty,
    RemarkOrEmpty,
    Uuid,
)
from fieldapp.commands.handling import Command, HandlerContext, handles
from fieldapp.commands.rejudging import rejudge
from fieldapp.commands.revisions import check_revision
from fieldapp.domain.problems import SiteContactUnknown, SiteKnown
from fieldapp.persistence.pinyin import initials_of
from fieldapp.persistence.tables import Dwelling, Site, SiteContact

_FIELDS = (
    "name", "entry_rule", "quiet_hours", "lift", "parking", "property_name", "property_contact",
    "property_phone", "completed_on", "wechat_group", "key_place", "glass_shop", "notes",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddSite(Command):
    """A residential area or project; without property company ``property_name`` stays empty."""

    permission = "archive.write"

    name: Name
    entry_rule: Line = ""
    quiet_hours: Line = ""
    lift: Line = ""
    parking: Line = ""
    property_name: NameOrEmpty = ""
    property_contact: NameOrEmpty = ""
    property_phone: PhoneDigitsOrEmpty = ""
    completed_on: Day | None = None
    wechat_group: NameOrEmpty = ""
    key_place: Line = ""
    glass_shop: Line = ""
    notes: RemarkOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class ChangeSite(AddSite):
    """What is known of a site."""

    site_id: Uuid
    revision: int


@dataclass(frozen=True, kw_only=True, config=STRICT)
class AddSiteContact(Command):
    """One more person at the property company."""

    permission = "archive.write"

    site_id: Uuid
    name: Name
    duty: NameOrEmpty = ""
    phone: PhoneDigitsOrEmpty = ""


@dataclass(frozen=True, kw_only=True, config=STRICT)
class RemoveSiteContact(Command):
    """Somebody who is not there any more."""

    permission = "archive.write"

    site_id: Uuid
    contact_id: Uuid


@handles(AddSite)
def add_site(command: AddSite, context: HandlerContext) -> None:
    """Register the site."""
    _check_name(command.name, None, context)
    site = Site(id=context.envelope.command_id, company_id=context.actor.company_id)
    set_fields(site, command, *_FIELDS)
    site.name_initials = initials_of(command.name)
    context.session.add(site)


@handles(ChangeSite)
def change_site(command: ChangeSite, context: HandlerContext) -> None:
    """Write what the form says, if nobody was first."""
    site = site_of(context, command.site_id)
    _check_name(command.name, site.id, context)
    check_revision(context, site, command)
    had = site.completed_on
    set_fields(site, command, *_FIELDS)
    site.name_initials = initials_of(command.name)
    homes = select(Dwelling.id).where(Dwelling.site_id == site.id, Dwelling.completed_on.is_(None))
    if site.completed_on != had:
        rejudge(context, context.session.scalars(homes).all())
    touch_site(context, site.id)


@handles(AddSiteContact)
def add_site_contact(command: AddSiteContact, context: HandlerContext) -> None:
    """Keep one more contact, after those that are there."""
    site = site_of(context, command.site_id)
    last = context.session.scalar(
        select(func.max(SiteContact.position)).where(SiteContact.site_id == site.id)
    )
    context.session.add(
        SiteContact(
            id=context.envelope.command_id,
            company_id=site.company_id,
            site_id=site.id,
            name=command.name,
            duty=command.duty,
            phone=command.phone,
            position=(last or 0) + 1,
        )
    )


@handles(RemoveSiteContact)
def remove_site_contact(command: RemoveSiteContact, context: HandlerContext) -> None:
    """Take a contact away."""
    site = site_of(context, command.site_id)
    row = context.session.get(SiteContact, command.contact_id)
    if row is None or row.site_id != site.id:
        raise SiteContactUnknown(contact_id=command.contact_id)
    context.session.delete(row)


def _check_name(name: str, site_id: str | None, context: HandlerContext) -> None:
    known = context.session.scalar(
        select(Site.id).where(
            Site.company_id == context.actor.company_id, Site.name == name, Site.id != site_id
        )
    )
    if known is not None:
        raise SiteKnown(fields={"name": SiteKnown.message})
