"""What the registration form answers while it is typed: verdicts, repetitions, time and reply."""

from __future__ import annotations

from typing import Any

from fieldapp.domain.departments import department_of_item
from fieldapp.domain.requests import call_back_by
from fieldapp.queries.dwellings import DwellingCard
from fieldapp.queries.repeated_items import Duplicate, open_duplicates
from fieldapp.queries.warranty import ReportedItem, judge
from fieldapp.templating.sentences import said
from fieldapp.web.identity import current_actor
from fieldapp.web.office.call_backs import offered_half_days
from fieldapp.web.office.replies import reply_to
from fieldapp.web.office.request_forms import TypedRequest
from fieldapp.web.office.verdicts import SpokenVerdict, told
from fieldapp.web.scope import db, now, today


def preview(typed: TypedRequest, home: DwellingCard | None) -> dict[str, Any]:
    """The context of the form's answering parts."""
    spoken = spoken_verdicts(typed, home)
    departments = [
        row.view.department or department_of_item(row.view.warranty_verdict) for row in spoken
    ]
    halves = offered_half_days(typed.kind, typed.urgency, departments)
    duplicates = duplicates_of(typed, home)
    return {
        **told(spoken),
        "half_days": halves,
        "agreed": typed.agreed,
        "duplicates": duplicates,
        "twins": list({one.request_id: one for one in duplicates}.values()),
        "reply": reply_text(typed, spoken),
        "call_back_by": call_back_by(now()),
    }


def spoken_verdicts(typed: TypedRequest, home: DwellingCard | None) -> list[SpokenVerdict]:
    """A verdict for each row whose category is understood."""
    rows = [(row, item) for row, item in typed.filled if item.category_code]
    views = judge(
        db(),
        company_id=current_actor().company_id,
        dwelling_id=home.dwelling_id if home is not None else None,
        registered_on=today(),
        items=[
            ReportedItem(
                position=item.position,
                category_code=item.category_code,
                product_id=item.product_id,
            )
            for _row, item in rows
        ],
    )
    return [
        SpokenVerdict(number=row + 1, position=item.position, view=view, words=said(view.sentences))
        for (row, item), view in zip(rows, views, strict=True)
    ]


def reply_text(typed: TypedRequest, spoken: list[SpokenVerdict]) -> str:
    """What is read aloud, and kept as what was agreed when the customer agrees at once."""
    return reply_to(
        typed.reporter_name, typed.half_day, [(row.position, row.view) for row in spoken]
    )


def duplicates_of(
    typed: TypedRequest, home: DwellingCard | None, *, but_not: str = ""
) -> list[Duplicate]:
    """Open items of this home that a typed row repeats."""
    return list(
        open_duplicates(
            db(),
            company_id=current_actor().company_id,
            dwelling_id=home.dwelling_id if home is not None else None,
            items=[item for _row, item in typed.filled if item.category_code],
            but_not=but_not,
        )
    )
