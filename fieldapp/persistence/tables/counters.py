"""Rows that hand out numbers."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Base, Id


class Counter(Base):
    """The last number given out, per company, kind and local day."""

    __tablename__ = "counters"

    company_id: Mapped[Id] = mapped_column(ForeignKey("companies.id"), primary_key=True)
    #: request, work_order or change_no.
    kind: Mapped[str] = mapped_column(primary_key=True)
    #: 2026-11-23, or empty where numbers never start again.
    local_day: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[int]
