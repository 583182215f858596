"""Every address says who may use it, and holds to it."""

import pytest

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.domain.roles import PERMISSIONS
from fieldapp.web.identity import PUBLIC

#: Answered without an account: signing in and out, the paper's code, files, health.
OPEN_ENDPOINTS = {
    "accounts.home",
    "accounts.login_form",
    "accounts.login",
    "accounts.logout",
    "customer_codes.open_code",
    "customer_codes.details",
    "health.health",
    "pwa.manifest",
    "pwa.service_worker",
    "sync.ping",
    "static_files.static_file",
}


@pytest.fixture
def app(database_url, tmp_path):
    return create_app(
        Settings(
            secret_key="a key only these tests know",
            database_url=database_url,
            blobs_url=(tmp_path / "blobs").as_uri(),
        )
    )


def address_of(rule):
    values = dict.fromkeys(rule.arguments, "5f0c8f0e-0000-4000-8000-000000000000")
    return rule.build(values, append_unknown=False)[1]


def test_every_view_is_marked_with_who_may_use_it(app):
    unmarked = [name for name, view in app.view_functions.items() if not hasattr(view, "access")]

    assert unmarked == []


def test_marked_permissions_exist(app):
    named = {name for view in app.view_functions.values() for name in view.access}

    assert named - {PUBLIC} <= set(PERMISSIONS)


def test_only_the_known_few_are_open_to_everybody(app):
    public = {name for name, view in app.view_functions.items() if view.access == (PUBLIC,)}

    assert public == OPEN_ENDPOINTS


def test_every_other_address_needs_a_signed_in_person(app):
    browser = app.test_client()
    answered = []
    for rule in app.url_map.iter_rules():
        if rule.endpoint in OPEN_ENDPOINTS:
            continue
        for method in rule.methods - {"HEAD", "OPTIONS"}:
            answer = browser.open(
                address_of(rule),
                method=method,
                headers={"Sec-Fetch-Site": "same-origin"},
                json={} if rule.rule.startswith("/sync/") and method == "POST" else None,
            )
            if answer.status_code not in {303, 401}:
                answered.append((method, rule.rule, answer.status_code))

    assert answered == []


def test_no_write_is_accepted_from_another_site(app):
    browser = app.test_client()
    accepted = []
    for rule in app.url_map.iter_rules():
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}:
            answer = browser.open(
                address_of(rule), method=method, headers={"Sec-Fetch-Site": "cross-site"}
            )
            if answer.status_code != 403:
                accepted.append((method, rule.rule, answer.status_code))

    assert accepted == []
