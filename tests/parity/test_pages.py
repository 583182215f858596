"""Every technician page is the same, whether the server or the service worker makes it."""

from __future__ import annotations

import pytest

from tests.parity.fixtures import Fixture, fixtures
from tests.parity.renderers import normalised, rendered_by_server, rendered_by_worker

EVERY = pytest.mark.parametrize("fixture", fixtures(), ids=lambda fixture: fixture.name)


@EVERY
def test_both_sides_build_the_same_context(fixture: Fixture) -> None:
    ours = rendered_by_server(fixture).context

    assert rendered_by_worker()[fixture.name].context == ours


@EVERY
def test_both_sides_render_the_same_page(fixture: Fixture) -> None:
    ours = rendered_by_server(fixture)
    theirs = rendered_by_worker()[fixture.name]

    assert normalised(theirs.show) == normalised(ours.show)
    assert normalised(theirs.partial) == normalised(ours.partial)


@EVERY
def test_a_partial_is_one_element_the_page_contains(fixture: Fixture) -> None:
    ours = rendered_by_server(fixture)

    region = normalised(ours.partial)

    assert region[0][:2] == ["<", "div"]
    assert ["id", "page"] in [list(pair) for pair in region[0][2]]
    page = normalised(ours.show)
    start = page.index(region[0])
    assert page[start : start + len(region)] == region


def test_every_page_has_a_fixture() -> None:
    from fieldapp.web.technician.contexts import BUILDERS

    assert {fixture.page for fixture in fixtures()} == set(BUILDERS)
