"""Engine and sessions: how reads and writes begin on SQLite and on PostgreSQL.

Reads begin deferred, writes begin with BEGIN IMMEDIATE on SQLite, so that a write never finds
out halfway that somebody else was first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.orm import Session as Session  # rooms above name it from here
from sqlalchemy.orm import sessionmaker

from fieldapp.persistence.search_index import keep_search_index

__all__ = ["Session", "engine_for", "learn_sizes", "session_factory", "write_transaction"]

_WRITES = "fieldapp_writes"
_BUSY_TIMEOUT_MS = 15_000
_SAMPLED_ROWS = 1_000
#: How much of the file is read as memory: shared by all connections, and a page costs no call.
_MAPPED_BYTES = 1024**3


def engine_for(url: str | URL) -> Engine:
    """Engine for a database URL; SQLite gets its folder, its pragmas and explicit BEGINs."""
    target = make_url(url)
    if target.get_backend_name() != "sqlite":
        return create_engine(target, pool_pre_ping=True)
    if target.database and target.database != ":memory:":
        Path(target.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(target)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def session_factory(engine: Engine) -> sessionmaker[Session]:
    """Sessions of this engine; they flush only when told to (or at commit).

    What they flush they write into the search index too.
    """
    sessions = sessionmaker(engine, autoflush=False)
    keep_search_index(sessions)
    return sessions


def learn_sizes(engine: Engine) -> None:
    """Let SQLite look at samples of its indexes, some milliseconds; PostgreSQL does so by itself.

    Without, it takes one company for ten rows and at times reads all orders for one of them.
    """
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {_SAMPLED_ROWS}")
        connection.exec_driver_sql("ANALYZE")
        connection.commit()


@contextmanager
def write_transaction(session: Session) -> Iterator[None]:
    """One write transaction: committed at the end, rolled back on any exception.

    Inside another one of the same session it joins that one. A read transaction of the session
    ends first, so what was loaded before is loaded anew.
    Raises RuntimeError if the session already holds changes nobody committed.
    """
    if is_writing(session):
        yield
        return
    _end_reading(session)
    session.info[_WRITES] = True
    try:
        session.connection(execution_options={_WRITES: True})
        yield
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[_WRITES] = False


def is_writing(session: Session) -> bool:
    """Whether a write transaction of this session is open."""
    return bool(session.info.get(_WRITES))


def _end_reading(session: Session) -> None:
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("changes were made outside a write transaction")
    if session.in_transaction():
        session.rollback()


def _prepare_sqlite(connection: Any, record: object) -> None:
    del record
    connection.isolation_level = None  # the driver begins nothing by itself
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {_BUSY_TIMEOUT_MS}",
        f"mmap_size = {_MAPPED_BYTES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
