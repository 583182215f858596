"""The departments of the company; engineering repairs in warranty, production out of it."""

DEPARTMENTS = ("service", "engineering", "production", "quality", "administration")

#: Those that send technicians.
REPAIR_DEPARTMENTS = ("engineering", "production")


def department_of_item(warranty_verdict: str) -> str:
    """Who goes before an order says so: 工程科 in warranty, 生产部 for the rest (rule 3)."""
    return "engineering" if warranty_verdict == "in" else "production"
