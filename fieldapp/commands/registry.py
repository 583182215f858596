"""All commands by their wire name; importing this registers every handler."""

from fieldapp.commands import (
    appraisals,
    catalogues,
    consents,
    contacts,
    customer_merges,
    customers,
    deadlines,
    disputes,
    documents,
    dwellings,
    estimates,
    extra_items,
    imports,
    languages,
    marks,
    material_uses,
    notices,
    parked,
    part_orders,
    payments,
    phones,
    photos,
    products,
    remarks,
    request_endings,
    requests,
    sign_offs,
    sites,
    streams,
    trips,
    unfinished,
    verdicts,
    visits,
    warranty_rules,
    work_orders,
)
from fieldapp.commands.handling import COMMANDS
from fieldapp.commands.reading import payload_json, payload_schema, read_command

__all__ = [
    "COMMANDS",
    "MODULES",
    "PHONE_COMMANDS",
    "payload_json",
    "payload_schema",
    "read_command",
]

#: One module per noun.
MODULES = (
    appraisals,
    catalogues,
    consents,
    contacts,
    customer_merges,
    customers,
    deadlines,
    documents,
    disputes,
    dwellings,
    estimates,
    extra_items,
    imports,
    languages,
    marks,
    material_uses,
    notices,
    parked,
    part_orders,
    payments,
    phones,
    photos,
    products,
    remarks,
    request_endings,
    requests,
    sign_offs,
    sites,
    streams,
    trips,
    unfinished,
    verdicts,
    visits,
    warranty_rules,
    work_orders,
)

#: What phones send; everything else comes from the web's forms only.
PHONE_COMMANDS = frozenset(
    name
    for name, command in COMMANDS.items()
    if command.permission == "visits.work" or command.from_phones
)
