"""States of a request as a table."""

from collections.abc import Mapping

from fieldapp.domain.problems import RequestWrongState

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
