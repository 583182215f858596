"""The application in this process, without a network: what the server itself needs."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from bench.company import Company
from e2e.vocabulary import PASSWORD
from fieldapp import create_app

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def signed_in(company: Company, username: str) -> FlaskClient:
    """A client of the application with that person's session."""
    client = create_app(company.settings).test_client()
    answer = client.post(
        "/login", data={"username": username, "password": PASSWORD}, headers=SAME_ORIGIN
    )
    assert answer.status_code < 400, answer.status
    return client


def post_json(client: FlaskClient, path: str, message: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(path, json=message, headers=SAME_ORIGIN)
    assert answer.status_code == 200, (answer.status, answer.text[:500])
    read: dict[str, Any] = answer.get_json()
    return read
