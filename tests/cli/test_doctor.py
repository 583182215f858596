"""`fieldapp doctor --search` puts the index right."""

from click.testing import CliRunner
from sqlalchemy import delete, select

from fieldapp.cli import main
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import SearchTerm
from tests.builders import a_customer


def test_the_doctor_mends_the_search_index(session, database_url, tmp_path, monkeypatch):
    with write_transaction(session):
        a_customer(session)
        session.execute(delete(SearchTerm))
    monkeypatch.setenv("FIELDAPP_DATABASE_URL", database_url)
    monkeypatch.setenv("FIELDAPP_BLOBS_URL", (tmp_path / "blobs").as_uri())
    monkeypatch.setenv("FIELDAPP_SECRET_KEY", "a key only these tests know")

    said = CliRunner().invoke(main, ["doctor", "--search"]).output

    assert "1 subjects compared, 1 put right" in said
    assert session.scalars(select(SearchTerm.term).limit(1)).one()
