import pytest

from tests.offline.world import a_world


@pytest.fixture
def world(tmp_path, blobs_url):
    made = a_world(tmp_path, blobs_url)
    yield made
    made.engine.dispose()


@pytest.fixture
def session(world):
    with world.sessions() as opened:
        yield opened
