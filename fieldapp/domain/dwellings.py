"""How a home is called."""

import unicodedata


def dwelling_label(building: str, unit: str, room: str) -> str:
    """``5``, ``2``, ``1203`` as people say it: ``5-2-1203``; what is empty is left out."""
    parts = (plain(part) for part in (building, unit, room))
    return "-".join(part for part in parts if part)


def plain(text: str) -> str:
    """Half-width, without blanks at the ends: ``５ `` is ``5``."""
    return unicodedata.normalize("NFKC", text).strip()
