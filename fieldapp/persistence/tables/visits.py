"""Visits (上门), departures of their sheets and clock marks."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Owned, Record


class Visit(Record):
    """One order on one trip."""

    __tablename__ = "visits"
    __table_args__ = (
        Index(None, "company_id", "change_no"),
        Index(None, "company_id", "trip_id"),
        Index(None, "company_id", "work_order_id"),
        Index(None, "company_id", "ended_at"),
    )

    trip_id: Mapped[Id] = mapped_column(ForeignKey("trips.id"))
    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    #: Key of domain.visits.VISIT_STATES.
    state: Mapped[str] = mapped_column(default="planned")
    #: From the company's counter: the sheet's last change.
    change_no: Mapped[int] = mapped_column(default=0)
    #: None means never since it was planned.
    state_changed_at: Mapped[datetime | None]
    #: None means open.
    ended_at: Mapped[datetime | None]
    #: The last state; None means open.
    ended_kind: Mapped[str | None]
    ended_note: Mapped[str] = mapped_column(default="")
    #: Something was recorded after its end.
    late: Mapped[bool] = mapped_column(default=False)


class SheetDeparture(Owned):
    """A sheet that left a person's phone; the phone is told `gone`."""

    __tablename__ = "sheet_departures"
    __table_args__ = (Index(None, "company_id", "person_id", "change_no"),)

    visit_id: Mapped[Id] = mapped_column(ForeignKey("visits.id"), primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"), primary_key=True)
    change_no: Mapped[int]


class ClockMark(Record):
    """A moment a technician marked; its id is the command's."""

    __tablename__ = "clock_marks"
    __table_args__ = (
        Index(None, "company_id", "visit_id"),
        Index(None, "company_id", "person_id", "made_at"),
    )

    #: None means of a trip or a day, not of a visit.
    visit_id: Mapped[Id | None] = mapped_column(ForeignKey("visits.id"))
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: contact, travel, arrive, work, finish or return.
    kind: Mapped[str]
    #: By the phone's clock.
    made_at: Mapped[datetime]
    #: What the phone adds to its clock to get the server's, as it last knew.
    clock_offset_ms: Mapped[int] = mapped_column(default=0)
    #: What the technician says it should be; None means made_at is right.
    corrected_at: Mapped[datetime | None]
    received_at: Mapped[datetime]
    #: Set for `return`; None means of a visit.
    trip_id: Mapped[Id | None] = mapped_column(ForeignKey("trips.id"))
