"""The two renderers side by side, and HTML made comparable."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from fieldapp.templating.environment import create_environment
from fieldapp.templating.locale import ViewLocale, use_locale
from fieldapp.web.technician.contexts import BUILDERS, Source
from tests.parity.fixtures import Fixture, fixtures

ROOT = Path(__file__).parent.parent.parent
MANIFEST = ROOT / "fieldapp" / "static" / "dist" / "manifest.json"


@dataclass(frozen=True)
class Rendering:
    """A page as one side makes it."""

    context: dict[str, Any]
    show: str
    partial: str
    #: On the worker's side, the page as nunjucks itself makes it.
    by_nunjucks: str = ""


@cache
def rendered_by_worker() -> dict[str, Rendering]:
    """Every fixture by name; one Node process renders them all."""
    every = fixtures()
    asked = [{"page": f.page, "language": f.language, "source": f.source} for f in every]
    done = subprocess.run(
        ["node", str(ROOT / "tests" / "parity" / "render.mjs")],
        input=json.dumps(asked), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout)
    return {f.name: Rendering(**answer) for f, answer in zip(every, answers, strict=True)}


def rendered_by_server(fixture: Fixture) -> Rendering:
    """The same by Jinja2; the ids it makes are left out, as the worker makes none."""
    environment = _environment()
    with use_locale(ViewLocale(fixture.language, fixture.source["company"]["timezone"])):
        context = BUILDERS[fixture.page](Source(**fixture.source))
        folder = f"technician/{fixture.page}"
        return Rendering(
            context=json.loads(json.dumps(context)),
            show=environment.get_template(f"{folder}/show.html").render(context),
            partial=environment.get_template(f"{folder}/_page.html").render(context),
        )


def normalised(html: str) -> list[Any]:
    """Tags with sorted attributes and collapsed text: what a browser builds of it."""
    parser = _Reader()
    parser.feed(html)
    parser.close()
    return parser.nodes


@cache
def _environment() -> Any:
    names = json.loads(MANIFEST.read_text("utf-8"))
    environment = create_environment(asset=lambda name: f"/static/dist/{names[name]}")
    environment.globals["command_id"] = lambda: ""
    return environment


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pairs = sorted((name, _collapsed(unescape(value or ""))) for name, value in attrs)
        self.nodes.append(["<", tag, pairs])

    def handle_endtag(self, tag: str) -> None:
        self.nodes.append([">", tag])

    def handle_data(self, data: str) -> None:
        text = _collapsed(data)
        if text:
            self.nodes.append(text)


def _collapsed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()
