"""Requests (报修登记) and their items."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class Request(Record):
    """One call, fax, slip, desk visit, inspection find or QR form."""

    __tablename__ = "requests"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        Index(None, "company_id", "state", "registered_at"),
        Index(None, "company_id", "registered_at"),
        Index(None, "company_id", "dwelling_id"),
    )

    #: BX20261123-001.
    number: Mapped[str]
    #: phone, fax, slip, desk, inspection or qr.
    channel: Mapped[str]
    #: Key of domain.requests.REQUEST_STATES.
    state: Mapped[str] = mapped_column(default="open")
    #: repair, install, adjust, maintain, measure or consult.
    kind: Mapped[str] = mapped_column(default="repair")
    #: urgent, normal or planned.
    urgency: Mapped[str] = mapped_column(default="normal")
    #: None means the address is not (yet) a known dwelling; see address_text.
    dwelling_id: Mapped[Id | None] = mapped_column(ForeignKey("dwellings.id"))
    address_text: Mapped[str] = mapped_column(default="")
    #: None means the reporter is not a known customer; see reporter_name.
    reporter_id: Mapped[Id | None] = mapped_column(ForeignKey("customers.id"))
    #: Who uses the dwelling; None means the reporter.
    user_id: Mapped[Id | None] = mapped_column(ForeignKey("customers.id"))
    #: Who pays; None means the reporter.
    payer_id: Mapped[Id | None] = mapped_column(ForeignKey("customers.id"))
    reporter_name: Mapped[str] = mapped_column(default="")
    #: owner, family, tenant, property or keyholder.
    reporter_relation: Mapped[str] = mapped_column(default="owner")
    reporter_phone: Mapped[str] = mapped_column(default="")
    registered_at: Mapped[datetime]
    registered_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    wished_text: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class RequestItem(Record):
    """One thing to look at (报修项目)."""

    __tablename__ = "request_items"
    __table_args__ = (UniqueConstraint("company_id", "request_id", "position_no"),)

    request_id: Mapped[Id] = mapped_column(ForeignKey("requests.id"))
    #: Order within the request, from 1.
    position_no: Mapped[int]
    #: Where it is (部位), e.g. 主卧飘窗.
    position: Mapped[str]
    category_code: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
