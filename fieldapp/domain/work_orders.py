"""States of a work order as a table, and what a new one begins with."""

from collections.abc import Iterable, Mapping

from fieldapp.domain.problems import WorkOrderWrongState

WORK_ORDER_STATES = (
    "draft",
    "awaiting_appraisal",
    "awaiting_consent",
    "ready",
    "awaiting_parts",
    "dispatched",
    "in_progress",
    "done",
    "closed",
    "cancelled",
)

BEFORE_DONE = WORK_ORDER_STATES[: WORK_ORDER_STATES.index("done")]
_OUT = ("dispatched", "in_progress")
#: Where a verdict still decides what comes next.
_UNDECIDED = ("draft", "awaiting_appraisal", "awaiting_consent", "ready")

#: Items an order may have: all of a full request, and some found on site.
MOST_ITEMS = 30

#: Nothing is planned or charged on these any more.
ENDED_STATES = frozenset({"closed", "cancelled"})
#: Nobody is on the way, so the office may end the order (客户不同意收费).
AT_THE_DESK = ("draft", "awaiting_appraisal", "awaiting_consent", "ready", "awaiting_parts")

#: What asks the customer for money: none of it while an item is appraised (rule 3).
CHARGING_ACTIONS = frozenset({"estimate", "consent", "decline", "decline_and_end", "pay"})
_STANDING = tuple(state for state in WORK_ORDER_STATES if state not in ENDED_STATES)

#: (state, action) → state. ``visit_done`` and ``visit_reopened`` are the ends of a visit;
#: ``judged:…`` follows from verdicts that were given or changed after the order was made. What
#: leads to the same state is done without moving the order; money comes in also after its end.
WORK_ORDER_TRANSITIONS: Mapping[tuple[str, str], str] = {
    **{
        (state, action): state
        for state in _STANDING
        for action in ("agree_delay", "confirm_extra_item", "dispute")
    },
    **{
        (state, action): state
        for state in _STANDING
        for action in ("estimate", "consent", "decline")
        if state != "awaiting_appraisal"
    },
    **{(state, "pay"): state for state in WORK_ORDER_STATES if state != "awaiting_appraisal"},
    **{(state, "order_part"): state for state in BEFORE_DONE},
    **{
        (state, "decline_and_end"): "cancelled"
        for state in AT_THE_DESK
        if state != "awaiting_appraisal"
    },
    ("awaiting_consent", "consent"): "ready",
    ("ready", "dispatch"): "dispatched",
    ("ready", "await_parts"): "awaiting_parts",
    ("awaiting_parts", "parts_are_here"): "ready",
    ("dispatched", "visit_began"): "in_progress",
    ("in_progress", "visit_planned"): "dispatched",
    **{(state, "visit_done"): "done" for state in _OUT},
    **{(state, "visit_reopened"): "ready" for state in _OUT},
    ("done", "close"): "closed",
    **{
        (state, f"judged:{following}"): following
        for state in _UNDECIDED
        for following in _UNDECIDED[1:]
        if state != following
    },
    **{(state, "cancel"): "cancelled" for state in BEFORE_DONE},
}

#: How a visit's new state moves its order; any other state means that it began.
VISIT_MOVES: Mapping[str, str] = {
    "planned": "visit_planned",
    "finished": "visit_done",
    "no_fault": "visit_done",
    "declined": "visit_done",
    "not_ours": "visit_done",
    "unfinished": "visit_reopened",
    "no_access": "visit_reopened",
    "cancelled": "visit_reopened",
}


def allows(state: str, action: str) -> bool:
    """Whether the action may be done with an order in this state: what pages offer."""
    return (state, action) in WORK_ORDER_TRANSITIONS


def moves(state: str, action: str) -> bool:
    """Whether an order in this state waits for the action: it would go on."""
    return WORK_ORDER_TRANSITIONS.get((state, action), state) != state


def next_work_order_state(state: str, action: str, *, number: str) -> str:
    """The state after an action. Raises WorkOrderWrongState."""
    following = WORK_ORDER_TRANSITIONS.get((state, action))
    if following is None:
        raise WorkOrderWrongState(number=number, state=state, action=action)
    return following


def state_after_visit(state: str, visit_state: str) -> str:
    """The order's state after its visit moved; one the office has moved on keeps its own.

    visit_state: the new state of the visit, open or ended.
    """
    action = VISIT_MOVES.get(visit_state, "visit_began")
    return WORK_ORDER_TRANSITIONS.get((state, action), state)


def settled_state(state: str, *, awaits_parts: bool, is_agreed: bool) -> str:
    """The state with what is awaited taken into account: the parts, and the customer (rule 4).

    awaits_parts: whether a part order of the order is open. is_agreed: whether somebody agreed to
    every item that is charged.
    """
    action = "await_parts" if awaits_parts else "parts_are_here"
    settled = WORK_ORDER_TRANSITIONS.get((state, action), state)
    if "ready" in (state, settled) and not is_agreed:
        return WORK_ORDER_TRANSITIONS["ready", "judged:awaiting_consent"]
    return settled


def first_work_order_state(verdicts: Iterable[tuple[str, str]]) -> str:
    """The state a new order begins with.

    verdicts: (warranty_verdict, charge_verdict) of each item. A dispute goes to appraisal first,
    charged work to consent (rules 3 and 4).
    """
    pairs = list(verdicts)
    if any(warranty == "disputed" for warranty, charge in pairs):
        return "awaiting_appraisal"
    if any(charge == "charged" for warranty, charge in pairs):
        return "awaiting_consent"
    return "ready"


def state_after_verdicts(
    state: str, verdicts: Iterable[tuple[str, str]], *, is_agreed: bool
) -> str:
    """The order's state after a verdict was changed; one that is on its way keeps its own.

    verdicts: (warranty_verdict, charge_verdict) of each item. is_agreed: somebody has agreed to
    every item that is charged, so charged work waits for nobody.
    """
    wanted = first_work_order_state(verdicts)
    if wanted == "awaiting_consent" and is_agreed:
        wanted = "ready"
    return WORK_ORDER_TRANSITIONS.get((state, f"judged:{wanted}"), state)
