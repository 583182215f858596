"""What the server knows, as the context builders read it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from flask import request

from fieldapp.offline.catalogue import build_catalogue
from fieldapp.offline.delta import ENDED_DAYS
from fieldapp.offline.inbox import parked_commands
from fieldapp.offline.sheets import build_sheets
from fieldapp.offline.wire import wire_instant
from fieldapp.queries.visit_scopes import visits_in_scope
from fieldapp.web.identity import company_card, current_actor, current_company, current_viewer
from fieldapp.web.scope import db, now, services
from fieldapp.web.technician.contexts import Record, Source

#: the end of the address of 顺便看看, the one page that tells verdicts nobody asked for yet
_PAGE_WITH_OFFERS = "/extras"
_ROW_LISTS = (
    "work_items", "material_uses", "photos", "remarks", "checks", "expenses", "marks", "contacts",
)  # fmt: skip
#: what a page made by the server says of the phone
_ONLINE_ONLY: Record = {
    "state": "online-only", "pending": 0, "photos": 0, "bytes": 0, "attention": 0,
    "last_sent_at": None,
}  # fmt: skip


def source_of_request(*, path: str | None = None, query: Mapping[str, str] | None = None) -> Source:
    """The input of this request's page; ``path`` and ``query`` when another one is shown."""
    actor, viewer, company = current_actor(), current_viewer(), current_company()
    asked = path or request.path
    return Source(
        sheets=sheets_of(
            actor.company_id, actor.person_id, with_offers=asked.endswith(_PAGE_WITH_OFFERS)
        ),
        entries=_parked_entries(),
        catalogue=cast(Record, build_catalogue(db(), company_id=actor.company_id)),
        person={**viewer, "id": viewer["person_id"]},
        company=dict(company_card(company)),
        sync=_ONLINE_ONLY,
        readiness={},
        path=asked,
        query=request.args if query is None else query,
        origin=services().settings.base_url.rstrip("/"),
        now_at=wire_instant(now()),
    )


def sheets_of(company_id: str, person_id: str, *, with_offers: bool = False) -> list[Record]:
    """The sheets this person's phone would hold; no row was ever only on a phone."""
    scope = visits_in_scope(
        db(),
        company_id=company_id,
        person_id=person_id,
        ended_after=now() - timedelta(days=ENDED_DAYS),
    )
    sheets = build_sheets(db(), [visit.visit_id for visit in scope], with_offers=with_offers)
    return [_unmarked(cast(Record, sheet)) for sheet in sheets]


def _unmarked(sheet: Record) -> Record:
    marked = dict(sheet)
    for name in _ROW_LISTS:
        marked[name] = [{**row, "sync": ""} for row in sheet[name]]
    for name in ("consent", "sign_off", "unfinished", "ended"):
        if sheet[name]:
            marked[name] = {**sheet[name], "sync": ""}
    return marked


def _parked_entries() -> list[Record]:
    return [_entry(cast(Record, parked)) for parked in parked_commands(db(), actor=current_actor())]


def _entry(parked: Record) -> dict[str, Any]:
    named = ("command_id", "name", "stream", "payload", "made_at")
    return {
        "status": "attention",
        "command": {key: parked[key] for key in named},
        "receipt": {"code": parked["code"], "details": parked["details"]},
    }
