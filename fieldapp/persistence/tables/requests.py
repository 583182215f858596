"""Requests (报修登记) and their items."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, JsonList, Record


class Request(Record):
    """One call, fax, slip, desk visit, inspection find or QR form."""

    __tablename__ = "requests"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        Index(None, "company_id", "state", "registered_at"),
        Index(None, "company_id", "registered_at"),
        Index(None, "company_id", "dwelling_id"),
        Index(None, "company_id", "reporter_id"),
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
    #: How many items the slip or fax lists (原单 n 项); None means there is none.
    slip_items: Mapped[int | None]
    #: Why fewer items are recorded than the slip lists; empty while that is open.
    slip_reason: Mapped[str] = mapped_column(default="")
    #: When the clerk called back and all was agreed (rule 2); None means not yet.
    confirmed_at: Mapped[datetime | None]
    #: None means not yet.
    confirmed_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    #: Half-day agreed with the customer; None means none yet.
    agreed_on: Mapped[date | None]
    #: am or pm; None with agreed_on means the whole day.
    agreed_half: Mapped[str | None]
    #: The request this one was merged into; None means it stands for itself.
    merged_into_id: Mapped[Id | None] = mapped_column(ForeignKey("requests.id"))
    #: Number or name under which the property took it over.
    passed_on_to: Mapped[str] = mapped_column(default="")
    #: Rises with every change: a form that began with an older one is told.
    revision: Mapped[int] = mapped_column(default=1)


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
    #: The window or door it is about; None means not known.
    product_id: Mapped[Id | None] = mapped_column(ForeignKey("products.id"))
    #: Part and cause in the words of the warranty rules; empty means not known.
    part: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    #: [{"question", "answer"}] as asked on the phone.
    answers: Mapped[JsonList] = mapped_column(default=list)
    #: in, out, disputed or unknown, by the day of registration.
    warranty_verdict: Mapped[str] = mapped_column(default="unknown")
    #: The reasoning in words.
    warranty_text: Mapped[str] = mapped_column(default="")
    #: None means decided by no rule.
    warranty_rule_id: Mapped[Id | None] = mapped_column(ForeignKey("warranty_rules.id"))
    #: None means no warranty or not known.
    warranty_starts_on: Mapped[date | None]
    #: None means no warranty or not known.
    warranty_ends_on: Mapped[date | None]
    #: free, charged, waived or pending.
    charge_verdict: Mapped[str] = mapped_column(default="pending")
    #: Rough amount told; None means none was.
    estimate_low_cents: Mapped[int | None]
    #: Rough amount told; None means none was.
    estimate_high_cents: Mapped[int | None]
    #: Who decided otherwise than the rules; None means the rules decided.
    overruled_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    overruled_reason: Mapped[str] = mapped_column(default="")
    #: The finished item of a work order whose repair this is again (返修); None means a new fault.
    #: No foreign key: work orders point to requests already.
    rework_of_id: Mapped[Id | None]
    #: The item of another request this one repeats; None means it stands for itself.
    merged_into_id: Mapped[Id | None] = mapped_column(ForeignKey("request_items.id"))
