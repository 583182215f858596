from datetime import timedelta

import pytest

from fieldapp.domain.problems import DeviceRevoked, DeviceUnknown
from fieldapp.offline.devices import (
    Registration,
    device_in_use,
    note_contact,
    register,
    wipe_done,
)
from fieldapp.offline.envelopes import OutboxCounts
from fieldapp.persistence.session import write_transaction
from fieldapp.persistence.tables import Device
from tests.offline.world import NOW


def say(store="kept", known=None, *, mismatch=False):
    return Registration(store=store, known_device_id=known, mismatch=mismatch, label="Pixel")


def registered(world, session, registration, *, name="wang", install=None, minutes=0):
    return register(
        session,
        registration,
        actor=world.actor(name),
        install_id=install,
        now=NOW + timedelta(minutes=minutes),
    )


def heard(session, device_id, pending=3):
    note_contact(session, device_id, OutboxCounts(pending=pending, parked=0, blobs=1), now=NOW)


def test_a_first_visit_names_install_and_device(world, session):
    first = registered(world, session, say("empty"))

    assert len(first.install_id) > 20
    assert session.get_one(Device, first.device_id).person_id == world.people["wang"]


def test_the_same_person_with_his_store_gets_his_device_back(world, session):
    first = registered(world, session, say("empty"))
    heard(session, first.device_id)

    again = registered(world, session, say("kept", first.device_id), install=first.install_id)

    assert again == first


def test_an_empty_store_gets_a_new_device_and_the_old_one_tells_what_it_lost(world, session):
    first = registered(world, session, say("empty"))
    heard(session, first.device_id, pending=3)

    second = registered(world, session, say("empty"), install=first.install_id, minutes=9)

    old = session.get_one(Device, first.device_id)
    assert second.device_id != first.device_id
    assert second.install_id == first.install_id
    assert (old.lost_store_at, old.replaced_by_id) == (
        NOW + timedelta(minutes=9),
        second.device_id,
    )
    assert old.last_outbox["pending"] == 3


def test_a_mismatch_gets_a_new_device(world, session):
    first = registered(world, session, say("empty"))

    second = registered(
        world, session, say("kept", first.device_id, mismatch=True), install=first.install_id
    )

    assert second.device_id != first.device_id
    assert session.get_one(Device, first.device_id).replaced_by_id == second.device_id


def test_a_lost_first_answer_is_no_lost_store(world, session):
    first = registered(world, session, say("empty"))

    assert registered(world, session, say("empty"), install=first.install_id) == first


def test_two_people_on_one_install_are_two_devices(world, session):
    first = registered(world, session, say("empty"))
    heard(session, first.device_id)

    other = registered(world, session, say("empty"), name="li", install=first.install_id)

    assert other.device_id != first.device_id
    assert session.get_one(Device, first.device_id).lost_store_at is None


def test_nobody_gets_the_device_of_somebody_else(world, session):
    first = registered(world, session, say("empty"))

    other = registered(world, session, say("kept", first.device_id), name="li")

    assert other.device_id != first.device_id
    assert session.get_one(Device, first.device_id).replaced_by_id is None


def test_a_store_without_its_cookie_goes_on_as_a_new_device(world, session):
    first = registered(world, session, say("empty"))
    heard(session, first.device_id)

    second = registered(world, session, say("kept", first.device_id))

    old = session.get_one(Device, first.device_id)
    assert (old.replaced_by_id, old.lost_store_at) == (second.device_id, None)


def test_only_the_device_in_use_may_push(world, session):
    first = registered(world, session, say("empty"))
    heard(session, first.device_id)
    second = registered(world, session, say("empty"), install=first.install_id)

    def use(device_id, name="wang", install=first.install_id):
        return device_in_use(
            session, actor=world.actor(name), device_id=device_id, install_id=install
        ).id

    assert use(second.device_id) == second.device_id
    for wrong in (
        {"device_id": first.device_id},
        {"device_id": second.device_id, "name": "li"},
        {"device_id": second.device_id, "install": None},
        {"device_id": second.device_id, "install": "another"},
    ):
        with pytest.raises(DeviceUnknown):
            use(**wrong)


def test_a_revoked_device_is_told_to_wipe_and_tells_when_it_has(world, session):
    first = registered(world, session, say("empty"))
    with write_transaction(session):
        session.get_one(Device, first.device_id).revoked_at = NOW

    for attempt in range(2):
        with pytest.raises(DeviceRevoked) as refused:
            registered(world, session, say("empty"), install=first.install_id, minutes=attempt)
        assert refused.value.details == {"wipe_id": first.device_id}
    wipe_done(session, actor=world.actor("wang"), wipe_id=first.device_id, now=NOW)

    assert session.get_one(Device, first.device_id).lost_store_at == NOW


def test_a_wipe_nobody_ordered_is_not_noted(world, session):
    first = registered(world, session, say("empty"))

    with pytest.raises(DeviceUnknown):
        wipe_done(session, actor=world.actor("wang"), wipe_id=first.device_id, now=NOW)
