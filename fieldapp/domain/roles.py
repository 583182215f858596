"""Who may do what: roles, permissions and the actor of a command."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """A role of a person; somebody may hold several."""

    CLERK = "clerk"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"
    STOREKEEPER = "storekeeper"
    QUALITY = "quality"
    MANAGER = "manager"
    ADMIN_OFFICE = "admin_office"
    AUDITOR = "auditor"
    ADMIN = "admin"


_OFFICE = frozenset({Role.CLERK, Role.SUPERVISOR})
_READERS = _OFFICE | {Role.QUALITY, Role.MANAGER, Role.ADMIN_OFFICE, Role.AUDITOR}

#: Permission → roles that hold it. The auditor reads everything and writes nothing.
PERMISSIONS: Mapping[str, frozenset[Role]] = {
    "requests.read": _READERS,
    "requests.write": _OFFICE,
    "work_orders.read": _READERS | {Role.STOREKEEPER},
    "work_orders.write": _OFFICE,
    "estimates.write": _OFFICE,
    "consents.write": _OFFICE,
    "consents.record": _OFFICE | {Role.TECHNICIAN},
    "payments.write": _OFFICE,
    "charges.waive": frozenset({Role.SUPERVISOR, Role.MANAGER}),
    "part_orders.read": _READERS | {Role.STOREKEEPER},
    "part_orders.write": _OFFICE | {Role.STOREKEEPER},
    "prices.read": _READERS | {Role.STOREKEEPER, Role.ADMIN},
    "dispatch.read": _READERS,
    "dispatch.write": frozenset({Role.SUPERVISOR}),
    "warranty_rules.read": _READERS | {Role.ADMIN},
    "warranty_rules.write": frozenset({Role.SUPERVISOR, Role.ADMIN}),
    "appraisals.read": _READERS,
    "appraisals.ask": _OFFICE | {Role.TECHNICIAN},
    "appraisals.decide": frozenset({Role.QUALITY}),
    "visits.work": frozenset({Role.TECHNICIAN}),
    "attachments.read": _READERS | {Role.TECHNICIAN, Role.STOREKEEPER},
    "notices.own": _READERS - {Role.AUDITOR} | {Role.STOREKEEPER, Role.ADMIN},
    "contacts.read": _READERS,
    "contacts.write": _OFFICE | {Role.QUALITY},
    "phones.reveal": _OFFICE,
    "archive.read": _READERS,
    "archive.write": _OFFICE,
    "archive.export": _OFFICE | {Role.ADMIN},
    "documents.read": _READERS,
    "documents.write": _OFFICE | {Role.QUALITY},
    "inbox.read": _OFFICE | {Role.AUDITOR},
    "inbox.decide": _OFFICE,
    "inbox.decide_own": frozenset({Role.TECHNICIAN}) | _OFFICE,
    "profile.write": frozenset(Role) - {Role.AUDITOR},
    "catalogue.write": frozenset({Role.ADMIN, Role.STOREKEEPER}),
    "people.manage": frozenset({Role.ADMIN}),
    "devices.manage": frozenset({Role.ADMIN, Role.SUPERVISOR}),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The person behind a command or a question."""

    person_id: str
    company_id: str
    roles: frozenset[Role]
    name: str
    department: str


def may(actor: Actor, permission: str) -> bool:
    """Whether one of the actor's roles holds the permission (KeyError: no such permission)."""
    return not actor.roles.isdisjoint(PERMISSIONS[permission])
