"""States of a visit as a table; the phone gets the same one."""

from collections.abc import Mapping

from fieldapp.domain.problems import VisitWrongState

VISIT_STATES = (
    "planned",
    "accepted",
    "travelling",
    "on_site",
    "working",
    "awaiting_sign_off",
    "finished",
    "unfinished",
    "no_fault",
    "declined",
    "not_ours",
    "no_access",
    "cancelled",
)

OPEN_STATES = VISIT_STATES[: VISIT_STATES.index("finished")]

#: From acceptance until the end: the technician's.
UNDERWAY_STATES = OPEN_STATES[1:]

#: Ends without a repair.
ENDINGS = ("no_fault", "declined", "not_ours", "no_access")

#: (state, action) → state; a pair that is missing is refused. Forward skipping is allowed up to
#: working, from accepted.
VISIT_TRANSITIONS: Mapping[tuple[str, str], str] = {
    ("planned", "accept_visit"): "accepted",
    ("accepted", "start_travel"): "travelling",
    **{(state, "arrive"): "on_site" for state in ("accepted", "travelling")},
    **{(state, "start_work"): "working" for state in ("accepted", "travelling", "on_site")},
    ("working", "finish_work"): "awaiting_sign_off",
    ("awaiting_sign_off", "resume_work"): "working",
    ("awaiting_sign_off", "sign_off"): "finished",
    ("awaiting_sign_off", "record_absence"): "finished",
    **{(state, "leave_unfinished"): "unfinished" for state in UNDERWAY_STATES},
    **{
        (state, f"end_without_repair:{kind}"): kind for state in UNDERWAY_STATES for kind in ENDINGS
    },
    **{(state, "cancel_visit"): "cancelled" for state in OPEN_STATES},
    **{(state, "reassign_visit"): "planned" for state in OPEN_STATES},
}

#: Answers that must be there before the work counts as finished (rule 8).
REQUIRED_CLEANUP = ("cleanup.swept", "cleanup.usable")


def next_visit_state(state: str, action: str) -> str:
    """The state after an action. Raises VisitWrongState."""
    following = VISIT_TRANSITIONS.get((state, action))
    if following is None:
        raise VisitWrongState(state=state, action=action)
    return following


def allows_visit(state: str, action: str) -> bool:
    """Whether the action may be done with a visit in this state: what pages offer."""
    return (state, action) in VISIT_TRANSITIONS


def has_begun(state: str) -> bool:
    """Whether the technician has accepted the visit (it may be over by now)."""
    return state != "planned"


def is_open(state: str) -> bool:
    """Whether the visit may still move."""
    return state in OPEN_STATES
