from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.dialects import postgresql

from fieldapp.persistence import counters
from fieldapp.persistence.session import session_factory, write_transaction
from tests.cast import COMPANY_ID, OTHER_COMPANY_ID

DAY = date(2026, 11, 28)


def test_papers_are_numbered_per_company_kind_and_day(session):
    with write_transaction(session):
        taken = [
            counters.next_number(session, COMPANY_ID, "request", DAY),
            counters.next_number(session, COMPANY_ID, "request", DAY),
            counters.next_number(session, COMPANY_ID, "work_order", DAY),
            counters.next_number(session, COMPANY_ID, "request", date(2026, 11, 29)),
            counters.next_number(session, OTHER_COMPANY_ID, "request", DAY),
        ]

    assert taken == [1, 2, 1, 1, 1]


def test_the_last_change_is_known_without_taking_one(session):
    assert counters.last_change_no(session, COMPANY_ID) == 0

    with write_transaction(session):
        counters.next_change_no(session, COMPANY_ID)

    assert counters.last_change_no(session, COMPANY_ID) == 1


def test_a_number_that_was_rolled_back_is_given_again(session):
    def interrupted():
        with write_transaction(session):
            counters.next_change_no(session, COMPANY_ID)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        interrupted()

    with write_transaction(session):
        assert counters.next_change_no(session, COMPANY_ID) == 1


def test_concurrent_writers_never_share_a_number(engine):
    sessions = session_factory(engine)

    def take(_):
        with sessions() as session, write_transaction(session):
            return counters.next_change_no(session, COMPANY_ID)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(take, range(20))) == list(range(1, 21))


def test_the_statement_is_the_same_on_postgresql():
    compiled = str(text(counters._TAKE.text).compile(dialect=postgresql.dialect()))

    assert "ON CONFLICT (company_id, kind, local_day) DO UPDATE" in compiled
    assert "RETURNING value" in compiled


@pytest.mark.parametrize("kind", ["request", "work_order"])
def test_papers_of_concurrent_desks_are_numbered_without_reuse_or_gap(engine, kind):
    sessions = session_factory(engine)

    def take(number):
        with sessions() as session, write_transaction(session):
            taken = counters.next_number(session, COMPANY_ID, kind, DAY)
            if number % 5 == 0:
                session.rollback()  # a refused command gives its number back
                return None
            return taken

    with ThreadPoolExecutor(8) as pool:
        taken = [number for number in pool.map(take, range(40)) if number is not None]

    assert sorted(taken) == list(range(1, 33))
