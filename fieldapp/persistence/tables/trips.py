"""Trips (并单出行) and who goes."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Owned, Record


class Trip(Record):
    """One dispatch: orders at one place in one window, one lead technician."""

    __tablename__ = "trips"
    __table_args__ = (
        Index(None, "company_id", "planned_on", "lead_id"),
        Index(None, "company_id", "lead_id", "planned_on"),
    )

    department: Mapped[str]
    lead_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: Local day.
    planned_on: Mapped[date]
    window_start_at: Mapped[datetime]
    window_end_at: Mapped[datetime]
    #: planned or ended.
    state: Mapped[str] = mapped_column(default="planned")
    #: Why this person, chosen by hand.
    reason_text: Mapped[str] = mapped_column(default="")
    dispatched_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    dispatched_at: Mapped[datetime]
    #: What allows the day: weekend, notice, emergency or other_kind.
    basis: Mapped[str]
    #: The written notice of the property (or customer) for a weekday.
    notice_text: Mapped[str] = mapped_column(default="")


class TripMember(Owned):
    """A person on a trip."""

    __tablename__ = "trip_members"
    __table_args__ = (Index(None, "company_id", "person_id"),)

    trip_id: Mapped[Id] = mapped_column(ForeignKey("trips.id"), primary_key=True)
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"), primary_key=True)
    #: lead or helper.
    role: Mapped[str]
