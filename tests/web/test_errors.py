"""Refusals and failures, as a page, as a region and as JSON."""

import logging

import pytest

from fieldapp.persistence.blobs import BlobsUnavailable
from tests.web.conftest import PARTIAL


@pytest.fixture
def broken_app(app):
    def explode():
        raise RuntimeError("the shelf fell down")

    explode.access = ("public",)
    app.add_url_rule("/explode", view_func=explode)
    return app


def test_an_unknown_page_says_so(browser):
    answer = browser.get("/office/nothing-here")

    assert answer.status_code == 404
    assert "没有这一页" in answer.get_data(as_text=True)


def test_a_role_that_may_not_is_told_why(sign_in):
    answer = sign_in("wang").get("/office/requests")

    assert answer.status_code == 403
    assert "您的角色不能做这件事" in answer.get_data(as_text=True)


def test_a_script_gets_the_refusal_for_its_place(sign_in):
    answer = sign_in("wang").get("/office/requests", headers=PARTIAL)

    assert answer.headers["HX-Retarget"] == "#problem"
    assert "<html" not in answer.get_data(as_text=True)


def test_a_script_without_a_session_is_sent_to_sign_in(browser):
    answer = browser.get("/office/requests?state=open", headers=PARTIAL)

    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/login?next=%2Foffice%2Frequests%3Fstate%3Dopen"


def test_the_wrong_method_is_refused_with_the_right_one(sign_in):
    answer = sign_in("zhuguan").get("/office/dispatch/trips")

    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_a_failure_is_logged_once_and_admitted(broken_app, caplog):
    with caplog.at_level(logging.ERROR, logger="fieldapp.web"):
        answer = broken_app.test_client().get("/explode", headers={"X-Request-Id": "story-12345"})

    assert answer.status_code == 500
    assert "story-12345" in answer.get_data(as_text=True)
    assert "the shelf fell down" not in answer.get_data(as_text=True)
    assert [record.message.split(" failed")[0] for record in caplog.records] == [
        "request story-12345"
    ]


def test_a_silent_photo_store_is_no_fault_of_the_program(app, caplog):
    def ask_the_store():
        raise BlobsUnavailable("connect timeout on s3.example.com")

    ask_the_store.access = ("public",)
    app.add_url_rule("/ask", view_func=ask_the_store)

    answer = app.test_client().get("/ask")

    assert answer.status_code == 503
    assert "照片的地方暂时没有回应" in answer.get_data(as_text=True)
    assert "s3.example.com" not in answer.get_data(as_text=True)
    assert "s3.example.com" in caplog.text


def test_a_made_up_request_id_is_not_taken_over(browser):
    answer = browser.get("/healthz", headers={"X-Request-Id": "<script>"})

    assert answer.headers["X-Request-Id"].isalnum()
