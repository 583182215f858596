"""The back office: registering, making orders, dispatching, deciding what is left."""

from fieldapp.web.office import dwellings, inbox, notices, requests, today, trips, work_orders

blueprints = (
    today.blueprint,
    requests.blueprint,
    dwellings.blueprint,
    work_orders.blueprint,
    trips.blueprint,
    inbox.blueprint,
    notices.blueprint,
)
