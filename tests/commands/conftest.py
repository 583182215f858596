import pytest

from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Visit
from tests.builders import a_visit
from tests.commands.senders import Office, Phone


@pytest.fixture
def wang(session, clock):
    return Phone(session, clock, "wang")


@pytest.fixture
def li(session, clock):
    return Phone(session, clock, "li")


@pytest.fixture
def kefu(session, clock):
    return Office(session, clock, "kefu")


@pytest.fixture
def zhuguan(session, clock):
    return Office(session, clock, "zhuguan")


@pytest.fixture
def visit_of(session):
    """Make a committed visit and return its id."""

    def make(lead="wang", **overrides):
        with write_transaction(session):
            return a_visit(session, lead=lead, **overrides).id

    return make


@pytest.fixture
def state_of(session):
    """The stored state of a visit."""

    def read(visit_id):
        session.rollback()
        return session.get_one(Visit, visit_id).state

    return read
