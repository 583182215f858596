"""Quantities in thousandths of a unit, and what a line costs."""

from collections.abc import Mapping

from fieldapp.domain.problems import QuantityFraction

MAX_QUANTITY_MILLI = 9_999_000
MAX_UNIT_PRICE_CENTS = 9_999_999

#: Unit of what is in no list and was given none.
OWN_UNIT = "项"

_WHOLE = 1_000

#: Unit → smallest step in thousandths; a unit that is missing is counted whole.
UNITS: Mapping[str, int] = {
    **dict.fromkeys("把根套个副支只台卷瓶包块次件樘扇", _WHOLE),
    "米": 100,
    "㎡": 10,
    "kg": 100,
    "小时": 100,
}


def step_milli(unit: str) -> int:
    """The smallest quantity of a unit, in thousandths."""
    return UNITS.get(unit, _WHOLE)


def check_quantity(quantity_milli: int, unit: str) -> None:
    """Refuse a quantity that is no multiple of the unit's step. Raises QuantityFraction."""
    if quantity_milli % step_milli(unit):
        raise QuantityFraction(unit=unit, quantity_milli=quantity_milli)


def line_amount_cents(quantity_milli: int, unit_price_cents: int) -> int:
    """What a line costs, rounded half up to a cent; both numbers are zero or more."""
    return (quantity_milli * unit_price_cents + 500) // 1_000


def plain_yuan(cents: int) -> str:
    """Cents, zero or more, as plain decimal that a message may name: ``1280.00``."""
    return f"{cents // 100}.{cents % 100:02d}"
