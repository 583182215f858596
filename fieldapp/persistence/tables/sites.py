"""Where the company works: sites, dwellings and the products installed there."""

from datetime import date

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class Site(Record):
    """A residential area or project (小区/项目)."""

    __tablename__ = "sites"
    __table_args__ = (Index(None, "company_id", "name"),)

    name: Mapped[str]
    #: Pinyin initials, lower case, for the search.
    name_initials: Mapped[str] = mapped_column(default="")
    entry_rule: Mapped[str] = mapped_column(default="")
    quiet_hours: Mapped[str] = mapped_column(default="")
    lift: Mapped[str] = mapped_column(default="")
    parking: Mapped[str] = mapped_column(default="")
    #: Empty: the site has no property company.
    property_name: Mapped[str] = mapped_column(default="")
    property_contact: Mapped[str] = mapped_column(default="")
    property_phone: Mapped[str] = mapped_column(default="")
    #: None means not known.
    completed_on: Mapped[date | None]
    wechat_group: Mapped[str] = mapped_column(default="")
    key_place: Mapped[str] = mapped_column(default="")
    glass_shop: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    #: Rises with every change: a form that began with an older one is told.
    revision: Mapped[int] = mapped_column(default=1)


class SiteContact(Record):
    """Whom to ring at the property company, besides the first one that stands with the site."""

    __tablename__ = "site_contacts"
    __table_args__ = (Index(None, "company_id", "site_id", "position"),)

    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id"))
    name: Mapped[str]
    #: E.g. 工程主管.
    duty: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Dwelling(Record):
    """One door to knock at (楼栋-单元-室)."""

    __tablename__ = "dwellings"
    __table_args__ = (UniqueConstraint("company_id", "site_id", "label"),)

    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id"))
    building: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    #: As people say it, e.g. 5-2-1203.
    label: Mapped[str]
    #: None means the site's date holds.
    completed_on: Mapped[date | None]
    #: None means not known.
    handed_over_on: Mapped[date | None]
    #: The most useful line at the door, e.g. 家有大狗，先打电话.
    door_hint: Mapped[str] = mapped_column(default="")
    #: Rises with every change: a form that began with an older one is told.
    revision: Mapped[int] = mapped_column(default=1)


class Product(Record):
    """An installed door or window unit."""

    __tablename__ = "products"
    __table_args__ = (Index(None, "company_id", "dwelling_id"),)

    dwelling_id: Mapped[Id] = mapped_column(ForeignKey("dwellings.id"))
    position: Mapped[str]
    kind: Mapped[str]
    model: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(default="")
    #: None means not known.
    installed_on: Mapped[date | None]
    batch: Mapped[str] = mapped_column(default="")
    #: None means the dwelling's date holds.
    completed_on: Mapped[date | None]
    #: None means the dwelling's date holds.
    handed_over_on: Mapped[date | None]
    #: None means not known.
    purchased_on: Mapped[date | None]
    #: None means it is still there.
    removed_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")
    #: Rises with every change: a form that began with an older one is told.
    revision: Mapped[int] = mapped_column(default=1)
