"""The search from every page: suggestions while typing, and everything found on a page."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from fieldapp.domain.roles import may
from fieldapp.queries.search import CustomerHit, DwellingHit, Found, PaperHit, find
from fieldapp.templating.amounts import masked_phone
from fieldapp.templating.calendar import short_moment
from fieldapp.templating.labels import label
from fieldapp.templating.wording import translate as _
from fieldapp.web.identity import current_actor, requires
from fieldapp.web.office.desk import render_region
from fieldapp.web.pages import render
from fieldapp.web.scope import db

blueprint = Blueprint("office_search", __name__, url_prefix="/office/search")

_SUGGESTED = 5
_ON_A_PAGE = 50
#: kind of subject → permission to read it
_KINDS = {
    "customer": "archive.read",
    "dwelling": "archive.read",
    "request": "requests.read",
    "work_order": "work_orders.read",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of what was found."""

    href: str
    title: str
    text: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """What was found of one kind."""

    word: str
    lines: tuple[Line, ...]


@blueprint.get("")
@requires("work_orders.read")
def show() -> Response:
    """Everything found for ``q``, by kind; works without a script."""
    text = _text()
    return render_region("search", nav="search", query=text, groups=_groups(text, _ON_A_PAGE))


@blueprint.get("/suggestions")
@requires("work_orders.read")
def suggestions() -> Response:
    """The first few of each kind, for the box in the head of every page."""
    text = _text()
    return render("office/search/_suggestions.html", query=text, groups=_groups(text, _SUGGESTED))


def _text() -> str:
    return request.args.get("q", "").strip()[:60]


def _groups(text: str, limit: int) -> tuple[Group, ...]:
    actor = current_actor()
    kinds = [kind for kind, permission in _KINDS.items() if may(actor, permission)]
    found = find(db(), company_id=actor.company_id, text=text, kinds=kinds, limit=limit)
    groups = (
        Group(word=_("房屋"), lines=tuple(_home(hit) for hit in found.dwellings)),
        Group(word=_("客户"), lines=tuple(_customer(hit) for hit in _alone(found))),
        Group(word=_("维修单"), lines=tuple(_order(hit) for hit in found.work_orders)),
        Group(word=_("报修"), lines=tuple(_request(hit) for hit in found.requests)),
    )
    return tuple(group for group in groups if group.lines)


def _alone(found: Found) -> list[CustomerHit]:
    """Customers who are not named beside a home already."""
    named = {hit.customer_id for hit in found.dwellings}
    return [hit for hit in found.customers if hit.customer_id not in named]


def _home(hit: DwellingHit) -> Line:
    return Line(
        href=f"/office/dwellings/{hit.dwelling_id}",
        title=hit.address,
        text=hit.customer_name,
        note=masked_phone(hit.phone),
    )


def _customer(hit: CustomerHit) -> Line:
    return Line(
        href=f"/office/customers/{hit.customer_id}",
        title=hit.name,
        text=hit.address,
        note=masked_phone(hit.phone),
    )


def _order(hit: PaperHit) -> Line:
    return _paper(hit, "/office/work-orders", label(hit.state, "work_order_state"))


def _request(hit: PaperHit) -> Line:
    return _paper(hit, "/office/requests", label(hit.state, "request_state"))


def _paper(hit: PaperHit, folder: str, state: str) -> Line:
    return Line(
        href=f"{folder}/{hit.paper_id}",
        title=hit.number,
        text=f"{hit.address} {hit.reporter_name}".strip(),
        note=f"{state}·{short_moment(hit.at)}",
    )
