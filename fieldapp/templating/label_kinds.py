"""Which kinds of labels templates name."""

from __future__ import annotations

from collections.abc import Iterable

from jinja2 import Environment, nodes

from fieldapp.templating.environment import TEMPLATES


def label_kinds(patterns: Iterable[str]) -> set[str]:
    """The kinds that ``| label('…')`` names in the templates matching a pattern.

    Raises ValueError for a kind that is not spelt out: nobody could tell which words it needs.
    """
    parse = Environment(autoescape=True).parse
    kinds = set()
    for path in (path for pattern in patterns for path in TEMPLATES.glob(pattern)):
        for use in parse(path.read_text(encoding="utf-8")).find_all(nodes.Filter):
            if use.name != "label":
                continue
            kind = use.args[0]
            if not isinstance(kind, nodes.Const):
                raise ValueError(f"{path}: the kind of a label must be spelt out")
            kinds.add(kind.value)
    return kinds
