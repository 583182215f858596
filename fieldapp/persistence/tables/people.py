"""People who sign in, their roles, and attempts to sign in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.persistence.tables.base import Id, Identified, Owned, Record


class Person(Record):
    """Someone of the company with an account."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("username"),
        Index(None, "company_id", "department"),
    )

    #: Unique in the whole installation, lower case.
    username: Mapped[str]
    #: Argon2id, encoded with its parameters.
    password_hash: Mapped[str]
    name: Mapped[str]
    badge_no: Mapped[str] = mapped_column(default="")
    #: service, engineering, production, quality or administration.
    department: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    #: None means the company's language.
    language: Mapped[str | None]
    #: An apprentice helps and has no turn.
    is_apprentice: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)


class PersonRole(Owned):
    """One role of one person."""

    __tablename__ = "person_roles"
    __table_args__ = (Index(None, "company_id", "role"),)

    person_id: Mapped[Id] = mapped_column(ForeignKey("people.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class LoginAttempt(Identified):
    """One try to sign in; of no company, since the name may be nobody's."""

    __tablename__ = "login_attempts"
    __table_args__ = (
        Index(None, "username", "attempted_at"),
        Index(None, "remote_address", "attempted_at"),
    )

    username: Mapped[str]
    remote_address: Mapped[str]
    attempted_at: Mapped[datetime]
    succeeded: Mapped[bool]
