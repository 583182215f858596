import pytest

from fieldapp.domain.roles import PERMISSIONS, Actor, Role, may


def an_actor(*roles):
    return Actor(
        person_id="p", company_id="c", roles=frozenset(roles), name="沈梅", department="service"
    )


def test_the_auditor_reads_and_changes_nothing():
    held = {name for name in PERMISSIONS if may(an_actor(Role.AUDITOR), name)}

    assert held == {name for name in PERMISSIONS if name.endswith(".read")}


def test_the_supervisor_alone_dispatches():
    assert [role for role in Role if may(an_actor(role), "dispatch.write")] == [Role.SUPERVISOR]


def test_several_roles_add_up():
    both = an_actor(Role.CLERK, Role.TECHNICIAN)

    assert may(both, "requests.write")
    assert may(both, "visits.work")


def test_a_permission_that_does_not_exist_is_a_mistake():
    with pytest.raises(KeyError):
        may(an_actor(Role.ADMIN), "everything")
