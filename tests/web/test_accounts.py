"""Signing in and out."""

import html
import json
import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from fieldapp import create_app
from fieldapp.persistence.login_attempts import begin_attempt
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import LoginAttempt, Person
from tests import cast
from tests.web.conftest import SAME_ORIGIN


def log_in(browser, username, password=cast.PASSWORD, **more):
    return browser.post("/login", data={"username": username, "password": password, **more})


def test_the_front_door_leads_to_the_sign_in_page(browser):
    answer = browser.get("/")

    assert answer.headers["Location"] == "/login"


def test_office_staff_go_straight_on(browser):
    answer = log_in(browser, "kefu")

    assert (answer.status_code, answer.headers["Location"]) == (303, "/office/")
    assert browser.get("/").headers["Location"] == "/office/"


def test_a_technician_is_named_to_the_phone_first(browser):
    page = log_in(browser, "wang").get_data(as_text=True)

    person = json.loads(html.unescape(re.search(r'data-person="([^"]*)"', page)[1]))
    assert person["id"] == cast.person_id("wang")
    assert person["name"] == "王建国"
    assert 'data-home="/tech/"' in page
    assert 'data-lease-until="2026-12-05T01:00:00.000Z"' in page


def test_names_are_compared_without_case(browser):
    assert log_in(browser, " Kefu ").status_code == 303


def test_a_wrong_password_says_so_and_keeps_the_name(browser):
    answer = log_in(browser, "kefu", "wrong")

    assert answer.status_code == 422
    assert "用户名或密码不对" in answer.get_data(as_text=True)
    assert 'value="kefu"' in answer.get_data(as_text=True)


def test_an_unknown_name_gets_the_same_answer(browser):
    assert log_in(browser, "nobody").status_code == 422


def test_a_person_who_left_is_not_let_in(browser, session):
    with write_transaction(session):
        session.get_one(Person, cast.person_id("kefu")).is_active = False

    assert log_in(browser, "kefu").status_code == 422


def test_a_person_who_left_is_out_at_once(sign_in, session):
    browser = sign_in("kefu")
    with write_transaction(session):
        session.get_one(Person, cast.person_id("kefu")).is_active = False

    assert browser.get("/office/").headers["Location"].startswith("/login")


def test_a_changed_password_ends_the_sessions(sign_in, session):
    browser = sign_in("kefu")
    with write_transaction(session):
        session.get_one(Person, cast.person_id("kefu")).password_hash = "another"

    assert browser.get("/office/").headers["Location"].startswith("/login")


def test_after_five_failures_even_the_right_password_waits(browser, clock):
    for _attempt in range(5):
        log_in(browser, "kefu", "wrong")

    answer = log_in(browser, "kefu")

    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.get_data(as_text=True)


def test_waiting_long_enough_opens_the_door_again(browser, clock):
    for _attempt in range(5):
        log_in(browser, "kefu", "wrong")
    clock.go_on(minutes=15)

    assert log_in(browser, "kefu").status_code == 303


@pytest.mark.parametrize(("proxies", "counted"), [(0, "10.0.0.9"), (1, "203.0.113.7")])
def test_an_address_is_believed_from_as_many_proxies_as_there_are(
    settings, clock, session, proxies, counted
):
    app = create_app(replace(settings, proxies=proxies), clock=clock)
    app.test_client().post(
        "/login",
        data={"username": "wang", "password": "wrong"},
        headers={**SAME_ORIGIN, "X-Forwarded-For": "198.51.100.1, 203.0.113.7"},
        environ_base={"REMOTE_ADDR": "10.0.0.9"},
    )

    assert session.scalars(select(LoginAttempt.remote_address)).all() == [counted]


def test_a_success_forgets_the_failures_before_it(browser, clock):
    for _attempt in range(4):
        log_in(browser, "kefu", "wrong")
    clock.go_on(seconds=1)
    log_in(browser, "kefu")
    clock.go_on(seconds=1)

    assert log_in(browser, "kefu", "wrong").status_code == 422


def test_attempts_are_kept_in_a_table(browser, session):
    log_in(browser, "kefu", "wrong")

    attempt = session.query(LoginAttempt).one()
    assert (attempt.username, attempt.succeeded) == ("kefu", False)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("/office/work-orders?state=open", "/office/work-orders?state=open"),
        ("https://evil.example/", "/office/"),
        ("//evil.example/", "/office/"),
        ("/\\evil.example/", "/office/"),
        ("/\t/evil.example/", "/office/"),
    ],
)
def test_next_never_leaves_this_site(browser, wanted, expected):
    assert log_in(browser, "kefu", next=wanted).headers["Location"] == expected


def test_the_session_cookie_is_out_of_reach_of_scripts(browser):
    cookie = log_in(browser, "kefu").headers["Set-Cookie"]

    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Secure" not in cookie


def test_signing_out_ends_the_session_and_spares_the_phones_store(sign_in):
    browser = sign_in("kefu")

    answer = browser.post("/logout")

    assert answer.status_code == 303
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert browser.get("/office/").headers["Location"].startswith("/login")


def test_signing_out_is_no_link(browser):
    assert browser.get("/logout").status_code == 405


def test_many_attempts_at_once_are_counted_before_they_are_checked(session, clock):
    """Five wait for their passwords to be hashed; a sixth beside them waits its turn."""
    answers = [
        begin_attempt(session, username="kefu", address="::1", now=clock()) for _attempt in range(6)
    ]

    assert [wait for wait, _id in answers] == [0, 0, 0, 0, 0, 15]
