"""The step a visit waits for, its punch card and what is still missing before 完工.

The twin of ``service_worker/pages/steps.js``. Whether a step is allowed is decided by its command;
this only chooses what to offer.
"""

from __future__ import annotations

import json

from fieldapp.web.technician.contexts.bill import needs_consent
from fieldapp.web.technician.contexts.common import milliseconds
from fieldapp.web.technician.contexts.rows import is_open
from fieldapp.web.technician.contexts.source import Record, Source

_MINUTE_MS = 60_000
_CLEANUP = ("cleanup.swept", "cleanup.usable")
_PUNCHES = ("contact", "travel", "arrive", "work", "finish")

_STEPS: dict[str, Record] = {
    "planned": {"command": "accept_visit", "noun": "acceptance"},
    "accepted": {"command": "start_travel", "noun": "departure"},
    "travelling": {"command": "arrive", "noun": "arrival"},
    "on_site": {"command": "start_work", "noun": "start"},
    "working": {"command": "finish_work", "noun": "completion"},
}
#: the punch of the state one is in
_PUNCH_OF = {
    "travelling": "travel", "on_site": "arrive", "working": "work", "awaiting_sign_off": "finish",
}  # fmt: skip
#: steps whoever forgot to tap may go on to
_FORGOTTEN = {"accepted": ("travelling", "on_site"), "travelling": ("on_site",)}


#: states in which work begins, is declared done or signed for: not before consent (rule 4)
_AGREED_BEFORE = ("on_site", "working", "awaiting_sign_off")


def next_step(sheet: Record) -> Record | None:
    """The one next step: a command, the customer's consent or signature, or None."""
    if sheet["state"] in _AGREED_BEFORE and needs_consent(sheet):
        return {"kind": "consent", "command": "", "noun": "consent"}
    step = _STEPS.get(sheet["state"])
    if step:
        return {"kind": "command"} | step
    if sheet["state"] == "awaiting_sign_off":
        return {"kind": "sign", "command": "", "noun": "handover"}
    return None


def skippable_steps(sheet: Record) -> list[Record]:
    """Steps further ahead that may be taken at once."""
    ahead = [_STEPS[state] for state in _FORGOTTEN.get(sheet["state"], ())]
    if needs_consent(sheet):
        return [step for step in ahead if step["command"] != "start_work"]
    return ahead


def trip_return(source: Source, trip_id: str) -> Record | None:
    """The trip to return from: someone went out, every visit has ended, and no 返回 yet."""
    visits = [sheet for sheet in source.sheets if sheet["trip_id"] == trip_id]
    is_back = any(last_mark(sheet, "return") for sheet in visits) or any(
        _is_return(entry["command"], trip_id) for entry in source.entries
    )
    was_out = any(last_mark(sheet, kind) for sheet in visits for kind in _PUNCHES[1:])
    if not visits or is_back or not was_out or any(map(is_open, visits)):
        return None
    visit_ids = sorted(sheet["visit_id"] for sheet in visits)
    return {"trip_id": trip_id, "visit_ids": json.dumps(visit_ids, separators=(",", ":"))}


def punch_card(sheet: Record) -> list[Record]:
    """The latest mark of each kind, in the order of a visit."""
    current = _PUNCH_OF.get(sheet["state"], "")
    return [_punch(kind, last_mark(sheet, kind), kind == current) for kind in _PUNCHES]


def last_mark(sheet: Record, kind: str) -> Record | None:
    """The latest mark of that kind."""
    marks = [mark for mark in sheet["marks"] if mark["kind"] == kind]
    return marks[-1] if marks else None


def worked_minutes(sheet: Record, now_at: str) -> int:
    """Whole minutes of work so far, up to now while work goes on.

    The time between 完工 and the next 开工 is not work (domain: states are tables).
    """
    total = 0
    started: int | None = None
    for mark in sheet["marks"]:
        at = milliseconds(mark["corrected_at"] or mark["made_at"])
        if mark["kind"] == "work" and started is None:
            started = at
        if mark["kind"] == "finish" and started is not None:
            total += max(at - started, 0)
            started = None
    if started is not None and sheet["state"] == "working":
        total += max(milliseconds(now_at) - started, 0)
    return total // _MINUTE_MS


def missing_parts(sheet: Record) -> Record:
    """What is still missing before 完工, and photos worth taking; only the first is refused."""
    answered = {check["code"] for check in sheet["checks"]}
    kinds = {photo["kind"] for photo in sheet["photos"]}
    results = sum(1 for item in sheet["work_items"] if item["result"] is None)
    checks = [code for code in _CLEANUP if code not in answered]
    return {
        "results": results,
        "checks": checks,
        "photos": [kind for kind in ("before", "after") if kind not in kinds],
        "count": results + len(checks),
    }


def _is_return(command: Record, trip_id: str) -> bool:
    return bool(command["name"] == "return_from_trip" and command["payload"]["trip_id"] == trip_id)


def _punch(kind: str, mark: Record | None, is_current: bool) -> Record:
    return {
        "kind": kind,
        "at": mark["made_at"] if mark else None,
        "corrected_at": mark["corrected_at"] if mark else None,
        "is_current": is_current,
    }
