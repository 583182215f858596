"""One real SQLite database per test, copied from a template that Alembic made once."""

import shutil

import pytest

from fieldapp.persistence import migrations
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from tests import cast
from tests.clocks import StoppedClock


@pytest.fixture(scope="session")
def template_database(tmp_path_factory):
    """All tables by the real migrations, and the cast; copied, never written to."""
    path = tmp_path_factory.mktemp("template") / "fieldapp.db"
    engine = engine_for(f"sqlite:///{path}")
    migrations.upgrade(engine)
    with session_factory(engine)() as session, write_transaction(session):
        cast.seed(session)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture
def database_url(template_database, tmp_path):
    path = tmp_path / "fieldapp.db"
    shutil.copy(template_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def engine(database_url):
    engine = engine_for(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine):
    with session_factory(engine)() as session:
        yield session


@pytest.fixture
def clock():
    return StoppedClock()
