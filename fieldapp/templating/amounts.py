"""How money, quantities, durations and phone numbers are written; the worker has the same.

Each filter takes what the wire carries and answers "" for null. ``vectors.py`` holds the cases both
renderers must agree on.
"""

from __future__ import annotations

import re

from fieldapp.templating.wording import translate as _


def yuan(cents: int | None) -> str:
    """Cents as plain decimal for an input field: ``1280.00``."""
    if cents is None:
        return ""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}{whole}.{rest:02d}"


def money(cents: int | None) -> str:
    """Cents as shown to people: ``¥1,280.00``."""
    if cents is None:
        return ""
    sign = "-" if cents < 0 else ""
    whole, rest = divmod(abs(cents), 100)
    return f"{sign}¥{whole:,}.{rest:02d}"


def money_range(low_cents: int | None, high_cents: int | None = None) -> str:
    """An estimate: ``¥85–130``; with cents only where one side has them; one amount if equal."""
    if low_cents is None or high_cents is None or low_cents == high_cents:
        return money(high_cents if low_cents is None else low_cents)
    if low_cents % 100 or high_cents % 100:
        return f"{money(low_cents)}–{money(high_cents).removeprefix('¥')}"
    return f"¥{low_cents // 100:,}–{high_cents // 100:,}"


def quantity(milli: int | None) -> str:
    """Thousandths as a plain number without trailing zeros: ``1200`` is ``1.2``."""
    if milli is None:
        return ""
    sign = "-" if milli < 0 else ""
    whole, rest = divmod(abs(milli), 1000)
    fraction = f"{rest:03d}".rstrip("0")
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def quantity_of(milli: int | None, unit: str = "") -> str:
    """A quantity with its unit: ``1.2 米``."""
    return "" if milli is None else f"{quantity(milli)} {_(unit)}".rstrip()


def duration(minutes: int | None) -> str:
    """Whole minutes as ``2 小时 20 分``."""
    if minutes is None:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s 分", minutes=rest)
    if not rest:
        return _("%(hours)s 小时", hours=hours)
    return _("%(hours)s 小时 %(minutes)s 分", hours=hours, minutes=rest)


def size(size_bytes: int | None) -> str:
    """Bytes as ``640 KB`` or ``2.1 MB``, in thousands, rounded half up."""
    if size_bytes is None:
        return ""
    if size_bytes < 1_000_000:
        return f"{(size_bytes + 999) // 1000} KB"
    tenths = (size_bytes + 50_000) // 100_000
    return f"{tenths // 10}.{tenths % 10} MB"


def phone(number: str | None) -> str:
    """A mobile number in groups: ``199 0000 3187``; anything else as it was written."""
    if not number:
        return ""
    if re.fullmatch(r"1[0-9]{10}", number):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    return number


def masked_phone(number: str | None) -> str:
    """The number with its middle hidden: ``199****3187``; short ones show two digits at the end."""
    if not number:
        return ""
    digits = re.sub(r"[^0-9]", "", number)
    if len(digits) >= 11:
        return f"{digits[:3]}****{digits[-4:]}"
    return f"****{digits[-2:]}"
