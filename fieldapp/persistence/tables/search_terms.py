"""What customers, homes, requests and orders can be found by while typing."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Owned


class SearchTerm(Owned):
    """One word under which a subject is found from its beginning on.

    Written with the subject in the same transaction (``persistence/search_index.py``);
    ``fieldapp doctor --search`` compares and mends.
    """

    __tablename__ = "search_terms"
    __table_args__ = (Index(None, "company_id", "subject_kind", "term", "subject_id"),)

    #: customer, dwelling, request or work_order.
    subject_kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[Id] = mapped_column(primary_key=True)
    #: Half-width, lower case, no blanks: a name, its pinyin, a label, a number; ``+`` and a phone,
    #: ``*`` and its last four digits. Compared byte by byte, so that a prefix is a range.
    term: Mapped[str] = mapped_column(
        String().with_variant(String(collation="C"), "postgresql"), primary_key=True
    )
