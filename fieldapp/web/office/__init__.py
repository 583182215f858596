"""The back office: registering, making orders, dispatching, deciding what is left."""

from fieldapp.web.office import (
    deadlines,
    dwellings,
    estimates,
    inbox,
    notices,
    part_orders,
    payments,
    prices,
    requests,
    today,
    trips,
    work_orders,
)

blueprints = (
    today.blueprint,
    requests.blueprint,
    dwellings.blueprint,
    work_orders.blueprint,
    estimates.blueprint,
    payments.blueprint,
    part_orders.blueprint,
    deadlines.blueprint,
    prices.blueprint,
    trips.blueprint,
    inbox.blueprint,
    notices.blueprint,
)
