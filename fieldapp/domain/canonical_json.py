"""RFC 8785 (JSON Canonicalization Scheme): one byte sequence for one JSON value.

Hashes of commands and of signed documents are taken over these bytes, on the phone as here.
Numbers beyond ±(2**53 − 1), NaN, infinities and lone surrogates have no canonical form.
"""

import hashlib
import math
from json.encoder import encode_basestring

_SAFE_INTEGER = 2**53 - 1
_WORDS = {None: "null", True: "true", False: "false"}


class NotCanonical(ValueError):
    """The value has no RFC 8785 form."""


class CanonicalText(str):
    """JSON text in canonical form already: inside another value it is taken as it stands."""

    __slots__ = ()


def canonical_json(value: object) -> bytes:
    """UTF-8 bytes of the canonical form of a JSON value. Raises NotCanonical."""
    try:
        return _text(value).encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("lone surrogate") from error


def sha256_hex(content: bytes) -> str:
    """SHA-256 of some bytes, 64 lower-case hex digits."""
    return hashlib.sha256(content).hexdigest()


def _text(value: object) -> str:
    if isinstance(value, str):
        return value if isinstance(value, CanonicalText) else encode_basestring(value)
    if value is None or isinstance(value, bool):
        return _WORDS[value]
    if isinstance(value, int):
        if abs(value) > _SAFE_INTEGER:
            raise NotCanonical("integer beyond 2**53 - 1")
        return str(value)
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, dict):
        return "{" + ",".join(_members(value)) + "}"
    raise NotCanonical(f"{type(value).__name__} is no JSON value")


def _members(value: dict[object, object]) -> list[str]:
    if not all(isinstance(key, str) for key in value):
        raise NotCanonical("keys must be text")
    keys = [str(key) for key in value]
    keys.sort(key=None if "".join(keys).isascii() else _in_utf_16)
    return [f"{encode_basestring(key)}:{_text(value[key])}" for key in keys]


def _in_utf_16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _number(value: float) -> str:
    """ECMAScript Number::toString. Python's repr finds the same shortest digits."""
    if not math.isfinite(value):
        raise NotCanonical("number is not finite")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent_text = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    point = len(whole) + int(exponent_text or "0") - (len(whole + fraction) - len(digits))
    return sign + _placed(digits.rstrip("0"), point)


def _placed(digits: str, point: int) -> str:
    """Digits with the decimal point after ``point`` of them, as ECMA-262 §6.1.6.1.20 writes it."""
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    exponent = f"e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "") + exponent
