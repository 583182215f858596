"""Parts an order waits for (待料): their states as a table."""

import re
from collections.abc import Mapping
from datetime import date

from fieldapp.domain.problems import PartOrderWrongState

PART_ORDER_STATES = ("ordered", "arrived", "cancelled")

#: (state, action) → state. An order waits while one of its part orders is ``ordered``.
PART_ORDER_TRANSITIONS: Mapping[tuple[str, str], str] = {
    ("ordered", "postpone"): "ordered",
    ("ordered", "receive"): "arrived",
    ("ordered", "cancel"): "cancelled",
}

AWAITED = "ordered"

#: The reason for an unfinished visit (玻璃需定制) that asks for sizes and a day.
CUSTOM_GLASS = "W1"

#: 612×1432 as people write it into a report.
_SIZE = re.compile(r"(?<!\d)(\d{2,4})\s*[×xX*]\s*(\d{2,4})(?!\d)")


def next_part_order_state(state: str, action: str) -> str:
    """The state after an action. Raises PartOrderWrongState."""
    following = PART_ORDER_TRANSITIONS.get((state, action))
    if following is None:
        raise PartOrderWrongState(state=state, action=action)
    return following


def waiting_day(ordered_on: date, today: date) -> int:
    """The how-manieth day of waiting it is; the day of the order is the first."""
    return (today - ordered_on).days + 1


def size_in(text: str) -> tuple[int, int] | None:
    """(width, height) in mm where a report names them as ``612×1432``; None if it does not."""
    found = _SIZE.search(text)
    return None if found is None else (int(found[1]), int(found[2]))
