"""What Alembic runs: on the engine it was handed, or on FIELDAPP_DATABASE_URL."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Engine

from fieldapp.persistence.session import engine_for
from fieldapp.persistence.tables import Base, DashedUuid, UtcDateTime

_DEFAULT_URL = "sqlite:///var/fieldapp.db"


def _engine() -> Engine:
    given = context.config.attributes.get("engine")
    if isinstance(given, Engine):
        return given
    return engine_for(os.environ.get("FIELDAPP_DATABASE_URL", _DEFAULT_URL))


def _plain_type(kind: str, item: Any, autogen_context: AutogenContext) -> str | Literal[False]:
    """Steps name only SQLAlchemy's own types, so that they never change with our code."""
    del autogen_context
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, DashedUuid):
        return "sa.Uuid(as_uuid=False)"
    return False


@contextmanager
def _unreferenced(connection: Connection) -> Iterator[None]:
    """SQLite alters a table by copying it and dropping the old one, which rows elsewhere point to.

    So the keys are looked at once, at the end, instead of at each drop. The switch works only
    outside a transaction, hence on the driver's connection.
    """
    if connection.dialect.name != "sqlite":
        with connection.begin():
            yield
        return
    driver = connection.connection.cursor()
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        with connection.begin():
            yield
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"rows point to nothing: {broken[:5]}")
    finally:
        driver.execute("PRAGMA foreign_keys = ON")


def _run() -> None:
    with _engine().connect() as connection, _unreferenced(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            render_item=_plain_type,
        )
        context.run_migrations()


_run()
