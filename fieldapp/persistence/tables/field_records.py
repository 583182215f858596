"""What a technician records on a visit: added or voided, never overwritten."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class MaterialUse(Record):
    """One use of a material (用料)."""

    __tablename__ = "material_uses"
    __table_args__ = (Index(None, "company_id", "visit_id"),)

    visit_id: Mapped[Id] = mapped_column(ForeignKey("visits.id"))
    #: None means for the visit as a whole.
    item_id: Mapped[Id | None] = mapped_column(ForeignKey("work_order_items.id"))
    #: None means not in the catalogue.
    material_id: Mapped[Id | None] = mapped_column(ForeignKey("materials.id"))
    code: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    spec: Mapped[str] = mapped_column(default="")
    unit: Mapped[str]
    quantity_milli: Mapped[int]
    #: What the customer was shown.
    unit_price_cents: Mapped[int]
    #: customer, return or scrap; None means there was none.
    old_part: Mapped[str | None]
    made_at: Mapped[datetime]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: None means it holds.
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
    #: Received after the visit had ended or gone to someone else.
    late: Mapped[bool] = mapped_column(default=False)


class Remark(Record):
    """A line about the work (施工备注)."""

    __tablename__ = "remarks"
    __table_args__ = (Index(None, "company_id", "visit_id"),)

    visit_id: Mapped[Id] = mapped_column(ForeignKey("visits.id"))
    text: Mapped[str]
    made_at: Mapped[datetime]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: Received after the visit had ended or gone to someone else.
    late: Mapped[bool] = mapped_column(default=False)


class Check(Record):
    """An answered checklist item; the latest answer of a code is shown."""

    __tablename__ = "checks"
    __table_args__ = (Index(None, "company_id", "visit_id", "code"),)

    visit_id: Mapped[Id] = mapped_column(ForeignKey("visits.id"))
    code: Mapped[str]
    answer: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: None means it holds.
    voided_at: Mapped[datetime | None]
    #: Received after the visit had ended or gone to someone else.
    late: Mapped[bool] = mapped_column(default=False)


class Expense(Record):
    """The technician's own outlay (费用)."""

    __tablename__ = "expenses"
    __table_args__ = (Index(None, "company_id", "visit_id"),)

    visit_id: Mapped[Id] = mapped_column(ForeignKey("visits.id"))
    kind: Mapped[str]
    amount_cents: Mapped[int]
    note: Mapped[str] = mapped_column(default="")
    #: Photo of the receipt; None means none.
    sha256: Mapped[str | None]
    made_at: Mapped[datetime]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: None means it holds.
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")
    #: Received after the visit had ended or gone to someone else.
    late: Mapped[bool] = mapped_column(default=False)
