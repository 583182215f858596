"""One real SQLite database per test, copied from a template that Alembic made once."""

import shutil
from uuid import uuid4

import pytest

from fieldapp.persistence import migrations
from fieldapp.persistence.session import engine_for, session_factory, write_transaction
from fieldapp.templating.locale import ViewLocale, use_locale
from tests import cast, object_store
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


@pytest.fixture(scope="session")
def s3_server():
    """The address of a real S3-compatible server on this machine."""
    with object_store.served() as address:
        yield address


@pytest.fixture
def bucket_url(s3_server, monkeypatch):
    """A place of this test's own in a bucket, reached like an installation reaches it."""
    for name, value in object_store.CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    object_store.make_bucket(s3_server)
    return object_store.url(s3_server, prefix=f"installations/{uuid4()}")


@pytest.fixture
def blobs_url(request, tmp_path):
    """Where this test keeps bytes: a folder, or a bucket (parametrised by ``IN_BOTH_STORES``)."""
    if getattr(request, "param", "folder") == "bucket":
        return request.getfixturevalue("bucket_url")
    return (tmp_path / "blobs").as_uri()


@pytest.fixture
def clock():
    return StoppedClock()


@pytest.fixture(autouse=True)
def chinese_reader():
    """Whoever read last in another language has left; requests set their own."""
    with use_locale(ViewLocale()):
        yield
