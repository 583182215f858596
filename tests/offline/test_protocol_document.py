"""docs/offline-protocol.md names every code and every field, and none that does not exist."""

import ast
import re
from pathlib import Path

import pytest

import fieldapp
from fieldapp.domain.problems import concrete_problems
from fieldapp.offline import wire

PACKAGE = Path(fieldapp.__file__).parent
DOCUMENT = (PACKAGE.parent / "docs" / "offline-protocol.md").read_text("utf-8")
SPEAKERS = [*sorted((PACKAGE / "offline").glob("*.py")), PACKAGE / "web" / "sync.py"]
CODE = re.compile(r"(blob|command|cursor|device|proto|push|server|session|sync)\.[a-z_]+")


def codes_in(path):
    """Texts that stand as code in a source file."""
    constants = (
        node.value
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return {text for text in constants if CODE.fullmatch(text)} - endpoints()


def endpoints():
    return {"sync.ping", "sync.report_wipe", "sync.register_device"}


def problems():
    return {kind.code for kind in concrete_problems() if kind.__module__.startswith("fieldapp.")}


def spoken():
    return set().union(*(codes_in(path) for path in SPEAKERS))


def test_the_protocol_speaks_codes():
    assert {"push.malformed", "blob.unexpected", "cursor.gone"} <= spoken()


def test_every_code_stands_in_the_document():
    documented = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", DOCUMENT))

    assert sorted((problems() | spoken()) - documented) == []


def test_the_document_names_no_code_that_nobody_says():
    rows = set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", DOCUMENT, re.MULTILINE))
    answered_elsewhere = {"session.missing", "server.failure", "blob.unavailable"}  # web/errors.py

    assert sorted(rows - problems() - spoken() - answered_elsewhere) == []


@pytest.mark.parametrize(
    "record",
    [wire.Receipt, wire.Delta, wire.AnswerHead, wire.Limits, wire.PersonCard, wire.CompanyCard],
)
def test_every_field_of_an_answer_stands_in_the_document(record):
    missing = [field for field in record.__annotations__ if field not in DOCUMENT]

    assert missing == []


@pytest.mark.parametrize("kind", sorted(set(concrete_problems()), key=lambda kind: kind.__name__))
def test_every_refusal_is_raised_somewhere(kind):
    if not kind.__module__.startswith("fieldapp.domain"):
        return
    sources = (
        path.read_text("utf-8")
        for path in PACKAGE.rglob("*.py")
        if "problems" not in path.parts and "generated" not in path.parts
    )

    assert any(re.search(rf"\b{kind.__name__}\b(\(|$|\s*\n)", source) for source in sources)
