import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.estimates import (
    EstimatedLine,
    check_range,
    estimate_range,
    glass_milli,
    work_kind,
)
from fieldapp.domain.problems import EstimateReversed
from fieldapp.domain.quantities import MAX_QUANTITY_MILLI, MAX_UNIT_PRICE_CENTS

sides = st.integers(1, 9_999)


@st.composite
def lines(draw):
    low = draw(st.integers(1, MAX_QUANTITY_MILLI))
    return EstimatedLine(
        unit_price_cents=draw(st.integers(0, MAX_UNIT_PRICE_CENTS)),
        quantity_low_milli=low,
        quantity_high_milli=draw(st.integers(low, MAX_QUANTITY_MILLI)),
        is_free=draw(st.booleans()),
    )


def a_line(price, low, high=None, **more):
    return EstimatedLine(
        unit_price_cents=price, quantity_low_milli=low, quantity_high_milli=high or low, **more
    )


def test_the_estimate_of_the_sliding_door():
    rollers, labour = a_line(6_500, 2_000), a_line(6_000, 1_000)
    call_out = a_line(5_000, 1_000, is_free=True)

    assert estimate_range([rollers, labour, call_out]) == (19_000, 19_000)


def test_a_range_of_metres_gives_a_range_of_money():
    assert estimate_range([a_line(1_500, 2_000, 3_500)]) == (3_000, 5_250)


@given(st.lists(lines(), max_size=12))
def test_a_sum_is_a_range_of_whole_cents(estimated):
    low, high = estimate_range(estimated)

    assert 0 <= low <= high
    assert low == sum(line.low_cents for line in estimated if not line.is_free)


@given(st.lists(lines(), max_size=8), st.lists(lines(), max_size=8))
def test_estimates_add_up(some, more):
    together = estimate_range([*some, *more])

    one, other = estimate_range(some), estimate_range(more)
    assert together == (one[0] + other[0], one[1] + other[1])


@pytest.mark.parametrize(
    ("width", "height", "pieces", "milli"),
    [
        (612, 1_432, 1, 880),  # 0.876384 ㎡
        (1_000, 1_000, 1, 1_000),
        (1_000, 1_001, 1, 1_010),
        (612, 1_432, 2, 1_760),  # each pane by itself
        (1, 1, 1, 10),
    ],
)
def test_glass_is_sold_by_hundredths_of_a_square_metre_rounded_up(width, height, pieces, milli):
    assert glass_milli(width, height, pieces) == milli


@given(sides, sides, st.integers(1, 50))
def test_a_pane_is_never_sold_smaller_and_never_a_hundredth_larger(width, height, pieces):
    area_mm2 = width * height
    pane = glass_milli(width, height)

    assert area_mm2 <= pane * 1_000 < area_mm2 + 10_000
    assert pane % 10 == 0
    assert glass_milli(width, height, pieces) == pieces * pane == glass_milli(height, width, pieces)


def test_a_range_that_begins_above_its_end_is_refused():
    check_range(2, 2)
    with pytest.raises(EstimateReversed):
        check_range(3, 2)


def test_the_company_says_which_work_is_the_call_out():
    assert (work_kind("RG-01", {}), work_kind("RG-03", {})) == ("call_out", "labour")
    assert work_kind("SM-1", {"call_out_code": "SM-1"}) == "call_out"
