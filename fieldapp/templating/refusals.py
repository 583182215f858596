"""Wording of refusals: their codes where only those travelled, and the values they name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from fieldapp.domain.problems import concrete_problems
from fieldapp.templating.amounts import quantity
from fieldapp.templating.calendar import day, full_day
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


def said_details(details: Mapping[str, object]) -> dict[str, object]:
    """Details as a message of the desk names them: as pages write them, our words translated.

    Which is which is told by the name, as in forms: ``day`` and whatever ends in ``_on``
    (``2026-12-12`` or empty) is a day, and of ``valid_from`` the year matters; ``_milli`` are
    thousandths. No refusal that travels to the phone names any of them.
    """
    return {name: _said(name, value) for name, value in details.items()}


def _said(name: str, value: object) -> object:
    if isinstance(value, int) and name.endswith("_milli"):
        return quantity(value)
    if not isinstance(value, str):
        return value
    if name == "valid_from":
        return full_day(value)
    if name == "day" or name.endswith("_on"):
        return day(value) or "—"
    return translate(value)
