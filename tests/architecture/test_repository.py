"""What the repository must not carry: addresses of one workplace, secrets, leftovers of a merge."""

import hashlib
import re
from pathlib import Path

import pytest

from tests.architecture.sources import ROOT, project_files, text_of

LARGEST_FILE_BYTES = 1_000_000

# Assembled, so that this file does not carry what it looks for.
FORBIDDEN = {
    "address of a package registry": "|".join(
        (
            r"registry\." r"(npmjs|yarnpkg)\.",
            r"files\." r"pythonhosted\.",
            r"//(test\.)?" r"pypi\.",
            r"(index|registry)-" r"url\b",
            r"://\S*/(simple|packages|pool/main)" r"/",
            r"\"resol" r"ved\":",
        )
    ),
    "path of one machine": r"(^|[^\w.:/-])/" r"(work|root|home|farm|Users)/[a-z.]",
    "private key": r"-----BEGIN [A-Z ]*PRIVATE " r"KEY-----",
    "merge marker": r"^(<{7}|>{7}|\|{7}) |^={7}$",
}

VENDORED_LIST = Path("fieldapp/static/vendor/VENDORED.md")
VENDORED_FOLDERS = ("fieldapp/static/vendor", "service_worker/vendor")
VENDORED_ROW = re.compile(r"`(?P<path>[\w./@-]+)`.*\b(?P<sha256>[0-9a-f]{64})\b")


def is_text(name: Path) -> bool:
    return b"\0" not in (ROOT / name).read_bytes()[:8000]


def is_vendored(name: Path) -> bool:
    return str(name.parent).startswith(VENDORED_FOLDERS)


def own_text_files() -> list[Path]:
    return [name for name in project_files() if is_text(name) and not is_vendored(name)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds_a(what):
    pattern = re.compile(FORBIDDEN[what], re.MULTILINE)

    found = {
        str(name): match.group()
        for name in own_text_files()
        if (match := pattern.search(text_of(name)))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("address of a package registry", "https://registry." + "npmjs.org/htmx"),
        ("address of a package registry", "--index-" + "url x"),
        ("path of one machine", "open('/" + "root/.ssh')"),
        ("merge marker", "<" * 7 + " HEAD"),
    ],
)
def test_what_is_forbidden_is_recognised(what, text):
    assert re.search(FORBIDDEN[what], text, re.MULTILINE)


def test_addresses_of_the_application_are_no_paths_of_a_machine():
    assert not re.search(FORBIDDEN["path of one machine"], "GET /office/work-orders/work/1")


def test_lines_end_where_their_text_ends():
    wrong = [
        str(name)
        for name in own_text_files()
        if name.suffix not in {".md", ".po", ".pot", ".svg"}
        and re.search(r"[ \t]+$|\r", text_of(name), re.MULTILINE)
    ]

    assert wrong == []


def test_no_file_is_too_large_to_be_source():
    large = [
        str(name) for name in project_files() if (ROOT / name).stat().st_size > LARGEST_FILE_BYTES
    ]

    assert large == []


def test_vendored_files_are_those_of_the_list():
    listed = {
        match["path"]: match["sha256"]
        for match in map(VENDORED_ROW.search, vendored_lines())
        if match
    }
    found = {
        str(name): hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        for name in project_files()
        if is_vendored(name) and not str(name).endswith((".md", ".d.ts"))
    }

    assert found == listed


def vendored_lines() -> list[str]:
    return text_of(VENDORED_LIST).splitlines() if (ROOT / VENDORED_LIST).exists() else []
