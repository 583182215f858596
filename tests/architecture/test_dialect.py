"""Shared templates use only what Jinja2 and nunjucks do alike (docs/template-dialect.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from fieldapp.templating.environment import FILTERS, TEMPLATES, create_environment

SHARED = sorted(
    path
    for pattern in ("technician/**/*.html", "components/*.html", "layouts/technician.html")
    for path in TEMPLATES.glob(pattern)
)
JINJA_FILTERS = {"join", "length", "trim"}
TESTS = {"defined", "none"}
COMPARISONS = {"eq", "ne", "lt", "lteq", "gt", "gteq", "in", "notin"}
LOOP = {"index", "first", "last"}


def faults(tree: nodes.Template, source: str) -> Iterator[str]:
    """Everything in a template that the two engines do differently."""
    for node in tree.find_all(nodes.Node):
        yield from (f"line {node.lineno}: {fault}" for fault in faults_of(node))
    for line, token in literal_names(source):
        yield f"line {line}: {token} is undefined in nunjucks"


def faults_of(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.For):
        if node.test is not None:
            yield "for … if renders nothing"
        if not isinstance(node.target, nodes.Name):
            yield "for takes one name"
        if any(node.find_all(nodes.Assign)):
            yield "set inside for leaks"
        if node.recursive:
            yield "recursive loop"
    if isinstance(node, nodes.AssignBlock | nodes.With | nodes.Slice):
        yield f"{type(node).__name__} is not shared"
    if isinstance(node, nodes.Block) and node.scoped:
        yield "scoped block"
    if isinstance(node, nodes.Filter) and node.name not in JINJA_FILTERS | set(FILTERS):
        yield f"filter {node.name}"
    if isinstance(node, nodes.Test) and node.name not in TESTS:
        yield f"test {node.name}"
    yield from faults_of_expression(node)


def faults_of_expression(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        yield f"method call .{node.node.attr}()"
    if isinstance(node, nodes.Getattr) and is_loop(node.node) and node.attr not in LOOP:
        yield f"loop.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Neg):
        yield "negative index"
    if isinstance(node, nodes.Compare):
        if len(node.ops) > 1:
            yield "chained comparison"
        yield from (f"operator {op.op}" for op in node.ops if op.op not in COMPARISONS)
    if isinstance(node, nodes.Mod | nodes.Pow):
        yield f"operator {type(node).__name__}"
    if isinstance(node, nodes.Macro) and len(node.defaults) < len(node.args) - 3:
        yield f"macro {node.name}: give defaults"


def is_loop(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == "loop"


def literal_names(source: str) -> Iterator[tuple[int, str]]:
    """True, False and None as Jinja alone spells them: the same node in its tree."""
    for line, token, value in Environment(autoescape=True).lex(source):
        if token == "name" and value in {"True", "False", "None"}:
            yield line, value


@pytest.mark.parametrize("path", SHARED, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_shared_template_keeps_to_the_dialect(path: Path) -> None:
    source = path.read_text("utf-8")
    tree = create_environment(asset=str).parse(source)

    assert list(faults(tree, source)) == []


@pytest.mark.parametrize("path", SHARED, ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_shared_template_carries_no_inline_code(path: Path) -> None:
    source = path.read_text("utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\ssrc=)", source)


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("{% for x in xs if x.done %}{% endfor %}", "for … if"),
        ("{% for k, v in xs %}{% endfor %}", "one name"),
        ("{% for x in xs %}{% set y = x %}{% endfor %}", "set inside for"),
        ("{% set y %}a{% endset %}", "AssignBlock"),
        ("{% with a = 1 %}{% endwith %}", "With"),
        ("{{ xs[:1] }}", "Slice"),
        ("{{ xs[-1] }}", "negative index"),
        ("{{ name.upper() }}", "method call"),
        ("{{ loop.cycle }}", "loop.cycle"),
        ("{{ xs | map('x') }}", "filter map"),
        ("{{ xs | selectattr('a') }}", "filter selectattr"),
        ("{{ x is string }}", "test string"),
        ("{{ 1 < x < 5 }}", "chained"),
        ("{{ x % 3 }}", "Mod"),
        ("{{ True }}", "undefined in nunjucks"),
    ],
)
def test_the_dialect_test_sees_what_differs(source: str, fault: str) -> None:
    found = list(faults(create_environment(asset=str).parse(source), source))

    assert any(fault in line for line in found)
