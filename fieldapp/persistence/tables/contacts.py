"""Who was told or asked what, when and how (联系记录)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class Contact(Record):
    """One call, message or talk with a customer or a property company."""

    __tablename__ = "contacts"
    __table_args__ = (
        Index(None, "company_id", "visit_id"),
        Index(None, "company_id", "request_id", "made_at"),
        Index(None, "company_id", "work_order_id", "made_at"),
        Index(None, "company_id", "customer_id", "made_at"),
    )

    #: Set where a technician rang on the way to a visit; None means the office did.
    visit_id: Mapped[Id | None] = mapped_column(ForeignKey("visits.id"))
    #: None means not about a request.
    request_id: Mapped[Id | None] = mapped_column(ForeignKey("requests.id"))
    #: None means not about a work order.
    work_order_id: Mapped[Id | None] = mapped_column(ForeignKey("work_orders.id"))
    #: None means nobody in the archive.
    customer_id: Mapped[Id | None] = mapped_column(ForeignKey("customers.id"))
    #: visit, confirm_back, estimate, consent, parts, delay, appraisal, weather or other.
    purpose: Mapped[str] = mapped_column(default="visit")
    #: in (they called us) or out.
    direction: Mapped[str] = mapped_column(default="out")
    #: phone, sms, wechat, in_person or paper.
    channel: Mapped[str] = mapped_column(default="phone")
    with_name: Mapped[str] = mapped_column(default="")
    #: reached, no_answer or wrong_number; of a visit also on_time, rescheduled or self_fixed.
    outcome: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    #: The new time agreed on the way to a visit; None means none.
    agreed_at: Mapped[datetime | None]
    #: Half-day agreed on; None means none was.
    agreed_on: Mapped[date | None]
    #: am or pm; None with agreed_on means the whole day.
    agreed_half: Mapped[str | None]
    #: Rough amount named; None means none was.
    low_cents: Mapped[int | None]
    #: Rough amount named; None means none was.
    high_cents: Mapped[int | None]
    made_at: Mapped[datetime]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
