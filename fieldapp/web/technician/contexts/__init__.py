"""Contexts of the technician's pages: one builder per page, the twins of ``service_worker/pages``.

tests/parity compares each pair; templates format what stands here, they compute nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.web.technician.contexts import (
    absence,
    checks,
    consent,
    dispute,
    extras,
    gate,
    handover,
    marks,
    materials,
    me,
    outbox,
    photos,
    scan,
    signature,
    today,
    unfinished,
    visits,
)
from fieldapp.web.technician.contexts.source import Record, Source

#: page name (also its template folder) → builder
BUILDERS: dict[str, Callable[[Source], Record]] = {
    "today": today.build,
    "outbox": outbox.build,
    "scan": scan.build,
    "me": me.build,
    "visits": visits.build,
    "absence": absence.build,
    "checks": checks.build,
    "consent": consent.build,
    "dispute": dispute.build,
    "extras": extras.build,
    "gate": gate.build,
    "handover": handover.build,
    "marks": marks.build,
    "materials": materials.build,
    "photos": photos.build,
    "signature": signature.build,
    "unfinished": unfinished.build,
}

__all__ = ["BUILDERS", "Record", "Source"]
