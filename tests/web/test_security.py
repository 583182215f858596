"""Who may post, and what every answer carries."""

from dataclasses import replace

import pytest

from fieldapp import create_app
from fieldapp.templating.security_headers import SECURITY_HEADERS


def post_login(app, headers):
    return app.test_client().post(
        "/login", data={"username": "x", "password": "y"}, headers=headers
    )


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
    ],
)
def test_our_own_pages_may_post(app, headers):
    assert post_login(app, headers).status_code == 422


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[nowhere"},
    ],
)
def test_nobody_else_may_post(app, headers):
    answer = post_login(app, headers)

    assert answer.status_code == 403
    assert "不是从本站页面发出" in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/login", "/healthz", "/nothing-here", "/manifest.webmanifest"])
def test_every_answer_carries_the_headers(browser, path):
    answer = browser.get(path)

    for name, value in SECURITY_HEADERS:
        assert answer.headers[name] == value


def test_the_policy_allows_nothing_inline():
    policy = dict(SECURITY_HEADERS)["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_private_pages_are_not_stored(sign_in):
    assert sign_in("kefu").get("/office/requests").headers["Cache-Control"] == "no-store"


def test_plain_http_asks_for_no_tls(browser):
    assert "Strict-Transport-Security" not in browser.get("/login").headers


def test_https_is_kept_once_it_is_used(settings, clock):
    app = create_app(replace(settings, base_url="https://service.example.cn"), clock=clock)

    answer = app.test_client().post(
        "/login",
        data={"username": "kefu", "password": "fieldapp-demo"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    assert "Secure" in answer.headers["Set-Cookie"]
