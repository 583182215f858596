import pytest

from fieldapp.commands.people import create_person, set_active, set_password
from fieldapp.domain.problems import PersonUnknown, UsernameTaken
from fieldapp.domain.roles import Role
from fieldapp.persistence.passwords import is_password
from fieldapp.persistence.tables import Person
from tests.cast import COMPANY_ID, person_id


def a_new_person(session, username="ZhouMing "):
    return create_person(
        session,
        company_id=COMPANY_ID,
        username=username,
        password="门窗-2026",
        name="周明",
        department="engineering",
        roles=[Role.TECHNICIAN],
    )


def test_an_account_keeps_a_hash_only(session):
    person = session.get_one(Person, a_new_person(session))

    assert person.username == "zhouming"
    assert is_password("门窗-2026", person.password_hash)
    assert "2026" not in person.password_hash


def test_a_username_is_taken_once(session):
    with pytest.raises(UsernameTaken):
        a_new_person(session, "WANG")


def test_a_new_password_replaces_the_old_one(session):
    set_password(session, username="wang", password="新的")

    person = session.get_one(Person, person_id("wang"))
    assert is_password("新的", person.password_hash)
    assert not is_password("fieldapp-demo", person.password_hash)


def test_an_account_can_be_closed(session):
    set_active(session, username="wang", is_active=False)

    assert session.get_one(Person, person_id("wang")).is_active is False


@pytest.mark.parametrize("change", [set_password, set_active])
def test_an_unknown_account_is_refused(session, change):
    value = {"password": "x"} if change is set_password else {"is_active": True}

    with pytest.raises(PersonUnknown):
        change(session, username="nobody", **value)


def test_nobody_takes_as_long_and_is_refused():
    assert is_password("fieldapp-demo", None) is False
    assert is_password("fieldapp-demo", "no hash") is False
