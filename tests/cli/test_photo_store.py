"""What the command line says about the place photos are kept in."""

import pytest
from click.testing import CliRunner

from fieldapp.cli import main
from tests.object_store import IN_BOTH_STORES


@pytest.fixture
def run(monkeypatch, database_url):
    """``run("doctor", blobs_url)`` → its exit status and what it printed."""
    monkeypatch.setenv("FIELDAPP_SECRET_KEY", "a key only these tests know")
    monkeypatch.setenv("FIELDAPP_DATABASE_URL", database_url)

    def command(name, blobs_url):
        monkeypatch.setenv("FIELDAPP_BLOBS_URL", blobs_url)
        answer = CliRunner().invoke(main, [name])
        return answer.exit_code, answer.output

    return command


@IN_BOTH_STORES
def test_the_doctor_finds_a_store_that_works(run, blobs_url):
    _status, said = run("doctor", blobs_url)

    assert "ok    photo store takes bytes; epoch 1" in said


def test_a_bucket_takes_no_room_on_this_machine(run, bucket_url):
    status, said = run("doctor", bucket_url)

    assert status == 0
    assert "photos take no room" in said


@pytest.mark.parametrize("url", ["s3://photos?endpoint=x", "file:///proc/photos"])
def test_a_server_whose_store_cannot_be_used_says_so_and_stops(run, url):
    status, said = run("serve", url)

    assert status == 1
    assert said.startswith("Error: FIELDAPP_BLOBS_URL: ")
    assert len(said.splitlines()) == 1


def test_the_doctor_says_what_is_wrong_with_it(run):
    status, said = run("doctor", "s3://photos?endpoint=x")

    assert status == 1
    assert "WRONG photo store: no such option: endpoint" in said
