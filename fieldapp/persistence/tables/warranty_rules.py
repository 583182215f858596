"""What the company stands for, how long and by which law or promise (保修规则)."""

from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from fieldapp.persistence.tables.base import Record


class WarrantyRule(Record):
    """One version of the months a part is covered for a cause.

    A later ``valid_from`` of the same part, cause and kind of basis replaces an earlier one for
    requests registered from that day on; nothing is overwritten, so an old verdict can be
    explained. A promise stands beside the law: the one that ends later wins.
    """

    __tablename__ = "warranty_rules"
    __table_args__ = (Index(None, "company_id", "part", "cause", "valid_from"),)

    #: The company's words for the part, e.g. 密封胶条、毛条; empty means any part.
    part: Mapped[str]
    #: The company's words for the cause, e.g. 脱落、收缩; empty means any cause.
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
