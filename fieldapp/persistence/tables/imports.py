"""Excel files on their way into the archive (导入)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Record


class Import(Record):
    """One file: checked first, every problem listed, then written in pieces."""

    __tablename__ = "imports"
    __table_args__ = (Index(None, "company_id", "uploaded_at"),)

    #: customers.
    kind: Mapped[str] = mapped_column(default="customers")
    file_name: Mapped[str]
    sha256: Mapped[str]
    #: uploaded, checking, checked, writing, done, failed or cancelled.
    state: Mapped[str] = mapped_column(default="uploaded")
    #: None means not counted yet.
    rows: Mapped[int | None]
    #: Rows checked, and then written, so far.
    rows_done: Mapped[int] = mapped_column(default=0)
    problems: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    uploaded_at: Mapped[datetime]
    uploaded_by_id: Mapped[Id] = mapped_column(ForeignKey("people.id"))
    #: When the work on it last moved: an old one means that the server stopped meanwhile.
    moved_at: Mapped[datetime]
    #: None means not finished.
    finished_at: Mapped[datetime | None]


class ImportProblem(Record):
    """What is wrong with one cell."""

    __tablename__ = "import_problems"
    __table_args__ = (UniqueConstraint("company_id", "import_id", "row_no", "column"),)

    import_id: Mapped[Id] = mapped_column(ForeignKey("imports.id"))
    #: As Excel counts, the heading is row 1.
    row_no: Mapped[int]
    #: As Excel names it, e.g. C.
    column: Mapped[str]
    heading: Mapped[str] = mapped_column(default="")
    #: What stands in the cell, shortened.
    value: Mapped[str] = mapped_column(default="")
    #: Code of a problem; worded when shown.
    code: Mapped[str]
