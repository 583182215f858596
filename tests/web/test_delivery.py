"""How answers travel: compressed, partial or whole, asked again, kept from earlier builds."""

import gzip

import brotli
import pytest

from tests.web.conftest import PARTIAL


def test_a_page_is_compressed_as_the_browser_prefers(browser):
    answer = browser.get("/login", headers={"Accept-Encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "br"
    assert "登录" in brotli.decompress(answer.data).decode()
    assert "Accept-Encoding" in answer.headers["Vary"]


def test_an_older_browser_gets_gzip(browser):
    answer = browser.get("/login", headers={"Accept-Encoding": "gzip"})

    assert "登录" in gzip.decompress(answer.data).decode()


def test_a_browser_that_takes_neither_gets_plain_text(browser):
    assert "Content-Encoding" not in browser.get("/login").headers


@pytest.mark.parametrize("path", ["/office/", "/office/requests", "/office/work-orders"])
def test_a_script_gets_the_region_and_a_person_the_page(sign_in, path):
    browser = sign_in("kefu")

    page, region = browser.get(path), browser.get(path, headers=PARTIAL)

    assert "<html" in page.get_data(as_text=True)
    assert "<html" not in region.get_data(as_text=True)
    assert 'id="region"' in region.get_data(as_text=True)
    assert "HX-Request" in page.headers["Vary"]


@pytest.mark.parametrize("name", ["HX-Boosted", "HX-History-Restore-Request"])
def test_a_boosted_link_gets_the_page(sign_in, name):
    answer = sign_in("kefu").get("/office/requests", headers={**PARTIAL, name: "true"})

    assert "<html" in answer.get_data(as_text=True)


def test_a_region_that_did_not_change_is_not_sent_again(sign_in):
    browser = sign_in("kefu")
    tag = browser.get("/office/requests", headers=PARTIAL).headers["ETag"]

    answer = browser.get("/office/requests", headers={**PARTIAL, "If-None-Match": tag})

    assert (answer.status_code, answer.data) == (304, b"")


def test_health_names_its_parts(browser):
    assert browser.get("/healthz").json == {"status": "ok", "database": True, "blobs": True}


def test_health_says_what_does_not_answer(browser, app):
    app.extensions["fieldapp"].blobs.put("epoch", b"no number")

    answer = browser.get("/healthz")

    assert answer.status_code == 503
    assert answer.json == {"status": "unavailable", "database": True, "blobs": False}


def test_the_app_is_installable(browser):
    manifest = browser.get("/manifest.webmanifest").json

    assert manifest["start_url"] == "/tech/"
    assert {icon["sizes"] for icon in manifest["icons"]} == {"192x192", "512x512"}
    for icon in manifest["icons"]:
        assert browser.get(icon["src"]).status_code == 200


def test_the_worker_may_serve_the_whole_site_and_is_asked_again(browser):
    answer = browser.get("/service_worker/main.js")

    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Cache-Control"] == "no-cache"
    assert answer.mimetype == "text/javascript"


def test_hashed_files_are_kept_for_ever(browser, app):
    answer = browser.get(app.extensions["fieldapp"].assets.url("office.css"))

    assert "immutable" in answer.headers["Cache-Control"]


def test_files_of_an_earlier_build_are_still_answered(browser, app):
    app.extensions["fieldapp"].blobs.put("builds/app-0ld0ld0l.js", b"export {};")

    answer = browser.get("/static/dist/app-0ld0ld0l.js")

    assert answer.data == b"export {};"
    assert "immutable" in answer.headers["Cache-Control"]


def test_every_hashed_file_of_this_build_is_kept_for_later(app):
    services = app.extensions["fieldapp"]
    names = [name for name, _path in services.assets.hashed_files()]

    assert names
    assert all(services.blobs.exists(f"builds/{name}") for name in names)


@pytest.mark.parametrize(
    "name", ["../config.py", "dist/app-nothere0.js", "%2e%2e/config.py", "dist"]
)
def test_nothing_else_is_served(browser, name):
    assert browser.get(f"/static/{name}").status_code == 404


def test_a_name_no_file_can_have_is_not_found(browser):
    assert browser.get("/static/%00.js").status_code == 404
