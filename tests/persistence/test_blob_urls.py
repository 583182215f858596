"""Which store a URL names, and what is said about one that names none."""

import sys

import pytest

from fieldapp.persistence.blobs import BlobsUnavailable, blobs_for
from fieldapp.persistence.s3_address import S3Address
from tests import object_store

ENDPOINT = "endpoint_url=https://s3.example.com"


def test_a_url_names_a_folder(tmp_path):
    blobs_for(f"file://{tmp_path}/with%20space").put("a", b"1")

    assert (tmp_path / "with space" / "a").read_bytes() == b"1"


@pytest.mark.parametrize("url", ["ftp://x/y", "file://elsewhere/y", "relative", "file:"])
def test_other_urls_are_refused(url):
    with pytest.raises(ValueError, match="blobs are kept at"):
        blobs_for(url)


@pytest.mark.parametrize(
    ("url", "root", "style"),
    [
        ("s3://photos", "", "auto"),
        ("s3://photos/", "", "auto"),
        ("s3://photos/a/b/", "a/b/", "auto"),
        (f"s3://photos/a?{ENDPOINT}", "a/", "path"),
        (f"s3://photos/a?{ENDPOINT}&addressing_style=virtual", "a/", "virtual"),
    ],
)
def test_a_url_names_a_place_in_a_bucket(url, root, style):
    address = S3Address.from_url(url)

    assert address.bucket == "photos"
    assert (address.root, address.addressing_style) == (root, style)
    assert address.endpoint_url == ("https://s3.example.com" if ENDPOINT in url else None)


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("s3:///photos", "a bucket"),
        ("s3://Photos", "a bucket"),
        ("s3://ab", "a bucket"),
        ("s3://key:secret@photos", "a bucket"),
        ("s3://photos/../a", "not a blob name"),
        ("s3://photos#a", "a #"),
        ("s3://photos?endpoint=https://s3.example.com", "no such option: endpoint"),
        ("s3://photos?endpoint_url=s3.example.com", "endpoint_url is not like"),
        ("s3://photos?endpoint_url=", "endpoint_url is not like"),
        ("s3://photos?endpoint_url=https://s3.example.com:nine", "[Pp]ort"),
        ("s3://photos?endpoint_url=https://key:secret@s3.example.com", "no password"),
        (f"s3://photos?{ENDPOINT}&addressing_style=dns", "path, virtual or auto"),
    ],
)
def test_a_malformed_bucket_url_is_refused_without_its_secrets(url, what):
    with pytest.raises(ValueError, match=what) as refusal:
        blobs_for(url)

    assert "secret" not in str(refusal.value)


def test_a_server_without_the_extra_is_told_to_install_it(monkeypatch):
    monkeypatch.delitem(sys.modules, "fieldapp.persistence.s3_blobs", raising=False)
    monkeypatch.setitem(sys.modules, "boto3.session", None)

    with pytest.raises(ValueError, match=r"boto3.*fieldapp\[s3\]"):
        blobs_for(f"s3://photos?{ENDPOINT}")


def test_a_bucket_that_is_not_there_is_named(bucket_url, s3_server):
    with pytest.raises(BlobsUnavailable, match="NoSuchBucket"):
        blobs_for(object_store.url(s3_server, bucket="another-bucket"))


def test_a_server_that_does_not_answer_is_named(bucket_url):
    with pytest.raises(BlobsUnavailable, match=r"127\.0\.0\.1:9"):
        blobs_for(object_store.url("http://127.0.0.1:9"))


def test_missing_credentials_are_named(bucket_url, monkeypatch, tmp_path):
    for name in object_store.CREDENTIALS:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))

    with pytest.raises(BlobsUnavailable, match="credentials"):
        blobs_for(bucket_url)
