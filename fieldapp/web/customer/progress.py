"""How far an order has come, in words anybody may read: no name, no phone, no money."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from fieldapp.domain.names import family_name
from fieldapp.queries.work_order_sheets import OrderSheet
from fieldapp.templating.locale import current_locale
from fieldapp.templating.wording import translate as _

_STEPS = ("registered", "confirmed", "dispatched", "visited", "signed")
_REACHED = {
    "draft": 1, "awaiting_appraisal": 1, "awaiting_consent": 1, "ready": 1, "awaiting_parts": 1,
    "dispatched": 2, "in_progress": 3, "done": 4, "closed": 4, "cancelled": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """The coming visit: only the family name and badge number of who comes."""

    planned_on: date
    window_start_at: datetime
    window_end_at: datetime
    technician: str
    badge_no: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What the page says before the phone's last digits are given."""

    number: str
    state: str
    place: str
    what: str
    appointment: Appointment | None
    cells: tuple[dict[str, object], ...]


def progress(sheet: OrderSheet) -> Progress:
    """The public words of an order."""
    return Progress(
        number=sheet.head.number,
        state=sheet.head.state,
        place=_without_room(sheet.head.address),
        what="；".join(f"{item.position} {item.category_name}" for item in sheet.items),
        appointment=_appointment(sheet),
        cells=_cells(sheet),
    )


def _appointment(sheet: OrderSheet) -> Appointment | None:
    visit = sheet.current_visit
    if visit is None or sheet.head.state not in {"dispatched", "in_progress"}:
        return None
    return Appointment(
        planned_on=visit.planned_on,
        window_start_at=visit.window_start_at,
        window_end_at=visit.window_end_at,
        technician=family_name(visit.lead_name),
        badge_no=visit.lead_badge_no,
    )


def _cells(sheet: OrderSheet) -> tuple[dict[str, object], ...]:
    visit = sheet.current_visit
    ended = visit.ended_at if visit is not None else None
    words = {
        "registered": _day(sheet.head.registered_at),
        "confirmed": _day(sheet.head.created_at),
        "dispatched": _day(visit.dispatched_at) if visit else "",
        "visited": _day(visit.planned_on) if visit else "",
        "signed": _day(ended) if ended else "",
    }
    labels = {
        "registered": _("登记"), "confirmed": _("回电"), "dispatched": _("已派"),
        "visited": _("上门"), "signed": _("签字"),
    }  # fmt: skip
    reached = _REACHED[sheet.head.state]
    return tuple(
        {
            "label": labels[step],
            "words": words[step] if index <= reached else "",
            "is_current": index == reached,
        }
        for index, step in enumerate(_STEPS)
    )


def _day(when: date | datetime) -> str:
    """The day of the month alone: five of them stand side by side on a narrow screen."""
    on = current_locale().day_of(when) if isinstance(when, datetime) else when
    return _("%(day)s日", day=on.day)


def _without_room(address: str) -> str:
    """``锦绣华庭二期 5-2-****``: the room is nobody's business."""
    head, dash, _room = address.rpartition("-")
    return f"{head}-****" if dash else address.split(" ")[0]
