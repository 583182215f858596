"""States of a request as a table, and how long the call back may take."""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol

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
    **{(state, "add_items"): state for state in ("open", "confirmed", "ordered")},
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


def may_be_called_back(state: str) -> bool:
    """Whether the call back may be logged, also afterwards for an emergency."""
    return (state, "confirm") in REQUEST_TRANSITIONS


def may_be_ordered(state: str) -> bool:
    """Whether orders may be made of it, if only as an emergency."""
    return (state, "order_emergency") in REQUEST_TRANSITIONS


def may_end(state: str) -> bool:
    """Whether it may still end without an order."""
    return (state, "end:withdrawn") in REQUEST_TRANSITIONS


def may_grow(state: str) -> bool:
    """Whether items may still come later."""
    return (state, "add_items") in REQUEST_TRANSITIONS


def overdue_since(now: datetime) -> datetime:
    """Who was registered before and was not called back yet has waited too long."""
    return now - timedelta(minutes=CALL_BACK_MINUTES)


def call_back_by(registered_at: datetime) -> datetime:
    """Until when the customer is called back (rule 2; the promise on the public page)."""
    return registered_at + timedelta(minutes=CALL_BACK_MINUTES)


class ReportedThing(Protocol):
    """What tells two reported items apart; None as product means it is not known."""

    @property
    def position(self) -> str: ...
    @property
    def category_code(self) -> str: ...
    @property
    def product_id(self) -> str | None: ...


def is_same_item(one: ReportedThing, other: ReportedThing) -> bool:
    """Whether two items of one home are about the same: category and window, or its position."""
    if one.category_code != other.category_code:
        return False
    if one.product_id is not None and other.product_id is not None:
        return one.product_id == other.product_id
    return _plain(one.position) == _plain(other.position)


class JudgedThing(Protocol):
    """An item with its two verdicts (rule 3)."""

    @property
    def position_no(self) -> int: ...
    @property
    def position(self) -> str: ...
    @property
    def category_code(self) -> str: ...
    @property
    def warranty_verdict(self) -> str: ...
    @property
    def charge_verdict(self) -> str: ...


def as_forms_show(state: str, items: Iterable[JudgedThing], slip_reason: str) -> dict[str, str]:
    """What the forms on a request's page rest on, as text two states of it can be told apart by.

    verdicts: ``1 in free；2 out charged``, codes that a page says in its own words.
    """
    known = list(items)
    return {
        "state": state,
        "items": "；".join(f"{one.position} {one.category_code}" for one in known),
        "verdicts": "；".join(
            f"{one.position_no} {one.warranty_verdict} {one.charge_verdict}" for one in known
        ),
        "slip_reason": slip_reason,
    }


def _plain(position: str) -> str:
    return "".join(unicodedata.normalize("NFKC", position).split()).lower()
