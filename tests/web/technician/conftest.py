"""The application on a real database, and a phone whose browser has no service worker."""

import pytest

from fieldapp import create_app
from fieldapp.config import Settings
from tests.cast import PASSWORD
from tests.web.technician.phones import Phone


@pytest.fixture
def app(database_url, tmp_path, clock):
    settings = Settings(
        database_url=database_url,
        blobs_url=(tmp_path / "blobs").as_uri(),
        secret_key="tests only",
        base_url="http://localhost",
    )
    return create_app(settings, clock=clock)


@pytest.fixture
def phone(app):
    def sign_in(username):
        phone = Phone(app.test_client())
        phone.post("/login", username=username, password=PASSWORD)
        return phone

    return sign_in
