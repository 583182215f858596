"""The desk: what every office page has around it."""

from __future__ import annotations

from typing import Any

from flask import Response
from markupsafe import Markup

from fieldapp.domain.roles import may
from fieldapp.queries.inbox import inbox_count
from fieldapp.templating.labels import label
from fieldapp.templating.wording import mark
from fieldapp.templating.wording import translate as _
from fieldapp.web.hypermedia import wants_partial
from fieldapp.web.identity import current_actor, current_viewer
from fieldapp.web.office.told import told_now
from fieldapp.web.pages import render
from fieldapp.web.scope import db

#: name, word, address, permission
_TABS = (
    ("today", mark("今日"), "/office/", "work_orders.read"),
    ("register", mark("登记"), "/office/requests/new", "requests.write"),
    ("requests", mark("报修"), "/office/requests", "requests.read"),
    ("dispatch", mark("派工"), "/office/dispatch", "dispatch.read"),
    ("work_orders", mark("维修单"), "/office/work-orders", "work_orders.read"),
    ("customers", mark("客户"), "/office/customers", "archive.read"),
    ("part_orders", mark("待料"), "/office/part-orders", "part_orders.read"),
    ("prices", mark("价目"), "/office/prices", "prices.read"),
    ("appraisals", mark("鉴定"), "/office/appraisals", "appraisals.read"),
    ("warranty_rules", mark("保修规则"), "/office/warranty-rules", "warranty_rules.write"),
    ("inbox", mark("待处理"), "/office/inbox", "inbox.read"),
)


def render_desk(template: str, *, nav: str, status: int = 200, **context: Any) -> Response:
    """``office/<template>`` with the tabs this person may open."""
    viewer = current_viewer()
    return render(
        f"office/{template}",
        status=status,
        nav=nav,
        nav_items=_nav_items(),
        told=told_now(),
        viewer_title="、".join(label(role, "role") for role in viewer["roles"]),
        **context,
    )


def render_region(folder: str, *, nav: str, status: int = 200, **context: Any) -> Response:
    """``office/<folder>/show.html`` around its region ``_page.html``; scripts get the region only.

    The region is made first and set in as one piece: handing each of its thousands of bits up
    through the layout's blocks costs more than making them.
    """
    region = render(f"office/{folder}/_page.html", status=status, **context)
    if wants_partial():
        return region
    made = Markup(region.get_data(as_text=True))  # noqa: S704 - a template made it, escaped
    return render_desk(f"{folder}/show.html", nav=nav, status=status, region=made, **context)


def _nav_items() -> list[dict[str, str]]:
    actor = current_actor()
    items = [
        {"name": name, "label": _(word), "href": href}
        for name, word, href, permission in _TABS
        if may(actor, permission)
    ]
    for item in items:
        if item["name"] == "inbox":
            waiting = inbox_count(db(), company_id=actor.company_id)
            item["label"] += f" {waiting}" if waiting else ""
    return items
