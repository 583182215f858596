import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.numbers import CODE_ALPHABET, paper_number, random_code
from fieldapp.domain.problems import QuantityFraction
from fieldapp.domain.quantities import (
    MAX_QUANTITY_MILLI,
    MAX_UNIT_PRICE_CENTS,
    check_quantity,
    line_amount_cents,
    step_milli,
)

quantities = st.integers(1, MAX_QUANTITY_MILLI)
prices = st.integers(0, MAX_UNIT_PRICE_CENTS)


@pytest.mark.parametrize(
    ("quantity_milli", "unit_price_cents", "amount_cents"),
    [(2000, 3500, 7000), (1200, 2800, 3360), (500, 1, 1), (499, 1, 0), (1500, 1, 2), (1000, 0, 0)],
)
def test_a_line_is_rounded_half_up(quantity_milli, unit_price_cents, amount_cents):
    assert line_amount_cents(quantity_milli, unit_price_cents) == amount_cents


@given(quantities, prices)
def test_rounding_moves_a_line_by_half_a_cent_at_most(quantity_milli, unit_price_cents):
    exact_milli = quantity_milli * unit_price_cents

    off = line_amount_cents(quantity_milli, unit_price_cents) * 1000 - exact_milli

    assert -500 < off <= 500


@given(prices)
def test_a_whole_unit_costs_its_price(unit_price_cents):
    assert line_amount_cents(1000, unit_price_cents) == unit_price_cents


@pytest.mark.parametrize(
    ("unit", "step"), [("把", 1000), ("米", 100), ("㎡", 10), ("次", 1000), ("筐", 1000)]
)
def test_each_unit_has_its_smallest_step(unit, step):
    assert step_milli(unit) == step
    check_quantity(step * 3, unit)
    with pytest.raises(QuantityFraction):
        check_quantity(step + 1, unit)


def test_numbers_of_papers_tell_their_day():
    assert paper_number("BX", date(2026, 11, 23), 1) == "BX20261123-001"
    assert paper_number("WX", date(2026, 11, 23), 1234) == "WX20261123-1234"


def test_codes_are_long_and_never_the_same():
    codes = {random_code() for _ in range(1000)}

    assert len(codes) == 1000
    assert all(re.fullmatch(f"[{CODE_ALPHABET}]{{13}}", code) for code in codes)
