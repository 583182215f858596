"""The words for codes that a phone can show: what only the office says does not travel to it."""

from __future__ import annotations

from functools import cache

from fieldapp.commands.registry import PHONE_COMMANDS
from fieldapp.domain import problems
from fieldapp.domain.problems import concrete_problems
from fieldapp.templating.label_kinds import label_kinds
from fieldapp.templating.labels import LABELS

#: Templates the worker renders.
SHARED_TEMPLATES = ("technician/**/*.html", "components/*.html", "layouts/technician.html")
#: Modules of ``domain.problems`` that a command of the phone can be refused with.
PHONE_PROBLEMS = ("commands", "visits", "work_orders")


@cache
def phone_labels() -> dict[str, dict[str, str]]:
    """Kind → code → word, of the kinds a shared template names; commands are the phone's own."""
    kinds = label_kinds(SHARED_TEMPLATES)
    labels = {kind: words for kind, words in LABELS.items() if kind in kinds}
    own = {name: word for name, word in LABELS["command"].items() if name in PHONE_COMMANDS}
    return {**labels, "command": own}


@cache
def phone_problems() -> dict[str, str]:
    """Code → message of the refusals that can come back to a phone, sorted."""
    modules = {f"{problems.__name__}.{name}" for name in PHONE_PROBLEMS}
    found = {kind.code: kind.message for kind in concrete_problems() if kind.__module__ in modules}
    return dict(sorted(found.items()))
