"""What the company stands for, how long and by which law or promise (保修规则)."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from fieldapp.persistence.tables.base import Record


class WarrantyRule(Record):
    """One version of the months a part is covered for a cause.

    A later ``valid_from`` of the same part and cause replaces an earlier one for requests
    registered from that day on; nothing is overwritten, so an old verdict can be explained.
    """

    __tablename__ = "warranty_rules"
    __table_args__ = (Index(None, "company_id", "part", "cause", "valid_from"),)

    #: The company's word for the part, e.g. 五金件; empty means any part.
    part: Mapped[str]
    #: The company's word for the cause, e.g. 自然损坏; empty means any cause.
    cause: Mapped[str]
    #: 0 means excluded from the warranty (misuse, parts of the customer's own).
    months: Mapped[int]
    #: completion, handover, installation, purchase or repair: the day the months run from.
    start_kind: Mapped[str]
    #: law, contract, maker or promise.
    basis_kind: Mapped[str]
    #: As it is quoted to the customer, e.g. 建设工程质量管理条例 §40(2).
    basis: Mapped[str]
    valid_from: Mapped[date]
    #: None means it holds until a later version replaces it.
    valid_until: Mapped[date | None]
