"""What customers, homes, requests and orders can be found by while typing."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Owned


class SearchTerm(Owned):
    """One word under which a subject is found from its beginning on.

    Written with the subject in the same transaction; ``fieldapp doctor --search`` compares.
    """

    __tablename__ = "search_terms"
    __table_args__ = (
        Index(None, "company_id", "term", "subject_kind", "subject_id"),
        Index(None, "company_id", "subject_kind", "subject_id"),
    )

    #: customer, dwelling, request or work_order.
    subject_kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[Id] = mapped_column(primary_key=True)
    #: Lower case, half-width, no blanks: a name, pinyin initials, digits, a label or a number.
    term: Mapped[str] = mapped_column(primary_key=True)
