"""Rooms import downwards only, in Python and in the service worker (ARCHITECTURE.md)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, imported_modules, text_of, written_files

#: Rooms of the service worker, top row first; a room imports itself and the rows below its own.
WORKER_ROWS = (
    {"main"},
    {"router"},
    {"pages"},
    {"sync", "cache"},
    {"apply", "render", "store"},
    {"hashes"},
    {"generated", "vendor", "types", "log"},
)

#: What scripts of a page may take from the service worker: it writes to the store and drains it
#: itself, and asks the same rules (apply) whether a form would be refused before it stores it.
SHARED_WITH_PAGES = {"store", "sync", "apply", "generated", "types", "hashes"}

IMPORTED = re.compile(
    r"""^\s*(?:import|export)\b[^"';]*?["'](\.[^"']+)["']|\bimport\(\s*["'](\.[^"']+)["']\s*\)""",
    re.MULTILINE,
)


def worker_room(path: Path) -> str:
    """``service_worker/store/outbox.js`` is in ``store``; a file at the top is its own room."""
    return path.parts[1].removesuffix(".js")


def row(room: str) -> int:
    rows = [number for number, rooms in enumerate(WORKER_ROWS) if room in rooms]
    assert rows, f"service_worker/{room} has no place among the rows"
    return rows[0]


def script_imports(pattern: str) -> list[tuple[Path, Path]]:
    return [
        (name, (ROOT / name.parent / (static or dynamic)).resolve().relative_to(ROOT))
        for name in written_files(pattern)
        for static, dynamic in IMPORTED.findall(text_of(name))
    ]


def may_import(importer: str, imported: str) -> bool:
    return importer == imported or row(importer) < row(imported)


def test_python_rooms_keep_their_contracts():
    lint_imports = Path(sys.executable).with_name("lint-imports")

    answer = subprocess.run([lint_imports], cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stdout + answer.stderr


def test_the_bottom_needs_nothing_but_the_standard_library():
    foreign = [
        f"{name}: {module}"
        for name in written_files("fieldapp/domain/*.py", "fieldapp/config.py")
        for module in imported_modules(name)
        if module.partition(".")[0] not in sys.stdlib_module_names
        and not module.startswith("fieldapp.domain")
    ]

    assert foreign == []


def test_the_service_worker_imports_downwards():
    wrong = [
        f"{importer} → {imported}"
        for importer, imported in script_imports("service_worker/*.js")
        if imported.parts[0] == "service_worker"
        and not may_import(worker_room(importer), worker_room(imported))
    ]

    assert wrong == []


def test_the_service_worker_takes_nothing_from_the_pages():
    outside = [
        f"{importer} → {imported}"
        for importer, imported in script_imports("service_worker/*.js")
        if imported.parts[0] != "service_worker"
    ]

    assert outside == []


def test_pages_never_take_what_only_the_service_worker_does():
    wrong = [
        f"{importer} → {imported}"
        for importer, imported in script_imports("fieldapp/static/js/*.js")
        if imported.parts[0] == "service_worker" and worker_room(imported) not in SHARED_WITH_PAGES
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("importer", "imported", "allowed"),
    [
        ("main", "router", True),
        ("pages", "store", True),
        ("store", "store", True),
        ("render", "store", False),
        ("store", "pages", False),
    ],
)
def test_rows_decide_who_may_import_whom(importer, imported, allowed):
    assert may_import(importer, imported) is allowed


def test_imports_are_found_in_every_form():
    source = """
import { a,
  b } from "./one.js";
import "./two.js";
export { c } from '../three.js';
const four = await import("./four.js");
import fs from "node:fs";
"""

    found = [static or dynamic for static, dynamic in IMPORTED.findall(source)]

    assert found == ["./one.js", "./two.js", "../three.js", "./four.js"]
