"""Every technician page is the same, whether the server or the service worker makes it."""

from __future__ import annotations

import json
import subprocess

import pytest

from tests.parity.fixtures import Fixture, fixtures
from tests.parity.renderers import ROOT, normalised, rendered_by_server, rendered_by_worker

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
def test_the_phones_templates_give_what_nunjucks_gives(fixture: Fixture) -> None:
    theirs = rendered_by_worker()[fixture.name]

    assert normalised(theirs.show) == normalised(theirs.by_nunjucks)


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


def test_the_worker_answers_every_address_the_server_does() -> None:
    from fieldapp.web.technician.contexts import BUILDERS
    from fieldapp.web.technician.pages import VISIT_PAGES

    visit = "/tech/visits/f0e68ac2-6df2-4840-a2ae-2a945cd0b5e5"
    paths = ["/tech/", "/tech/outbox", "/tech/scan", "/tech/me", visit]
    paths += [f"{visit}/{page}" for page in VISIT_PAGES]

    answered = names_of_worker_pages([*paths, f"{visit}/cellar", "/tech/photos/ab"])

    assert set(answered[:-2]) == set(BUILDERS)
    assert answered[-2:] == [None, None]


def names_of_worker_pages(paths: list[str]) -> list[str | None]:
    script = (
        'import { pageFor } from "./service_worker/pages/index.js";'
        "const paths = JSON.parse(process.argv[1]);"
        "console.log(JSON.stringify(paths.map((path) => pageFor(path)?.name ?? null)));"
    )
    done = subprocess.run(
        ["node", "--input-type=module", "-e", script, json.dumps(paths)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    names: list[str | None] = json.loads(done.stdout)
    return names
