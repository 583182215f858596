"""Phones, and the one web device of a company."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, JsonObject, Record


class Device(Record):
    """One person on one install of the browser side; or the web forms."""

    __tablename__ = "devices"
    __table_args__ = (
        Index(None, "company_id", "person_id"),
        Index(None, "company_id", "install_id"),
    )

    #: None means the company's web device.
    person_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    #: phone or web.
    kind: Mapped[str]
    #: What the device cookie names; None means the web device.
    install_id: Mapped[str | None]
    label: Mapped[str] = mapped_column(default="")
    registered_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    #: When it came back without its store; None means never.
    lost_store_at: Mapped[datetime | None]
    #: None means it may speak.
    revoked_at: Mapped[datetime | None]
    #: Counts the phone last told: {"pending", "parked", "blobs"}; None means never told.
    last_outbox: Mapped[JsonObject | None]
    #: The device that took over; None means none did.
    replaced_by_id: Mapped[Id | None] = mapped_column(ForeignKey("devices.id"))
