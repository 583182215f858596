"""The application on a database of its own, and browsers of the cast."""

import pytest

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.persistence.session import write_transaction
from tests import cast

#: What every browser sends with a request that starts on a page of ours.
SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
PARTIAL = {**SAME_ORIGIN, "HX-Request": "true"}


@pytest.fixture
def settings(database_url, blobs_url):
    return Settings(
        secret_key="a key only these tests know",
        database_url=database_url,
        blobs_url=blobs_url,
        base_url="http://localhost",
    )


@pytest.fixture
def app(settings, clock):
    return create_app(settings, clock=clock)


@pytest.fixture
def browser(app):
    """A browser nobody has signed in with."""
    client = app.test_client()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return client


@pytest.fixture
def sign_in(app):
    """``sign_in("kefu")`` → a browser of that person."""

    def as_person(username):
        client = app.test_client()
        client.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        answer = client.post("/login", data={"username": username, "password": cast.PASSWORD})
        assert answer.status_code in {200, 303}
        return client

    return as_person


@pytest.fixture
def stored(session):
    """``stored(a_visit, lead="li")`` → the row, committed."""

    def make(builder, *args, **values):
        with write_transaction(session):
            row = builder(session, *args, **values)
            row_id = row.id
        row = session.get_one(type(row), row_id)
        session.expunge_all()
        session.rollback()  # what the application writes next is seen afresh
        return row

    return make


def text_of(answer):
    return answer.get_data(as_text=True)
