"""When work must stop for a new consent."""

from collections.abc import Mapping
from typing import Any

SHARE_PERCENT = 10
FLOOR_CENTS = 2_000


def consent_limit_cents(agreed_cents: int, *, rules: Mapping[str, Any]) -> int:
    """The highest amount the consent still covers.

    agreed_cents: top of the agreed range. rules: the company's; ``consent_share_percent`` and
    ``consent_floor_cents`` replace 10 % and ¥20. Work stops when the amount passes the agreed one
    by more than both, so the larger of the two is allowed.
    Source: docs/glossary.md, consent (rule 4).
    """
    share_percent = int(rules.get("consent_share_percent", SHARE_PERCENT))
    floor_cents = int(rules.get("consent_floor_cents", FLOOR_CENTS))
    return agreed_cents + max(agreed_cents * share_percent // 100, floor_cents)
