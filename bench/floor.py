"""The floor: the ledger as a bare Flask route. Frozen: it shares nothing with the application.

The same statements with SQLAlchemy Core and the same 50 rows with Jinja; no sign-in, no filters, no
layout, no wording. What the application takes longer is the price of everything else it does.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import Date, DateTime, Engine, Uuid, case, column, create_engine, select, table

ROWS = 50
KEY = Uuid(as_uuid=False)

orders = table(
    "work_orders", column("id", KEY), column("company_id", KEY), column("number"),
    column("state"), column("urgency"),
    column("department"), column("created_at", DateTime()), column("request_id", KEY),
    column("estimate_low_cents"), column("estimate_high_cents"),
)  # fmt: skip
requests = table(
    "requests", column("id", KEY), column("dwelling_id", KEY), column("address_text"),
    column("reporter_name"),
)  # fmt: skip
dwellings = table("dwellings", column("id", KEY), column("site_id", KEY), column("label"))
sites = table("sites", column("id", KEY), column("name"))
items = table(
    "work_order_items", column("company_id", KEY), column("work_order_id", KEY),
    column("position_no"), column("position"), column("category_code"),
    column("warranty_verdict"), column("charge_verdict"), column("voided_at", DateTime()),
)  # fmt: skip
categories = table("fault_categories", column("company_id", KEY), column("code"), column("name"))
visits = table(
    "visits", column("id", KEY), column("company_id", KEY), column("work_order_id", KEY),
    column("trip_id", KEY), column("state"),
)  # fmt: skip
companies = table("companies", column("id", KEY))
trips = table(
    "trips", column("id", KEY), column("lead_id", KEY), column("planned_on", Date()),
    column("window_start_at", DateTime()), column("window_end_at", DateTime()),
)  # fmt: skip
people = table("people", column("id", KEY), column("name"))

PAGE = (
    select(
        orders.c.id, orders.c.number, orders.c.state, orders.c.urgency, orders.c.department,
        orders.c.created_at, requests.c.reporter_name, orders.c.estimate_low_cents,
        orders.c.estimate_high_cents,
        case(
            (dwellings.c.id.is_not(None), sites.c.name + " " + dwellings.c.label),
            else_=requests.c.address_text,
        ).label("address"),
    )
    .join(requests, requests.c.id == orders.c.request_id)
    .outerjoin(dwellings, dwellings.c.id == requests.c.dwelling_id)
    .outerjoin(sites, sites.c.id == dwellings.c.site_id)
    .order_by(orders.c.created_at.desc(), orders.c.id.desc())
    .limit(ROWS + 1)
)  # fmt: skip
ITEMS = (
    select(
        items.c.work_order_id, items.c.position, items.c.warranty_verdict,
        items.c.charge_verdict, categories.c.name,
    )
    .outerjoin(
        categories,
        (categories.c.company_id == items.c.company_id)
        & (categories.c.code == items.c.category_code),
    )
    .where(items.c.voided_at.is_(None))
    .order_by(items.c.position_no)
)  # fmt: skip
VISITS = (
    select(
        visits.c.work_order_id, visits.c.id, visits.c.state, people.c.name, trips.c.planned_on,
        trips.c.window_start_at, trips.c.window_end_at,
    )
    .join(trips, trips.c.id == visits.c.trip_id)
    .join(people, people.c.id == trips.c.lead_id)
    .order_by(trips.c.window_start_at)
)  # fmt: skip

LEDGER = """<!doctype html>
<title>维修单</title>
<table>
{% for row in rows %}
<tr>
<td><a href="/office/work-orders/{{ row.id }}">{{ row.number }}</a></td>
<td>{{ row.state }}</td><td>{{ row.urgency }}</td><td>{{ row.department }}</td>
<td>{{ row.created_at.strftime('%m-%d %H:%M') }}</td>
<td>{{ row.address }}</td><td>{{ row.reporter_name }}</td>
<td>{% for item in items[row.id] %}{{ item.position }} {{ item.name }} {{ item.charge_verdict }}
{% endfor %}</td>
<td>{% if row.estimate_low_cents %}{{ row.estimate_low_cents // 100 }}–{{
row.estimate_high_cents // 100 }}{% endif %}</td>
<td>{% if row.id in visits %}{% set visit = visits[row.id] %}{{ visit.name }} {{ visit.state }}
{{ visit.window_start_at.strftime('%m-%d %H:%M') }}–{{
visit.window_end_at.strftime('%H:%M') }}{% endif %}</td>
</tr>
{% endfor %}
</table>
"""


def floor_app(database_url: str) -> Flask:
    """The bare application on the same database."""
    app = Flask(__name__)
    engine = create_engine(database_url)
    template = app.jinja_env.from_string(LEDGER)  # once: compiling is no part of a request

    @app.get("/")
    def ledger() -> str:
        return template.render(**read(engine))

    return app


def read(engine: Engine) -> dict[str, Any]:
    with engine.connect() as connection:
        company = connection.scalar(select(companies.c.id))
        page = PAGE.where(orders.c.company_id == company)
        rows = connection.execute(page).all()[:ROWS]
        ids = [row.id for row in rows]
        found: dict[str, list[Any]] = {row.id: [] for row in rows}
        of_page = items.c.work_order_id.in_(ids) & (items.c.company_id == company)
        for item in connection.execute(ITEMS.where(of_page)):
            found[item.work_order_id].append(item)
        latest = {
            row.work_order_id: row
            for row in connection.execute(
                VISITS.where(visits.c.work_order_id.in_(ids), visits.c.company_id == company)
            )
        }
    return {"rows": rows, "items": found, "visits": latest}
