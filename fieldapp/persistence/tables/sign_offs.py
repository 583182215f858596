"""How a visit ended: sign-offs, and reports of unfinished work."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, JsonList, LongText, Record


class SignOff(Record):
    """The customer's signature, or why there is none."""

    __tablename__ = "sign_offs"
    __table_args__ = (Index(None, "company_id", "visit_id"),)

    visit_id: Mapped[Id] = mapped_column(ForeignKey("visits.id"))
    #: signed, absent, refused or send_link (the customer signs on his own phone).
    kind: Mapped[str]
    #: satisfied, fair or unsatisfied; None means nobody was asked.
    rating: Mapped[str | None]
    opinion: Mapped[str] = mapped_column(default="")
    signer_name: Mapped[str] = mapped_column(default="")
    #: owner, family, tenant, property or keyholder; empty without a signature.
    relation: Mapped[str] = mapped_column(default="")
    #: [[[x, y, t], …], …]: strokes of points, whole numbers; None without a signature.
    strokes: Mapped[JsonList | None]
    #: Exactly the text the customer was shown (RFC 8785).
    document_text: Mapped[LongText]
    document_format: Mapped[int]
    document_sha256: Mapped[str]
    signed_at: Mapped[datetime]
    made_at: Mapped[datetime]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(default="")
    #: door_photo, call_log or witness; empty with a signature.
    evidence_kind: Mapped[str] = mapped_column(default="")
    evidence_note: Mapped[str] = mapped_column(default="")
    #: The document differed from the server's own when it came in.
    content_changed: Mapped[bool] = mapped_column(default=False)
    #: None means it holds (work taken up again voids it).
    voided_at: Mapped[datetime | None]


class UnfinishedReport(Record):
    """Why the work is not done and what was explained (未完成)."""

    __tablename__ = "unfinished_reports"
    __table_args__ = (Index(None, "company_id", "visit_id"),)

    visit_id: Mapped[Id] = mapped_column(ForeignKey("visits.id"))
    #: Key of the company's unfinished_reasons.
    reason_code: Mapped[str]
    explanation: Mapped[str]
    explained_to: Mapped[str]
    #: A proposal the clerk confirms; None means none.
    proposed_on: Mapped[date | None]
    #: am or pm; None means any time.
    proposed_half: Mapped[str | None]
    #: The pane to be made; None means not measured.
    width_mm: Mapped[int | None]
    height_mm: Mapped[int | None]
    thickness_mm: Mapped[int | None]
    #: When the glass is expected; None means nobody said.
    expected_on: Mapped[date | None]
    made_at: Mapped[datetime]
    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: The clerk's own finding; None means not yet.
    clerk_finding: Mapped[str | None]
