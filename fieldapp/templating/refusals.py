"""Wording of refusal codes where only the code travelled: receipts of the phone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from fieldapp.domain.problems import concrete_problems
from fieldapp.templating.wording import filled, translate
from fieldapp.templating.wording import mark as _

UNKNOWN = _("这条记录没有被接受。")


@cache
def problem_messages() -> dict[str, str]:
    """Code → message of every refusal of the domain."""
    return {kind.code: kind.message for kind in concrete_problems()}


def problem(code: str | None, details: Mapping[str, object] | None = None) -> str:
    """The refusal in the viewer's words; what the details do not name becomes an ellipsis."""
    wording = translate(problem_messages().get(code or "", UNKNOWN))
    return filled(wording, details or {})
