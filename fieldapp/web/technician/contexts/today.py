"""今天: the visits by day, the next step, the day's hours and money."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp.web.technician.contexts.common import common_context
from fieldapp.web.technician.contexts.rows import in_order, is_open, place_of, visit_row
from fieldapp.web.technician.contexts.source import Record, Source
from fieldapp.web.technician.contexts.steps import next_step, trip_return, worked_minutes

_RECENT_LIMIT = 20


def build(source: Source) -> Record:
    """Today's visits and every open one by day; ended ones of other days are ``recent``."""
    common = common_context(source, name="today", nav="today")
    on = common["today_on"]
    sheets = in_order(source.sheets)
    today = [sheet for sheet in sheets if sheet["planned_on"] == on]
    shown = [sheet for sheet in sheets if sheet["planned_on"] == on or is_open(sheet)]
    next_visit = _next([sheet for sheet in today if is_open(sheet)])
    recent = [sheet for sheet in reversed(sheets) if sheet not in shown]
    return common | {
        "days": _days(shown, on),
        "recent": [visit_row(sheet) for sheet in recent[:_RECENT_LIMIT]],
        "count": sum(1 for sheet in today if sheet["state"] != "cancelled"),
        "next": next_visit,
        "trip_return": None if next_visit else _first_return(source, today),
        "ready": {
            "is_ready": bool(source.readiness.get("is_ready")),
            "count": source.readiness.get("count", 0),
            "verified_at": source.readiness.get("verified_at"),
        },
        "minutes_today": sum(worked_minutes(sheet, source.now_at) for sheet in today),
        "due_today_cents": sum(sheet["due_cents"] for sheet in today),
    }


def _days(sheets: Sequence[Record], today_on: str) -> list[Record]:
    planned = dict.fromkeys(sheet["planned_on"] for sheet in sheets)
    days = sorted(planned, key=lambda on: (on != today_on, on))
    return [
        {
            "on": on,
            "key": "before" if on < today_on else "today" if on == today_on else "later",
            "visits": [visit_row(sheet) for sheet in sheets if sheet["planned_on"] == on],
        }
        for on in days
    ]


def _next(open_sheets: Sequence[Record]) -> Record | None:
    begun = [sheet for sheet in open_sheets if sheet["state"] != "planned"]
    sheet = next(iter([*begun, *open_sheets]), None)
    step = next_step(sheet) if sheet else None
    if sheet is None or step is None:
        return None
    return step | {"visit_id": sheet["visit_id"], "place": place_of(sheet)}


def _first_return(source: Source, today: Sequence[Record]) -> Record | None:
    trips = dict.fromkeys(sheet["trip_id"] for sheet in today)
    found = (trip_return(source, trip_id) for trip_id in trips)
    return next((trip for trip in found if trip is not None), None)
