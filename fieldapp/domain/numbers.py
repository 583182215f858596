"""Numbers people read: of papers, and codes on them."""

import secrets
from datetime import date

#: Crockford's base 32, lower case: no i, l, o, u.
CODE_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_CODE_LENGTH = 13  # 65 random bits

REQUEST_PREFIX = "BX"
WORK_ORDER_PREFIX = "WX"


def paper_number(prefix: str, local_day: date, number: int) -> str:
    """BX20261123-001: prefix, local day and the day's running number."""
    return f"{prefix}{local_day:%Y%m%d}-{number:03d}"


def random_code() -> str:
    """A code nobody can guess, for the paper's QR code."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(_CODE_LENGTH))
