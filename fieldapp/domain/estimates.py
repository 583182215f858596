"""What an order will probably cost: lines, glass from its size, the range of their sum (估价)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fieldapp.domain.problems import EstimateOverMost, EstimateReversed
from fieldapp.domain.quantities import line_amount_cents

#: Work that is planned on the bill as soon as it is estimated; materials come there as they are
#: used on the visit.
PLANNED_KINDS = frozenset({"call_out", "labour", "other"})

#: Unit of what is cut to size.
AREA_UNIT = "㎡"

#: Code of the call-out in the price list where the company's rules name no other.
CALL_OUT_CODE = "RG-01"

_MM2_PER_HUNDREDTH = 10_000
_MILLI_PER_HUNDREDTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimatedLine:
    """One line of an estimate, its quantity from … to …."""

    unit_price_cents: int
    quantity_low_milli: int
    quantity_high_milli: int
    #: Waived by somebody, or of an item that is free: shown, counted as nothing.
    is_free: bool = False

    @property
    def low_cents(self) -> int:
        """What it costs at least, rounded half up."""
        return line_amount_cents(self.quantity_low_milli, self.unit_price_cents)

    @property
    def high_cents(self) -> int:
        """What it costs at most, rounded half up."""
        return line_amount_cents(self.quantity_high_milli, self.unit_price_cents)


def estimate_range(lines: Iterable[EstimatedLine]) -> tuple[int, int]:
    """(low, high) of all lines together, in cents; free ones count as nothing.

    Source: docs/glossary.md, estimate_line (K5.2.1d and e).
    """
    counted = [line for line in lines if not line.is_free]
    return sum(line.low_cents for line in counted), sum(line.high_cents for line in counted)


def glass_milli(width_mm: int, height_mm: int, pieces: int = 1) -> int:
    """The area of panes in thousandths of ㎡: each pane's two decimals rounded up.

    Glass is sold by the pane, so each is rounded by itself as the catalogue says.
    """
    hundredths = -(-width_mm * height_mm // _MM2_PER_HUNDREDTH)
    return hundredths * _MILLI_PER_HUNDREDTH * pieces


def work_kind(code: str, rules: Mapping[str, Any]) -> str:
    """Whether priced work is the call-out or labour; the rules may name the call-out's code."""
    return "call_out" if code == rules.get("call_out_code", CALL_OUT_CODE) else "labour"


def check_range(low: int, high: int) -> None:
    """Refuse a range that begins above its end. Raises EstimateReversed."""
    if low > high:
        raise EstimateReversed()


def check_most(quantity_milli: int, most_milli: int, unit: str) -> None:
    """Refuse a quantity above the most it was said to be. Raises EstimateOverMost."""
    if quantity_milli > most_milli:
        fields = {"quantity_low_milli": EstimateOverMost.message}
        raise EstimateOverMost(most_milli=most_milli, unit=unit, fields=fields)
