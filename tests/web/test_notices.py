"""通知 in the office: the count, the page, the red reminder, and reading by opening."""

import pytest
from sqlalchemy import select

from fieldapp.persistence.tables import Notice, new_id
from tests.web.conftest import PARTIAL, text_of
from tests.web.test_office_requests import a_form


@pytest.fixture
def registered(sign_in):
    """The address of a request kefu has just registered."""
    return sign_in("kefu").post("/office/requests", data=a_form()).headers["Location"]


def unread(session):
    session.rollback()
    return session.scalars(select(Notice.id).where(Notice.read_at.is_(None))).all()


def test_the_head_of_every_page_counts_what_is_unread(sign_in, registered):
    page = text_of(sign_in("zhuguan").get("/office/work-orders"))

    assert 'class="bell__count">1<' in page
    assert 'src="/office/notices/bell"' in page


def test_the_page_names_the_news_and_leads_to_it(sign_in, registered):
    page = text_of(sign_in("zhuguan").get("/office/notices"))

    assert "新报修 BX20261128-001" in page
    assert f'href="{registered}"' in page


def test_opening_the_request_is_reading_the_notice(sign_in, session, registered):
    sign_in("kefu").get(registered)
    assert len(unread(session)) == 1

    assert sign_in("zhuguan").get(registered).status_code == 200
    assert unread(session) == []


def test_a_notice_is_marked_read_by_its_button_or_with_all_others(sign_in, session, registered):
    browser = sign_in("zhuguan")
    answer = browser.post(f"/office/notices/{unread(session)[0]}/reading")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/office/notices")
    assert unread(session) == []

    sign_in("kefu").post("/office/requests", data=a_form())
    browser.post("/office/notices/reading")
    assert unread(session) == []


def test_an_unread_notice_stands_in_red_on_every_page_after_half_an_hour(
    sign_in, clock, registered
):
    browser = sign_in("zhuguan")
    assert "还没看" not in text_of(browser.get("/office/"))
    clock.go_on(minutes=31)

    assert "还没看" in text_of(browser.get("/office/work-orders"))
    assert "还没看" in text_of(browser.get("/office/notices/reminders", headers=PARTIAL))


@pytest.mark.parametrize("path", ["", "/bell", "/reminders"])
def test_nothing_new_costs_nothing(sign_in, registered, path):
    browser = sign_in("zhuguan")
    first = browser.get(f"/office/notices{path}", headers=PARTIAL)
    again = browser.get(
        f"/office/notices{path}", headers=PARTIAL | {"If-None-Match": first.headers["ETag"]}
    )

    assert again.status_code == 304


def test_anothers_notice_does_not_exist(sign_in, session, registered):
    answer = sign_in("kefu").post(f"/office/notices/{unread(session)[0]}/reading")

    assert answer.status_code == 404
    assert len(unread(session)) == 1
    assert sign_in("zhuguan").post(f"/office/notices/{new_id()}/reading").status_code == 404


@pytest.mark.parametrize("username", ["jiandu", "wang"])
def test_who_is_told_nothing_has_no_notices(sign_in, username):
    browser = sign_in(username)

    assert browser.get("/office/notices").status_code == 403
    assert browser.post("/office/notices/reading").status_code == 403


def test_the_auditor_sees_pages_without_a_bell(sign_in):
    assert "bell" not in text_of(sign_in("jiandu").get("/office/requests"))


def test_reading_wants_a_post(sign_in):
    assert sign_in("zhuguan").get("/office/notices/reading").status_code == 405
