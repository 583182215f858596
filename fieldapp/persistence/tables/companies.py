"""The company that owns every row."""

from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Identified, JsonObject


class Company(Identified):
    """One company; several may share an installation."""

    __tablename__ = "companies"

    name: Mapped[str]
    short_name: Mapped[str]
    hotline: Mapped[str]
    #: IANA name, e.g. Asia/Shanghai: decides local days and how instants are shown.
    timezone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    language: Mapped[str] = mapped_column(default="zh")
    #: Settings and word lists: unfinished_reasons, phrases, expense_kinds, switches.
    rules: Mapped[JsonObject] = mapped_column(default=dict)
    #: How long a phone may show sheets without contact.
    lease_days: Mapped[int] = mapped_column(default=7)
    #: Rises with every change of materials, charge items or checklists.
    catalogue_version: Mapped[int] = mapped_column(default=1)
