"""Wording of refusal codes where only the code travelled: receipts of the phone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from fieldapp.domain.problems import concrete_problems
from fieldapp.templating.wording import mark as _
from fieldapp.templating.wording import translate

UNKNOWN = _("这条记录没有被接受。")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@cache
def problem_messages() -> dict[str, str]:
    """Code → message of every refusal of the domain."""
    return {kind.code: kind.message for kind in concrete_problems()}


def problem(code: str | None, details: Mapping[str, object] | None = None) -> str:
    """The refusal in the viewer's words; what the details do not name becomes an ellipsis."""
    wording = translate(problem_messages().get(code or "", UNKNOWN))
    known = details or {}
    return _PLACEHOLDER.sub(lambda match: str(known.get(match[1], "…")), wording)
