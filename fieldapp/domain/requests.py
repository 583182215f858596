"""States of a request as a table, and how long the call back may take."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from fieldapp.domain.problems import RequestWrongState

#: The company's promise: called back within two hours.
CALL_BACK_MINUTES = 120

REQUEST_STATES = (
    "open",
    "confirmed",
    "ordered",
    "answered_by_phone",
    "passed_on",
    "merged",
    "withdrawn",
)

#: Ends without a work order.
OUTCOMES = ("answered_by_phone", "passed_on", "merged", "withdrawn")

#: (state, action) → state. An emergency needs no call back first (rule 2).
REQUEST_TRANSITIONS: Mapping[tuple[str, str], str] = {
    ("open", "confirm"): "confirmed",
    ("open", "order_emergency"): "ordered",
    ("ordered", "confirm"): "ordered",
    **{
        (state, action): "ordered"
        for state in ("confirmed", "ordered")
        for action in ("order", "order_emergency")
    },
    **{
        (state, f"end:{outcome}"): outcome
        for state in ("open", "confirmed")
        for outcome in OUTCOMES
    },
}


def next_request_state(state: str, action: str) -> str:
    """The state after an action. Raises RequestWrongState."""
    following = REQUEST_TRANSITIONS.get((state, action))
    if following is None:
        raise RequestWrongState(state=state, action=action)
    return following


def call_back_by(registered_at: datetime) -> datetime:
    """Until when the customer is called back (rule 2; the promise on the public page)."""
    return registered_at + timedelta(minutes=CALL_BACK_MINUTES)
