"""The pages of a technician: who sees what, and page or region."""

import pytest

from fieldapp.web.technician.pages import VISIT_PAGES
from tests import builders

FIXED = ("/tech/", "/tech/outbox", "/tech/scan", "/tech/me")


@pytest.fixture
def visit(session):
    made = builders.a_visit(session)
    session.commit()
    return made


@pytest.mark.parametrize("path", FIXED)
def test_a_technician_opens_his_places(phone, path):
    page = phone("wang").page(path)

    assert '<main id="main"' in page
    assert 'data-sync-state="online-only"' in page


@pytest.mark.parametrize("room", ["", *(f"/{page}" for page in VISIT_PAGES)])
def test_a_technician_opens_every_room_of_his_visit(phone, visit, room):
    page = phone("wang").page(f"/tech/visits/{visit.id}{room}")

    assert f'data-visit-id="{visit.id}"' in page


def test_a_script_gets_the_region_alone(phone, visit):
    answer = phone("wang").get(f"/tech/visits/{visit.id}", **{"HX-Request": "true"})

    assert answer.text.lstrip().startswith('<div id="page"')
    assert "</html>" not in answer.text


def test_nobody_opens_another_persons_visit(phone, visit):
    assert phone("li").get(f"/tech/visits/{visit.id}").status_code == 404


def test_the_office_has_no_technician_pages(phone):
    assert phone("kefu").get("/tech/").status_code == 403


def test_whoever_is_not_signed_in_signs_in_first(app):
    answer = app.test_client().get("/tech/")

    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/login")


def test_an_unknown_room_is_not_found(phone, visit):
    assert phone("wang").get(f"/tech/visits/{visit.id}/cellar").status_code == 404


def test_the_gate_pass_shows_no_price_and_no_phone_number(phone, visit):
    page = phone("wang").page(f"/tech/visits/{visit.id}/gate")

    assert "¥" not in page
    assert "199" not in page
    assert "<svg" in page


def test_a_number_finds_its_order(phone, session, visit):
    number = session.get(builders.WorkOrder, visit.work_order_id).number

    page = phone("wang").page(f"/tech/scan?code={number}")

    assert f"/tech/visits/{visit.id}" in page
