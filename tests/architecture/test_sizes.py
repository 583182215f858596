"""No file or function grows past the point where a reader loses it, unless a reason stands here.

The numbers are a smoke alarm: split by idea, never to please them. Lengths of JavaScript functions
are in eslint.config.js, which can read them.
"""

import ast
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.architecture.sources import text_of, written_files

#: Lines a file may have; the first pattern that matches decides.
FILE_LINES = {
    "tests/*.py": 500,
    "e2e/*.py": 500,
    "*.py": 400,
    "service_worker/main.js": 100,
    "tests/*.js": 500,
    "*.js": 250,
    "*.mjs": 250,
    "fieldapp/templates/*/_*.html": 80,
    "fieldapp/templates/*.html": 120,
    "*.css": 250,
    "README*.md": 120,
}

FUNCTION_LINES = 40  # without its docstring
VIEW_LINES = 25  # a function with a route
PARAMETERS = 7
NESTING = 4

#: What may be larger, by path or path:function, each with the reason why splitting would hurt.
EXCEPTIONS: dict[str, str] = {}

Function = ast.FunctionDef | ast.AsyncFunctionDef
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)


def line_limit(name: Path) -> int:
    return next(limit for pattern, limit in FILE_LINES.items() if fnmatch(str(name), pattern))


def functions() -> Iterator[tuple[str, Function]]:
    for name in written_files("*.py"):
        for node in ast.walk(ast.parse(text_of(name))):
            if isinstance(node, Function):
                yield f"{name}:{node.name}", node


def body_lines(function: Function) -> int:
    lines = function.end_lineno - function.lineno + 1
    if ast.get_docstring(function, clean=False) is not None:
        docstring = function.body[0]
        lines -= docstring.end_lineno - docstring.lineno + 1
    return lines


def is_view(function: Function) -> bool:
    called = [node.func for node in function.decorator_list if isinstance(node, ast.Call)]
    return any(
        isinstance(func, ast.Attribute) and func.attr in {"route", "get", "post", "patch"}
        for func in called
    )


def parameters(function: Function) -> int:
    arguments = function.args
    positional = [*arguments.posonlyargs, *arguments.args]
    if positional and positional[0].arg in {"self", "cls"}:
        positional = positional[1:]
    return len(positional) + len(arguments.kwonlyargs)


def nesting(node: ast.AST) -> int:
    return max((_depth(child, node) for child in ast.iter_child_nodes(node)), default=0)


def _depth(node: ast.AST, parent: ast.AST) -> int:
    is_elif = isinstance(node, ast.If) and isinstance(parent, ast.If) and parent.orelse == [node]
    return nesting(node) + (isinstance(node, BLOCKS) and not is_elif)


def without_exceptions(found: dict[str, int]) -> dict[str, int]:
    return {place: size for place, size in found.items() if place not in EXCEPTIONS}


def test_files_are_short():
    lengths = {name: len(text_of(name).splitlines()) for name in written_files(*FILE_LINES)}

    too_long = {str(name): lines for name, lines in lengths.items() if lines > line_limit(name)}

    assert lengths
    assert without_exceptions(too_long) == {}


@pytest.mark.parametrize(
    ("measure", "limit"),
    [(body_lines, FUNCTION_LINES), (parameters, PARAMETERS), (nesting, NESTING)],
    ids=["lines", "parameters", "nesting"],
)
def test_functions_are_small(measure, limit):
    sizes = {place: measure(function) for place, function in functions()}

    too_large = {place: size for place, size in sizes.items() if size > limit}

    assert sizes
    assert without_exceptions(too_large) == {}


def test_views_read_act_build_and_render_and_no_more():
    views = {
        place: body_lines(function)
        for place, function in functions()
        if place.startswith("fieldapp/web/") and is_view(function)
    }

    too_long = {place: lines for place, lines in views.items() if lines > VIEW_LINES}

    assert without_exceptions(too_long) == {}


def test_every_exception_is_still_needed():
    places = {place for place, _ in functions()} | {str(name) for name in written_files("*")}

    assert set(EXCEPTIONS) <= places


@pytest.mark.parametrize(
    ("source", "depth"),
    [
        ("def f():\n  return 1", 0),
        ("def f():\n  if a:\n    pass\n  elif b:\n    pass\n  elif c:\n    pass", 1),
        ("def f():\n  for a in b:\n    if a:\n      with c:\n        pass", 3),
    ],
    ids=["flat", "elif is no deeper", "three blocks"],
)
def test_nesting_counts_blocks_inside_blocks(source, depth):
    assert nesting(ast.parse(source).body[0]) == depth
