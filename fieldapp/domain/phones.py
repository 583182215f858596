"""Telephone numbers as they are kept: digits only, however they were typed."""

import unicodedata
from typing import Final

#: Fewer is no number, more is two.
FEWEST_DIGITS: Final = 5
MOST_DIGITS: Final = 20
_MOBILE_DIGITS = 11


def phone_digits(text: str) -> str:
    """``＋86 199-0000-3187`` as ``19900003187``; empty stays empty."""
    flat = unicodedata.normalize("NFKC", text)
    digits = "".join(sign for sign in flat if "0" <= sign <= "9")
    for country in ("0086", "86"):
        rest = digits.removeprefix(country)
        if rest != digits and len(rest) == _MOBILE_DIGITS and rest.startswith("1"):
            return rest
    return digits


def is_phone(digits: str) -> bool:
    """Whether this many digits can be one number."""
    return FEWEST_DIGITS <= len(digits) <= MOST_DIGITS


def phone_tail(digits: str) -> str:
    """The last four digits: what people remember and the QR page asks for."""
    return digits[-4:]
