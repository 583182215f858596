"""回复确认: the form of one attempt to call back, and the half-days it offers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from werkzeug.datastructures import MultiDict

from fieldapp.commands.contacts import ConfirmRequest
from fieldapp.domain.half_days import half_day_from
from fieldapp.queries.half_days import FreeHalf, free_half_days
from fieldapp.templating.labels import label, options
from fieldapp.web.forms import payload_from_form
from fieldapp.web.identity import current_actor
from fieldapp.web.scope import db, now

_OUTCOMES = ("reached", "no_answer", "wrong_number")


def confirmation_from(form: MultiDict[str, str], request_id: str) -> ConfirmRequest:
    """The command of the form; its ``agreed`` is a half-day. Raises PayloadRefused."""
    agreed = half_day_from(form.get("agreed", ""))
    known = {} if agreed is None else {"agreed_on": agreed.on, "agreed_half": agreed.half}
    return payload_from_form(ConfirmRequest, form, request_id=request_id, **known)


def offered_half_days(kind: str, urgency: str, departments: Iterable[str]) -> Sequence[FreeHalf]:
    """Half-days for work of this kind that all these departments have free."""
    return free_half_days(
        db(),
        company_id=current_actor().company_id,
        now=now(),
        departments=set(departments) or {"engineering"},
        kind=kind,
        urgency=urgency,
    )


def contact_options() -> dict[str, list[dict[str, str]]]:
    """What the forms of a contact let choose from."""
    return {
        "purposes": [one for one in options("contact_purpose") if one["value"] != "confirm_back"],
        "channels": options("contact_channel"),
        "outcomes": [
            {"value": outcome, "label": label(outcome, "contact_outcome")} for outcome in _OUTCOMES
        ],
    }
