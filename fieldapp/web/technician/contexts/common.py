"""What every technician page's context holds (twin: ``service_worker/pages/common.js``)."""

from __future__ import annotations

from datetime import datetime

from fieldapp.templating.calendar import iso_day
from fieldapp.web.technician.contexts.source import Record, Source


def common_context(
    source: Source, *, name: str, nav: str = "", sheet: Record | None = None
) -> Record:
    """Viewer, company, clock, page and sync state; ``sheet`` is the visit the page is about."""
    company = source.company
    return {
        "viewer": {
            key: source.person[key] for key in ("name", "badge_no", "department", "language")
        }
        | {"person_id": source.person["id"]},
        "company": {key: company[key] for key in ("name", "short_name", "hotline", "timezone")},
        "today_on": iso_day(source.now_at),
        "now_at": source.now_at,
        "page": {
            "name": name,
            "nav": nav,
            "path": source.path,
            "visit_id": sheet["visit_id"] if sheet else None,
            "change_no": sheet["change_no"] if sheet else 0,
            "number": sheet["work_order_number"] if sheet else "",
        },
        "sync": {
            "state": source.sync["state"],
            "pending": source.sync["pending"],
            "photos": source.sync["photos"],
            "bytes": source.sync["bytes"],
            "attention": source.sync["attention"],
            "last_sent_at": source.sync.get("last_sent_at"),
        },
        "problem": None,
    }


def milliseconds(instant: str) -> int:
    """A wire instant as whole milliseconds since 1970, as ``Date.parse`` gives them."""
    moment = datetime.fromisoformat(instant)
    return round(moment.timestamp() * 1000)
