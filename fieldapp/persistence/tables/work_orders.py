"""Work orders (维修单), their items, QR codes and consents."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, JsonList, Record


class WorkOrder(Record):
    """What one department does about one request."""

    __tablename__ = "work_orders"
    __table_args__ = (
        UniqueConstraint("company_id", "number"),
        Index(None, "company_id", "state", "created_at"),
        Index(None, "company_id", "created_at"),
        Index(None, "company_id", "request_id"),
    )

    #: WX20261123-001.
    number: Mapped[str]
    request_id: Mapped[Id] = mapped_column(ForeignKey("requests.id"))
    #: engineering (in warranty) or production (out of warranty).
    department: Mapped[str]
    #: Key of domain.work_orders.WORK_ORDER_STATES.
    state: Mapped[str] = mapped_column(default="ready")
    urgency: Mapped[str] = mapped_column(default="normal")
    kind: Mapped[str] = mapped_column(default="repair")
    #: 抢修: may go on a weekday without a notice.
    emergency: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    created_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(default="")
    #: None means nothing was estimated.
    estimate_low_cents: Mapped[int | None]
    #: None means nothing was estimated.
    estimate_high_cents: Mapped[int | None]
    #: The order whose repair this is again (返修); None means it is the first.
    rework_of_id: Mapped[Id | None] = mapped_column(ForeignKey("work_orders.id"))
    #: Until when the customer agreed to wait beyond the 15 days; None means not asked.
    delay_agreed_until: Mapped[date | None]
    #: None means not closed.
    closed_at: Mapped[datetime | None]
    #: Rises with every change: a form that began with an older one is told.
    revision: Mapped[int] = mapped_column(default=1)


class WorkOrderItem(Record):
    """One item of a work order with its verdicts and its result."""

    __tablename__ = "work_order_items"
    __table_args__ = (UniqueConstraint("company_id", "work_order_id", "position_no"),)

    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    #: None means found on site (追加项).
    request_item_id: Mapped[Id | None] = mapped_column(ForeignKey("request_items.id"))
    position_no: Mapped[int]
    position: Mapped[str]
    category_code: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    #: in, out, disputed or unknown.
    warranty_verdict: Mapped[str] = mapped_column(default="unknown")
    warranty_text: Mapped[str] = mapped_column(default="")
    #: None means no warranty or not known.
    warranty_ends_on: Mapped[date | None]
    #: free, charged, waived or pending.
    charge_verdict: Mapped[str] = mapped_column(default="pending")
    #: None means nothing was estimated.
    estimate_low_cents: Mapped[int | None]
    #: None means nothing was estimated.
    estimate_high_cents: Mapped[int | None]
    #: Part and cause in the words of the warranty rules; empty means not known.
    part: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    #: None means decided by no rule.
    warranty_rule_id: Mapped[Id | None] = mapped_column(ForeignKey("warranty_rules.id"))
    #: None means no warranty or not known.
    warranty_starts_on: Mapped[date | None]
    #: The finished item whose repair this is again (返修); None means a new fault.
    rework_of_id: Mapped[Id | None] = mapped_column(ForeignKey("work_order_items.id"))
    #: Found on site (追加项, rule 9).
    is_extra: Mapped[bool] = mapped_column(default=False)
    #: When it was found, by the phone's clock; None means it stands there from the beginning.
    added_at: Mapped[datetime | None]
    #: When the server heard of it: what was agreed before speaks of other items.
    received_at: Mapped[datetime | None]
    #: None means it stands there from the beginning.
    added_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    #: The visit it was found on; None means it stands there from the beginning.
    added_on_visit_id: Mapped[Id | None] = mapped_column(ForeignKey("visits.id"))
    #: When the clerk confirmed what was told on site; None means not yet, or nothing was.
    confirmed_at: Mapped[datetime | None]
    #: None means not confirmed, or nothing to confirm.
    confirmed_by_id: Mapped[Id | None] = mapped_column(ForeignKey("people.id"))
    #: fixed, partly, not_fixed or no_need; None means not reported yet.
    result: Mapped[str | None]
    #: None means it holds.
    voided_at: Mapped[datetime | None]
    void_reason: Mapped[str] = mapped_column(default="")


class QrCode(Record):
    """The code on the printed work order."""

    __tablename__ = "qr_codes"
    __table_args__ = (
        UniqueConstraint("code"),
        Index(None, "company_id", "work_order_id"),
    )

    #: 13 characters Crockford base 32, lower case; unique in the installation.
    code: Mapped[str]
    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    created_at: Mapped[datetime]
    #: None means the code works.
    revoked_at: Mapped[datetime | None]


class Consent(Record):
    """Agreement of the payer or the property to an amount (收费同意)."""

    __tablename__ = "consents"
    __table_args__ = (Index(None, "company_id", "work_order_id", "agreed_at"),)

    work_order_id: Mapped[Id] = mapped_column(ForeignKey("work_orders.id"))
    #: payer or property.
    who: Mapped[str]
    who_name: Mapped[str]
    #: phone, in_person, written or own_phone.
    how: Mapped[str]
    low_cents: Mapped[int]
    #: Top of the range.
    agreed_cents: Mapped[int]
    #: By the clock of whoever recorded it, which decides nothing.
    agreed_at: Mapped[datetime]
    #: When the server heard of it: the latest holds. None means ``agreed_at``.
    received_at: Mapped[datetime | None]
    recorded_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    note: Mapped[str] = mapped_column(default="")
    #: Ids of the items agreed to; empty means all of the order.
    item_ids: Mapped[JsonList] = mapped_column(default=list)
    #: What shows it: a call at …, a slip, the paper's name.
    evidence: Mapped[str] = mapped_column(default="")
