"""Disputes about the warranty (鉴定): when 技术质量部 is to decide, and what rests meanwhile."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

#: Days 技术质量部 has, unless the company's rule ``appraisal_days`` says otherwise.
DAYS = 3


def appraisal_due_on(asked_on: date, *, rules: Mapping[str, Any]) -> date:
    """The local day the finding is due (K3.2). rules: the company's."""
    return asked_on + timedelta(days=int(rules.get("appraisal_days", DAYS)))


def charging_is_paused(verdicts: Iterable[str]) -> bool:
    """Whether an order may not be charged: one of its warranty verdicts is disputed (rule 3)."""
    return "disputed" in verdicts
