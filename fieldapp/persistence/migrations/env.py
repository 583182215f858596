"""What Alembic runs: on the engine it was handed, or on FIELDAPP_DATABASE_URL."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Engine

from fieldapp.persistence.session import engine_for
from fieldapp.persistence.tables import Base, UtcDateTime

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
    return False


def _run() -> None:
    with _engine().begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=connection.dialect.name == "sqlite",  # SQLite alters by copying
            compare_type=True,
            render_item=_plain_type,
        )
        context.run_migrations()


_run()
