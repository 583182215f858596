import pytest

from fieldapp.offline.upcast import CURRENT_VERSIONS, STEPS, NewerVersion, upcast

CURRENT = {"add_remark": 3}
STEPS_OF_TEST = {
    ("add_remark", 1): lambda payload: {"text": payload["remark"]},
    ("add_remark", 2): lambda payload: {**payload, "language": "zh"},
}


def lift(version, payload):
    return upcast("add_remark", version, payload, current=CURRENT, steps=STEPS_OF_TEST)


def test_an_old_payload_is_lifted_step_by_step():
    assert lift(1, {"remark": "好"}) == {"text": "好", "language": "zh"}


def test_the_current_payload_stays_as_it_is():
    assert lift(3, {"text": "好", "language": "en"}) == {"text": "好", "language": "en"}


def test_a_command_of_a_newer_build_says_so():
    with pytest.raises(NewerVersion):
        lift(4, {})


def test_every_version_ever_released_has_its_step():
    wanted = {
        (name, version) for name, newest in CURRENT_VERSIONS.items() for version in range(1, newest)
    }

    assert set(STEPS) == wanted
