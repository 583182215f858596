"""What a blob may be called, in every store."""

import re

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")


def checked_name(name: str) -> str:
    """The name itself: a relative path of letters, digits, ``.``, ``_`` and ``-``.

    No part of it begins with a dot, so what a store keeps for itself may. Raises ValueError.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a blob name: {name!r}")
    return name
