"""Every visible word can be translated: Chinese stands inside ``_()`` in templates and Python.

The same rule for JavaScript is in eslint.config.js, which can read it.
"""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch

import jinja2
import pytest
from jinja2 import nodes

from tests.architecture.sources import text_of, written_files

CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
PUNCTUATION = re.compile(r"[\u3001-\u303f\uff00-\uff65]")

#: Calls whose texts are collected for translation (babel.cfg).
MARKS = {"_", "gettext", "mark", "ngettext"}

#: Files whose Chinese is matter, not wording, each with its reason.
NOT_WORDING = {
    "fieldapp/cli/demo/*": "the demo company's own names, texts and records",
    "fieldapp/templates/patterns/*": "the developers' page of components, filled with examples",
    "fieldapp/templating/vectors.py": "examples both renderers are tested with; nobody reads them",
    "fieldapp/domain/example_row.py": "an example of the list customers are brought in with",
    "fieldapp/persistence/pinyin.py": "surnames read otherwise than the character",
    "fieldapp/domain/names.py": "family names of two characters",
    "fieldapp/domain/search_words.py": "how people write a home down: 3 栋 2 单元 1201 室",
    "fieldapp/domain/quantities.py": "units of measure are stored and sent as they are written",
    "fieldapp/domain/warranty_minima.py": "the law's words, stored with the rules of a company",
}

JINJA = jinja2.Environment(extensions=["jinja2.ext.i18n"], trim_blocks=True, lstrip_blocks=True)  # noqa: S701 (parses only)


def unmarked_in_template(source: str) -> list[str]:
    """Chinese of a template outside a translation: literal text, and strings in expressions."""
    return list(_template_words(JINJA.parse(source)))


def _template_words(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in MARKS:
        return
    text = {nodes.TemplateData: "data", nodes.Const: "value"}.get(type(node))
    words = str(getattr(node, text)) if text else ""
    if CHINESE.search(words) or PUNCTUATION.search(words):
        yield words.strip()
    for child in node.iter_child_nodes():
        yield from _template_words(child)


def unmarked_in_python(source: str) -> list[str]:
    """Chinese string literals that are neither docstrings nor marked for translation."""
    return list(_python_words(ast.parse(source)))


def _python_words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Call) and called_name(node) in MARKS:
        return
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return
    if isinstance(node, ast.Constant) and CHINESE.search(str(node.value)):
        yield str(node.value)
    for child in ast.iter_child_nodes(node):
        yield from _python_words(child)


def called_name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def is_wording(name: str) -> bool:
    return not any(fnmatch(name, pattern) for pattern in NOT_WORDING)


def test_templates_mark_their_chinese():
    found = {
        str(name): words
        for name in written_files("fieldapp/templates/*.html")
        if is_wording(str(name)) and (words := unmarked_in_template(text_of(name)))
    }

    assert found == {}


def test_python_marks_its_chinese():
    found = {
        str(name): words
        for name in written_files("fieldapp/*.py")
        if is_wording(str(name)) and (words := unmarked_in_python(text_of(name)))
    }

    assert found == {}


@pytest.mark.parametrize(
    ("source", "unmarked"),
    [
        ("<p>{{ _('完工') }}</p>", []),
        ("{# 完工 #}<p>{{ badge(_('完工'), tone='ok') }}</p>", []),
        ("{% trans %}完工{% endtrans %}", []),
        ("<p>完工</p>", ["<p>完工</p>"]),
        ("{{ badge('完工') }}", ["完工"]),
        ("{{ name }}，", ["，"]),
    ],
)
def test_chinese_in_templates_is_found_outside_marks(source, unmarked):
    assert unmarked_in_template(source) == unmarked


@pytest.mark.parametrize(
    ("source", "unmarked"),
    [
        ('"""单位"""', []),
        ("x = _('还差 %(n)s 项', n=3)", []),
        ("x = '还差'", ["还差"]),
        ("x = '；'.join(y)", []),
        ("x = f'还差 {n} 项'", ["还差 ", " 项"]),
        ("x = _('还差' + y)", []),
    ],
)
def test_chinese_in_python_is_found_outside_marks(source, unmarked):
    assert unmarked_in_python(source) == unmarked
