"""What people of the company are told in the app (通知)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, JsonObject, Record


class Notice(Record):
    """One piece of news for one person, until it is read."""

    __tablename__ = "notices"
    __table_args__ = (
        Index(None, "company_id", "person_id", "read_at", "told_at"),
        Index(None, "company_id", "subject_id"),
    )

    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: request_registered, appraisal_asked, appraisal_given, parts_arrived, order_moved, …
    kind: Mapped[str]
    #: request, work_order or customer.
    subject_kind: Mapped[str]
    subject_id: Mapped[Id]
    #: Values of the wording, e.g. {"number": "BX20261123-001"}.
    details: Mapped[JsonObject] = mapped_column(default=dict)
    told_at: Mapped[datetime]
    #: Unread at this instant it is shown as a reminder; None means it never nags.
    remind_at: Mapped[datetime | None]
    #: None means unread.
    read_at: Mapped[datetime | None]
