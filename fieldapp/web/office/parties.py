"""使用人 and 付款人 of a request: a resident of the home, or any customer the company knows."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, Response, request

from fieldapp.queries.dwellings import DwellingCard
from fieldapp.queries.search import CustomerHit, customer_hit, find
from fieldapp.templating.amounts import masked_phone
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.request_forms import PARTIES, TypedRequest
from fieldapp.web.pages import render
from fieldapp.web.scope import db

blueprint = Blueprint("office_parties", __name__, url_prefix="/office/requests/parties")

_SUGGESTED = 6


@blueprint.get("")
@requires("requests.write")
def suggestions() -> Response:
    """Customers for ``user_q`` or ``payer_q``, whichever ``party`` says, while it is typed."""
    party = "user" if request.args.get("party") == "user" else "payer"
    text = request.args.get(f"{party}_q", "").strip()[:60]
    return render("office/requests/_party_hits.html", party=party, query=text, hits=_hits(text))


def customer_of(customer_id: str) -> CustomerHit | None:
    """The customer with this id; None for none, and for what is no id."""
    try:
        known = str(uuid.UUID(customer_id))
    except ValueError:
        return None
    return customer_hit(db(), company_id=current_actor().company_id, customer_id=known)


def party_fields(typed: TypedRequest, home: DwellingCard | None) -> dict[str, dict[str, Any]]:
    """Of each party what can be chosen, and who was found for what is typed there."""
    return {
        party: {"options": _options(typed.party_id(party), home), "hits": _hits(text), "q": text}
        for party in PARTIES
        for text in [typed.party_text(party)]
    }


def _options(chosen_id: str, home: DwellingCard | None) -> list[dict[str, str]]:
    """The residents, and whoever is chosen without being one."""
    people = home.residents if home is not None else ()
    options = [{"value": one.customer_id, "label": one.name} for one in people]
    chosen = customer_of(chosen_id)
    if chosen is not None and chosen.customer_id not in {one["value"] for one in options}:
        words = f"{chosen.name} {masked_phone(chosen.phone)}".strip()
        options.append({"value": chosen.customer_id, "label": words})
    return options


def _hits(text: str) -> tuple[CustomerHit, ...]:
    company_id = current_actor().company_id
    return find(
        db(), company_id=company_id, text=text, kinds=["customer"], limit=_SUGGESTED
    ).customers
