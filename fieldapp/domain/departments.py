"""The departments of the company; engineering repairs in warranty, production out of it."""

DEPARTMENTS = ("service", "engineering", "production", "quality", "administration")

#: Those that send technicians.
REPAIR_DEPARTMENTS = ("engineering", "production")
