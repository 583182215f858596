import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError

from fieldapp.persistence.session import engine_for, learn_sizes, session_factory, write_transaction
from fieldapp.persistence.tables import Company, LoginAttempt, Site, new_id
from tests.cast import COMPANY_ID


def a_site(name):
    return Site(company_id=COMPANY_ID, name=name)


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1)],
)
def test_sqlite_is_durable_and_checks_references(engine, pragma, value):
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_what_is_written_is_there_afterwards(session):
    with write_transaction(session):
        session.add(a_site("教师新村"))

    session.expire_all()
    assert session.scalar(select(Site.name)) == "教师新村"


def test_an_exception_takes_everything_back(session):
    def interrupted():
        with write_transaction(session):
            session.add(a_site("教师新村"))
            session.flush()
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()

    assert session.scalar(select(Site.name)) is None


def test_an_inner_transaction_joins_the_outer_one(session):
    def interrupted():
        with write_transaction(session):
            with write_transaction(session):
                session.add(a_site("教师新村"))
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()

    assert session.scalar(select(Site.name)) is None


def test_changes_made_outside_are_a_mistake(session):
    session.add(a_site("教师新村"))

    with pytest.raises(RuntimeError), write_transaction(session):
        pass


def test_a_write_sees_what_was_committed_after_the_last_read(session, engine):
    company = session.get_one(Company, COMPANY_ID)
    with session_factory(engine)() as other, write_transaction(other):
        other.get_one(Company, COMPANY_ID).lease_days = 3

    with write_transaction(session):
        assert company.lease_days == 3


def test_writes_begin_immediately_and_reads_do_not(session, engine):
    begun = []

    def note(connection, cursor, statement, *rest):
        begun.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    session.scalar(select(Company.id))
    with write_transaction(session):
        pass

    assert [each for each in begun if each.startswith("BEGIN")] == ["BEGIN", "BEGIN IMMEDIATE"]


def test_a_second_writer_is_told_before_it_reads(tmp_path, database_url, session):
    impatient = engine_for(database_url)
    event.listen(
        impatient, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout = 1")
    )
    other = session_factory(impatient)()

    with write_transaction(session), pytest.raises(OperationalError, match="locked"):
        write_transaction(other).__enter__()

    other.close()
    impatient.dispose()


def test_a_reference_to_nothing_is_refused(session):
    with pytest.raises(IntegrityError), write_transaction(session):
        session.add(Site(company_id=new_id(), name="无主"))


def test_a_folder_is_made_for_the_database(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path / 'var' / 'fieldapp.db'}")
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()


def stored(session, moment):
    attempt = LoginAttempt(
        id=new_id(), username="wang", remote_address="::1", attempted_at=moment, succeeded=True
    )
    with write_transaction(session):
        session.add(attempt)
    return session.scalar(select(LoginAttempt.attempted_at))


def test_instants_come_back_in_utc_to_the_millisecond(session):
    shanghai = timezone(timedelta(hours=8))
    moment = datetime(2026, 11, 28, 9, 0, 0, 123_999, tzinfo=shanghai)

    assert stored(session, moment) == datetime(2026, 11, 28, 1, 0, 0, 123_000, tzinfo=UTC)


def test_an_instant_without_a_zone_is_a_mistake(session):
    with pytest.raises(StatementError, match="time zone"):
        stored(session, datetime(2026, 11, 28, 9, 0))  # noqa: DTZ001 (the mistake itself)


def test_numbers_are_handed_out_by_a_sqlite_that_returns_rows():
    assert sqlite3.sqlite_version_info >= (3, 35)


def test_the_sizes_of_the_tables_can_be_learnt(engine):
    learn_sizes(engine)

    with engine.connect() as connection:
        known = connection.exec_driver_sql("SELECT tbl FROM sqlite_stat1").scalars().all()
    assert "people" in known
