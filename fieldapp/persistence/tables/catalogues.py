"""What the company offers and asks: fault categories, materials, charge items, checklists."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import JsonList, Record


class FaultCategory(Record):
    """A kind of fault with the questions that find it."""

    __tablename__ = "fault_categories"
    __table_args__ = (UniqueConstraint("company_id", "code"),)

    code: Mapped[str]
    name: Mapped[str]
    #: urgent, normal or planned.
    urgency: Mapped[str] = mapped_column(default="normal")
    is_rain_sensitive: Mapped[bool] = mapped_column(default=False)
    is_wind_sensitive: Mapped[bool] = mapped_column(default=False)
    is_noisy: Mapped[bool] = mapped_column(default=False)
    needs_two: Mapped[bool] = mapped_column(default=False)
    #: Usual length of the work.
    minutes: Mapped[int] = mapped_column(default=45)
    #: [{"text", "required"}] in the order they are asked.
    questions: Mapped[JsonList] = mapped_column(default=list)
    #: Part and cause most calls of this kind turn out to be, in the words of the warranty rules.
    warranty_part: Mapped[str] = mapped_column(default="")
    warranty_cause: Mapped[str] = mapped_column(default="")
    #: What it usually costs outside the warranty; None means not known.
    usual_low_cents: Mapped[int | None]
    #: What it usually costs outside the warranty; None means not known.
    usual_high_cents: Mapped[int | None]
    first_aid: Mapped[str] = mapped_column(default="")
    photo_hint: Mapped[str] = mapped_column(default="")
    #: Codes of materials that are often needed.
    material_codes: Mapped[JsonList] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(default=0)


class Material(Record):
    """A part or substance with its price."""

    __tablename__ = "materials"
    __table_args__ = (UniqueConstraint("company_id", "code"),)

    code: Mapped[str]
    name: Mapped[str]
    spec: Mapped[str] = mapped_column(default="")
    unit: Mapped[str]
    unit_price_cents: Mapped[int]
    #: Pinyin initials, lower case, for the search.
    initials: Mapped[str] = mapped_column(default="")
    #: In the van, thousandths of the unit.
    van_milli: Mapped[int] = mapped_column(default=0)
    #: In the store, thousandths of the unit.
    store_milli: Mapped[int] = mapped_column(default=0)
    #: Why it takes days, e.g. 定制 5–7 天.
    lead_note: Mapped[str] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)


class ChargeItem(Record):
    """Priced work: call-out, labour."""

    __tablename__ = "charge_items"
    __table_args__ = (UniqueConstraint("company_id", "code"),)

    code: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    unit_price_cents: Mapped[int]
    note: Mapped[str] = mapped_column(default="")


class ChecklistItem(Record):
    """One question of a checklist."""

    __tablename__ = "checklist_items"
    __table_args__ = (UniqueConstraint("company_id", "code"),)

    #: safety, cleanup or the code of a fault category.
    list_code: Mapped[str]
    #: E.g. cleanup.swept.
    code: Mapped[str]
    text: Mapped[str]
    #: tick, choice, text, number or photo.
    kind: Mapped[str]
    #: Answers of a choice.
    choices: Mapped[JsonList] = mapped_column(default=list)
    is_required: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
