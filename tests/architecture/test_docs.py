"""The papers of the repository name what exists: files, commands, settings and rooms."""

import dataclasses
import re
from pathlib import Path

import pytest

from fieldapp.config import Settings
from tests.architecture.sources import ROOT, project_files, text_of

LINK = re.compile(r"\]\((?!\w+:)([^)#\s]+)(?:#[^)]*)?\)")
MAKE = re.compile(r"(?:^|`)make ([a-z][a-z0-9-]*)", re.MULTILINE)
SETTING = re.compile(r"\bFIELDAPP_([A-Z_]+)\b")

PAPERS = [name for name in project_files() if name.suffix == ".md"]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z0-9-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


def rooms() -> set[str]:
    return {path.parent.name for path in (ROOT / "fieldapp").glob("*/__init__.py")}


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_links_lead_to_files(paper):
    links = LINK.findall(text_of(paper))

    assert [link for link in links if not (ROOT / paper.parent / link).exists()] == []


@pytest.mark.parametrize("paper", PAPERS, ids=str)
def test_commands_can_be_made(paper):
    assert set(MAKE.findall(text_of(paper))) <= targets()


def test_every_public_target_says_what_it_does():
    makefile = (ROOT / "Makefile").read_text()

    helped = set(re.findall(r"^([a-z][a-z0-9-]*):.*## ", makefile, re.MULTILINE))

    assert {"demo", "serve", "test", "lint", "generate", "bench", "e2e"} <= helped


def test_every_setting_is_explained():
    settings = {field.name.upper() for field in dataclasses.fields(Settings)}
    explained = {
        name.removesuffix("_FILE") for name in SETTING.findall(text_of(Path("docs/deploy.md")))
    }

    assert explained == settings


def test_every_room_has_its_line():
    lines = text_of(Path("ARCHITECTURE.md")).splitlines()

    silent = [room for room in rooms() if not any(f"{room}/" in line for line in lines)]

    assert silent == []


def test_every_room_says_what_is_done_in_it():
    silent = [
        room
        for room in rooms()
        if not (ROOT / "fieldapp" / room / "__init__.py").read_text().startswith('"""')
    ]

    assert silent == []
