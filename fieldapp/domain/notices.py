"""What people of the company are told at once, and when they are reminded."""

from collections.abc import Mapping
from typing import Any

#: Kind → minutes until an unread notice is shown as a reminder; a kind that is missing never nags.
REMINDERS: Mapping[str, int] = {
    "request_registered": 30,
    "urgent_request_registered": 10,
}


def reminder_minutes(rules: Mapping[str, Any], kind: str) -> int | None:
    """Minutes until an unread notice of this kind nags (K5.2.2c); None means never.

    The company's rule ``notice_reminders`` ({kind: minutes}) goes before the defaults; 0 is never.
    """
    own = rules.get("notice_reminders", {})
    return own.get(kind, REMINDERS.get(kind)) or None
