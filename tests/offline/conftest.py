import pytest

from tests.offline.world import a_world


@pytest.fixture
def world(tmp_path):
    made = a_world(tmp_path)
    yield made
    made.engine.dispose()


@pytest.fixture
def session(world):
    with world.sessions() as opened:
        yield opened
