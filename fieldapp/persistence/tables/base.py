"""What all tables share: key, owner, names of constraints and the column types."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    DateTime,
    Dialect,
    ForeignKey,
    MetaData,
    Text,
    TypeDecorator,
    Uuid,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

#: Dashed lower-case UUID.
Id = Annotated[str, Uuid]
#: Text without a length limit of its own (limits are in the commands).
LongText = Annotated[str, Text]
#: JSON object; the column's comment tells its keys.
JsonObject = dict[str, Any]
#: JSON array.
JsonList = list[Any]

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class DashedUuid(Uuid[str]):
    """A UUID as dashed lower-case text.

    Where the database keeps 32 digits, the dashes are put between them: SQLAlchemy's own way over
    a UUID object takes five times as long, and a page reads a thousand of them.
    """

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(as_uuid=False)

    def result_processor(
        self, dialect: Dialect, coltype: object
    ) -> Callable[[Any], str | None] | None:
        if not dialect.supports_native_uuid:
            return _dashed
        native: Callable[[Any], str | None] | None
        native = super().result_processor(dialect, coltype)  # type: ignore[no-untyped-call]
        return native


def _dashed(digits: str | None) -> str | None:
    if digits is None:
        return None
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, kept in UTC to the millisecond (what the wire carries); never naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(microsecond=in_utc.microsecond // 1000 * 1000)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> str:
    """A random UUIDv4 as dashed lower-case text."""
    return str(uuid.uuid4())


class Base(DeclarativeBase):
    """Root of all mapped classes."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it from the class
        Id: DashedUuid(),
        LongText: Text(),
        JsonObject: JSON(none_as_null=True),
        JsonList: JSON(none_as_null=True),
        datetime: UtcDateTime(),
        int: BigInteger(),
    }


class Identified(Base):
    """A row named by a UUID that was made where the thing was made."""

    __abstract__ = True

    id: Mapped[Id] = mapped_column(primary_key=True, default=new_id, sort_order=-20)


class Owned(Base):
    """A row that belongs to one company."""

    __abstract__ = True

    company_id: Mapped[Id] = mapped_column(ForeignKey("companies.id"), sort_order=-10)


class Record(Identified, Owned):
    """The usual row: UUID key, one company."""

    __abstract__ = True
