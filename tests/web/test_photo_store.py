"""The application whose photos are in a bucket: what it says while the bucket is silent."""

import dataclasses

import pytest

from fieldapp import create_app
from fieldapp.config import SettingsError
from tests import object_store

pytestmark = pytest.mark.parametrize("blobs_url", ["bucket"], indirect=True)


def test_old_builds_and_health_come_from_the_bucket(browser, app):
    app.extensions["fieldapp"].blobs.put("builds/app-0ld0ld0l.js", b"export {};")

    assert browser.get("/static/dist/app-0ld0ld0l.js").data == b"export {};"
    assert browser.get("/healthz").json == {"status": "ok", "database": True, "blobs": True}


def test_a_phone_is_told_to_come_back_later(browser, app, s3_server):
    object_store.lose_everything(s3_server)

    health = browser.get("/healthz")
    ping = browser.get("/sync/v1/ping")

    assert (health.status_code, health.json["blobs"]) == (503, False)
    assert (ping.status_code, ping.json["code"]) == (503, "blob.unavailable")


def test_a_bucket_that_cannot_be_used_stops_the_start_with_the_name_of_the_setting(
    settings, clock, s3_server
):
    missing = object_store.url(s3_server, bucket="another-bucket")

    with pytest.raises(SettingsError, match=r"^FIELDAPP_BLOBS_URL: .*NoSuchBucket"):
        create_app(dataclasses.replace(settings, blobs_url=missing), clock=clock)
